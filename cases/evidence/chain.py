"""The chain of digests as a calculation: no row, no clock.

An entry's digest is SHA-256 over the canonical JSON of what it says and of the digest before it.
A person's words are not in it: only their salted digest is, so that they can be erased.
"""

import json
from datetime import UTC, datetime
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from typing import NamedTuple
from unicodedata import normalize

GENESIS = "0" * 64


class Link(NamedTuple):
    """One entry, with the words that go with it: None if none were said, or they were erased."""

    sequence: int
    previous: str
    verb: str
    actor: int | None
    functions: str
    instant: str
    subject: str
    thread: str
    salt: str
    facts: str
    facts_digest: str
    words_digest: str
    digest: str
    words_salt: str | None
    words: str | None


_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def canonical(value: object) -> bytes:
    """One byte string for one value: sorted keys, no spaces, UTF-8 in NFC."""
    return normalize("NFC", _encode(value)).encode()


def instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def salted_digest(salt: str, text: str) -> str:
    return sha256(f"{salt}{text}".encode()).hexdigest()


def digest_of(link: Link) -> str:
    """Over `canonical` of a list: written out, since a million of them are read in one go."""
    (sequence, previous, verb, actor, functions, at, subject, thread, _salt, _facts) = link[:10]
    who = "null" if actor is None else actor
    words = f',"{link.words_digest}"' if link.words_digest else ""
    said = (
        f'[{sequence},"{previous}",{quoted(verb)},{who},{quoted(functions)},"{at}",'
        f'{quoted(subject)},{quoted(thread)},"{link.facts_digest}"{words}]'
    )
    return sha256(normalize("NFC", said).encode()).hexdigest()


def is_sound(link: Link) -> bool:
    """It is what was written, whether or not its words are still there."""
    return (
        link.facts_digest == salted_digest(link.salt, link.facts)
        and (link.words is None or link.words_digest == _digest_of_words(link))
        and link.digest == digest_of(link)
    )


def _digest_of_words(link: Link) -> str:
    return salted_digest(link.words_salt or "", link.words or "")
