"""The journal: append-only, chained by SHA-256, one entry an act, in the act's transaction."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from django.db import connection, transaction
from django.utils import timezone

from cases.evidence.chain import GENESIS, Link, digest_of, is_sound, salted_digest
from cases.evidence.models import Entry, Words
from members.models import User

# The details that a person wrote; the others are codes, numbers, digests and references.
WORDS = frozenset({"grounds", "links", "purpose", "reason", "reasons", "text"})
# Any constant will do: it names our lock among PostgreSQL's advisory locks.
CHAIN_LOCK = 0x50524F4D
READ_AT_ONCE = 2_000


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
    told = details or {}
    words = {name: value for name, value in told.items() if name in WORDS and value}
    facts = {name: value for name, value in told.items() if name not in words}
    salt, words_salt = secrets.token_hex(16), secrets.token_hex(16) if words else None
    sequence, previous = head()
    link = Link(
        sequence=sequence + 1,
        previous=previous,
        verb=verb,
        actor=by.pk if by else None,
        functions=by.functions if by else "",
        at=timezone.now(),
        subject=subject.journal_name,
        thread=subject.journal_thread,
        salt=salt,
        facts=facts,
        facts_digest=salted_digest(salt, facts),
        words_digest=salted_digest(words_salt, words) if words_salt else "",
        digest="",
        words_salt=words_salt,
        words=words or None,
    )
    return _written(link._replace(digest=digest_of(link)), by)


def _written(link: Link, by: User | None) -> Entry:
    kept = link._asdict()
    salt, said = kept.pop("words_salt"), kept.pop("words")
    entry = Entry(**{**kept, "actor": by})
    entry.save(force_insert=True)
    if said is not None:
        entry.words = Words(entry=entry, salt=salt, said=said)
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
    """Every entry in order, read as it goes: memory does not grow with the journal."""
    columns = Link._fields
    renamed = {"words_salt": "words__salt", "words": "words__said"}
    rows = Entry.objects.order_by("sequence").values_list(*(renamed.get(c, c) for c in columns))
    return map(Link._make, rows.iterator(chunk_size=READ_AT_ONCE))


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
