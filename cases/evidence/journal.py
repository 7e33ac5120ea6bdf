"""The journal: append-only, chained by SHA-256, one entry an act, in the act's transaction."""

import hashlib
import json
import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Protocol

from django.db import connection, transaction
from django.utils import timezone

from cases.evidence.models import Entry
from members.models import User

GENESIS = "0" * 64
# Any constant will do: it names our lock among PostgreSQL's advisory locks.
CHAIN_LOCK = 0x50524F4D


class Subject(Protocol):
    """What an act can be about: it gives the name under which the journal knows it."""

    @property
    def journal_name(self) -> str: ...

    @property
    def journal_thread(self) -> str:
        """The case to which the subject belongs, or nothing."""
        ...


def record(
    verb: str, subject: Subject, *, by: User | None, details: Mapping[str, object] | None = None
) -> Entry:
    """Append one entry. `details` holds JSON values only; `by` is None for the system's own acts.

    Raises `TransactionManagementError` outside a transaction: an entry without its act, or an act
    without its entry, must not be possible.
    """
    hold_chain()
    last = Entry.objects.order_by("-sequence").values("sequence", "digest").first()
    entry = Entry(
        sequence=last["sequence"] + 1 if last else 1,
        at=timezone.now(),
        actor=by,
        functions=by.functions if by else "",
        verb=verb,
        subject=subject.journal_name,
        thread=subject.journal_thread,
        details=dict(details or {}),
        salt=secrets.token_hex(16),
        previous=last["digest"] if last else GENESIS,
    )
    entry.details_digest = digest_of_details(entry)
    entry.digest = digest_of_entry(entry)
    entry.save(force_insert=True)
    return entry


def first_broken_entry(entries: Iterable[Entry] | None = None) -> int | None:
    """The sequence of the first entry that does not follow from the one before it, or None."""
    previous, expected = GENESIS, 1
    chain = Entry.objects.order_by("sequence").iterator() if entries is None else entries
    for entry in chain:
        sound = (
            entry.sequence == expected
            and entry.previous == previous
            and entry.details_digest == digest_of_details(entry)
            and entry.digest == digest_of_entry(entry)
        )
        if not sound:
            return expected
        previous, expected = entry.digest, expected + 1
    return None


def head() -> tuple[int, str]:
    """Sequence and digest of the last entry; (0, GENESIS) for an empty journal."""
    last = Entry.objects.order_by("-sequence").first()
    return (last.sequence, last.digest) if last else (0, GENESIS)


def canonical(value: object) -> bytes:
    """One byte string for one value: sorted keys, no spaces, UTF-8 in NFC."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return unicodedata.normalize("NFC", text).encode()


def digest_of_details(entry: Entry) -> str:
    return hashlib.sha256(entry.salt.encode() + canonical(entry.details)).hexdigest()


def digest_of_entry(entry: Entry) -> str:
    return hashlib.sha256(
        canonical(
            [
                entry.sequence,
                entry.previous,
                entry.verb,
                entry.actor_id,
                entry.functions,
                _instant(entry.at),
                entry.subject,
                entry.thread,
                entry.details_digest,
            ]
        )
    ).hexdigest()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def hold_chain() -> None:
    """One writer at a time until the transaction ends. SQLite's BEGIN IMMEDIATE does it alone."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("journal.record needs a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
