"""The certificate that seals: the association's, or one that this software makes once for itself.

Both are a PKCS#12 file, so that sealing does not care which it is.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    load_pkcs12,
    serialize_key_and_certificates,
)
from cryptography.x509.oid import NameOID
from django.conf import settings

LOCAL_NAME = "Cachet local, fait par le logiciel promesse"
LOCAL_LIFE = timedelta(days=3650)
# A clock that is a little late reads it as valid too.
MARGIN = timedelta(days=1)
# Of a name in a certificate, by its standard.
LONGEST_NAME = 64


@dataclass(frozen=True)
class Certificate:
    """With its key, still locked."""

    file: bytes
    passphrase: bytes | None
    sealing: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    is_local: bool

    @property
    def name(self) -> str:
        return _name_in(self.sealing.subject)

    @property
    def issuer(self) -> str:
        """Nobody for a local one: it vouches for itself."""
        return "" if self.is_local else _name_in(self.sealing.issuer)

    @property
    def fingerprint(self) -> str:
        return self.sealing.fingerprint(SHA256()).hex()

    @property
    def pem(self) -> str:
        whole = (self.sealing, *self.chain)
        return "".join(each.public_bytes(Encoding.PEM).decode() for each in whole)

    def is_valid_at(self, moment: datetime) -> bool:
        return self.sealing.not_valid_before_utc <= moment <= self.sealing.not_valid_after_utc


def held() -> Certificate:
    if settings.SEAL_CERTIFICATE:
        return _read(Path(settings.SEAL_CERTIFICATE), settings.SEAL_PASSPHRASE, is_local=False)
    path = Path(settings.PROMESSE_HOME) / "seal.p12"
    if not path.exists():
        _make(path)
    return _read(path, "", is_local=True)


def _read(path: Path, passphrase: str, *, is_local: bool) -> Certificate:
    return _parsed(path.read_bytes(), passphrase.encode() or None, is_local)


@lru_cache(maxsize=2)
def _parsed(file: bytes, locked: bytes | None, is_local: bool) -> Certificate:
    """Checking the key takes longer than all else that is read for a dossier."""
    found = load_pkcs12(file, locked)
    assert found.cert is not None  # noqa: S101  # the settings refuse a file without one
    others = tuple(each.certificate for each in found.additional_certs)
    return Certificate(file, locked, found.cert.certificate, others, is_local)


def _make(path: Path) -> None:
    """Linked into place once whole: of two processes that start together, one makes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(_local())
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()


def _local() -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    now = datetime.now(UTC)
    own = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, settings.ASSOCIATION_NAME[:LONGEST_NAME]),
            x509.NameAttribute(NameOID.COMMON_NAME, LOCAL_NAME),
        ]
    )
    builder = (
        x509.CertificateBuilder(own, own, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - MARGIN)
        .not_valid_after(now + LOCAL_LIFE)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(SEALS_ONLY, critical=True)
    )
    certificate = builder.sign(key, SHA256())
    return serialize_key_and_certificates(b"promesse", key, certificate, None, NoEncryption())


SEALS_ONLY = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


def _name_in(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()
