"""Time stamps (RFC 3161): asked from the authority of the settings, verified by its certificates.

An answer is kept whole, so that `openssl ts -verify` reads it without us.
"""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from http.client import HTTPException
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.x509.oid import NameOID
from django.conf import settings
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

SECONDS_TO_ANSWER = 10
# A real answer has some thousand bytes.
LONGEST_ANSWER = 1_000_000


class NotStamped(Exception):
    """The authority did not answer, refused, or its answer does not hold."""


@dataclass(frozen=True)
class Stamp:
    answer: bytes
    at: datetime
    """The authority's clock, in UTC."""
    authority: str


def ask(statement: bytes) -> Stamp:
    """A stamp over these bytes, verified. Raises `NotStamped`."""
    asked = TimestampRequestBuilder().data(statement).hash_algorithm(HashAlgorithm.SHA256).build()
    builder = VerifierBuilder(nonce=asked.nonce, roots=_trusted(settings.TSA_CERTIFICATES))
    return _verified(builder, _answer_to(asked.as_bytes()), statement)


def relay(query: bytes, digest: bytes, nonce: int) -> Stamp:
    """A stamp for who makes their own query, over this SHA-256. Raises `NotStamped`."""
    builder = VerifierBuilder(nonce=nonce, roots=_trusted(settings.TSA_CERTIFICATES))
    answer = _answer_to(query)
    with _refusing():
        response = _read(answer)
        builder.build().verify(response, digest)
    return Stamp(answer, response.tst_info.gen_time, _authority(response))


def verify(answer: bytes, statement: bytes) -> Stamp:
    """What a kept answer says of these bytes. Raises `NotStamped` when it does not hold."""
    if not settings.TSA_CERTIFICATES:
        raise NotStamped("TSA_CERTIFICATES is empty")
    builder = VerifierBuilder(roots=_trusted(settings.TSA_CERTIFICATES))
    return _verified(builder, answer, statement)


def _verified(builder: VerifierBuilder, answer: bytes, statement: bytes) -> Stamp:
    """The certificates have to be valid when the stamp was given, not today."""
    with _refusing():
        response = _read(answer)
        builder.build().verify_message(response, statement)
    return Stamp(answer, response.tst_info.gen_time, _authority(response))


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (VerificationError, ValueError, TypeError) as refusal:
        raise NotStamped(str(refusal)) from refusal


def _read(answer: bytes) -> TimeStampResponse:
    try:
        return decode_timestamp_response(answer)
    except ValueError:
        return decode_timestamp_response(_in_order(answer))


def _in_order(answer: bytes) -> bytes:
    """The same, its certificates sorted: openssl's authority sends them as they come, the library
    reads DER only. No signature covers that list."""
    response = tsp.TimeStampResp.load(answer)
    held = response["time_stamp_token"]["content"]
    held["certificates"] = cms.CertificateSet(
        sorted(held["certificates"], key=lambda certificate: certificate.dump())
    )
    ordered: bytes = response.dump()
    return ordered


def _authority(response: TimeStampResponse) -> str:
    """The name in the certificate that signed, which the verification has just found."""
    (signer,) = response.signed_data.signer_infos
    held = [x509.load_der_x509_certificate(each) for each in response.signed_data.certificates]
    signed = next(each for each in held if each.serial_number == signer.serial_number)
    names = signed.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else signed.subject.rfc4514_string()


@cache
def _trusted(path: str) -> list[x509.Certificate]:
    return x509.load_pem_x509_certificates(Path(path).read_bytes())


def _answer_to(query: bytes) -> bytes:
    try:
        with urlopen(_request(query), timeout=SECONDS_TO_ANSWER) as answer:  # noqa: S310  # checked
            content: bytes = answer.read(LONGEST_ANSWER)
    except (OSError, HTTPException) as failure:
        raise NotStamped(str(failure)) from failure
    return content


def _request(query: bytes) -> Request:
    """`TSA_URL` may hold a name and a password: qualified authorities ask for them."""
    parts = urlsplit(settings.TSA_URL)
    headers = {"Content-Type": "application/timestamp-query"}
    if parts.username:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    address = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    return Request(address, data=query, headers=headers)  # noqa: S310  # http or https, by setting
