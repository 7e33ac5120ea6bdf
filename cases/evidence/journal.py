"""The journal: append-only, chained by SHA-256, one entry an act, in the act's transaction."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction
from django.utils import timezone

from cases.evidence.chain import (
    GENESIS,
    Link,
    canonical,
    digest_of,
    instant,
    is_sound,
    salted_digest,
)
from cases.evidence.models import Entry, Words
from members.models import User

# The details that a person wrote; the others are codes, numbers, digests and references.
WORDS = frozenset(
    {"description", "grounds", "links", "purpose", "reason", "reasons", "recipient", "text"}
)
# The acts that put in the store a file that nobody handed in.
FILE_MADE = frozenset(
    {
        "claim_document.file_made",
        "claim_document.made",
        "dossier.file_produced",
        "dossier.produced",
        "group.annex_produced",
    }
)
# Any constant will do: it names our lock among PostgreSQL's advisory locks.
CHAIN_LOCK = 0x50524F4D
READ_AT_ONCE = 2_000
OWN_COLUMNS = frozenset(Link._fields) - {"instant", "actor", "words_salt", "words"}
LINKS = {
    vendor: f"""
    SELECT sequence, previous, verb, actor_id, functions, {instant_of}, subject, thread,
           evidence_entry.salt, facts, facts_digest, words_digest, digest, evidence_words.salt, said
    FROM evidence_entry LEFT JOIN evidence_words ON entry_id = sequence
    WHERE sequence > %s ORDER BY sequence LIMIT %s
    """  # noqa: S608  # nothing of anybody's is in it
    for vendor, instant_of in {
        "sqlite": "replace(substr(at || '.000000', 1, 26), ' ', 'T') || '+00:00'",
        "postgresql": "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US') || '+00:00'",
    }.items()
}


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

    It holds the journal until the transaction ends: call once the rows are held (decision 21).
    Raises `TransactionManagementError` outside a transaction: an entry without its act, or an act
    without its entry, must not be possible.
    """
    hold_chain()
    at, (last, previous) = timezone.now(), head()
    told = details or {}
    words = {name: value for name, value in told.items() if name in WORDS and value}
    facts = canonical({name: value for name, value in told.items() if name not in words}).decode()
    said = canonical(words).decode() if words else None
    salt, words_salt = secrets.token_hex(16), secrets.token_hex(16) if words else None
    link = Link(
        sequence=last + 1,
        previous=previous,
        verb=verb,
        actor=by.pk if by else None,
        functions=by.functions if by else "",
        instant=instant(at),
        subject=subject.journal_name,
        thread=subject.journal_thread,
        salt=salt,
        facts=facts,
        facts_digest=salted_digest(salt, facts),
        words_digest=salted_digest(words_salt, said) if words_salt and said else "",
        digest="",
        words_salt=words_salt,
        words=said,
    )
    return _written(link._replace(digest=digest_of(link)), at, by)


def _written(link: Link, at: datetime, by: User | None) -> Entry:
    kept = {name: value for name, value in link._asdict().items() if name in OWN_COLUMNS}
    entry = Entry(**kept, at=at, actor=by)
    entry.save(force_insert=True)
    if link.words is not None and link.words_salt is not None:
        entry.words = Words(entry=entry, salt=link.words_salt, said=link.words)
        entry.words.save(force_insert=True)
    return entry


@transaction.atomic
def erase_words(entry: Entry, *, by: User | None) -> bool:
    """On a person's request: the words go, the entry and the chain stay. False if none are there.

    On PostgreSQL it takes the owner's role: the one that serves pages cannot (docs/running.md).
    """
    hold_chain()
    erased, _each = Words.objects.filter(entry=entry).delete()
    if erased:
        record("journal.words_erased", entry, by=by, details={"entry": entry.sequence})
    return bool(erased)


def links() -> Iterator[Link]:
    """Every entry in order, some thousands at a time: memory does not grow with the journal.

    Past the ORM, which takes three times as long to make an object of each.
    """
    last = 0
    while rows := _rows_after(last):
        yield from map(Link._make, rows)
        last = rows[-1][0]


def _rows_after(last: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(LINKS[connection.vendor], [last, READ_AT_ONCE])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def first_broken_entry(chain: Iterable[Link] | None = None) -> int | None:
    """The sequence of the first entry that does not follow from the one before it, or None."""
    previous, expected = GENESIS, 1
    for link in links() if chain is None else chain:
        follows = link.sequence == expected and link.previous == previous
        if not (follows and is_sound(link)):
            return expected
        previous, expected = link.digest, expected + 1
    return None


def head() -> tuple[int, str]:
    """Sequence and digest of the last entry; (0, GENESIS) for an empty journal."""
    last = Entry.objects.order_by("-sequence").values_list("sequence", "digest").first()
    return last or (0, GENESIS)


def hold_chain() -> None:
    """One writer at a time until the transaction ends. SQLite's BEGIN IMMEDIATE does it alone."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("journal.record needs a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
