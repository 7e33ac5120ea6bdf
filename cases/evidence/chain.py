"""The chain of digests as a calculation: no row, no clock.

An entry's digest is SHA-256 over the canonical JSON of what it says and of the digest before it.
A person's words are not in it: only their salted digest is, so that they can be erased.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

GENESIS = "0" * 64


class Link(NamedTuple):
    """One entry, with the words that go with it: none were said, or they were erased."""

    sequence: int
    previous: str
    verb: str
    actor: int | None
    functions: str
    at: datetime
    subject: str
    thread: str
    salt: str
    facts: Mapping[str, object]
    facts_digest: str
    words_digest: str
    digest: str
    words_salt: str | None
    words: Mapping[str, object] | None


_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def canonical(value: object) -> bytes:
    """One byte string for one value: sorted keys, no spaces, UTF-8 in NFC."""
    return unicodedata.normalize("NFC", _encode(value)).encode()


def salted_digest(salt: str, value: object) -> str:
    return hashlib.sha256(salt.encode() + canonical(value)).hexdigest()


def digest_of(link: Link) -> str:
    said = [
        link.sequence,
        link.previous,
        link.verb,
        link.actor,
        link.functions,
        link.at.astimezone(UTC).isoformat(timespec="microseconds"),
        link.subject,
        link.thread,
        link.facts_digest,
    ]
    if link.words_digest:
        said.append(link.words_digest)
    return hashlib.sha256(canonical(said)).hexdigest()


def is_sound(link: Link) -> bool:
    """It is what was written, whether or not its words are still there."""
    return (
        link.facts_digest == salted_digest(link.salt, link.facts)
        and (link.words is None or link.words_digest == _digest_of_words(link))
        and link.digest == digest_of(link)
    )


def _digest_of_words(link: Link) -> str:
    return salted_digest(link.words_salt or "", link.words)
