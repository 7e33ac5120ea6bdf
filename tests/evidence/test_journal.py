from dataclasses import dataclass

import pytest
from django.db import DatabaseError, connection, transaction

from cases.evidence import journal
from cases.evidence.models import Entry
from tests.cast import Cast


@dataclass
class Thing:
    journal_name: str = "case:PRM-2018-0001"
    journal_thread: str = "case:PRM-2018-0001"


def three_entries(cast: Cast) -> None:
    with transaction.atomic():
        for number in range(3):
            journal.record("case.opened", Thing(), by=cast.committee, details={"n": number})


@pytest.mark.django_db
def test_an_empty_journal_is_sound():
    assert journal.first_broken_entry() is None
    assert journal.head() == (0, journal.GENESIS)


def test_entries_follow_one_another_and_tell_who_did_what(cast):
    three_entries(cast)
    last = Entry.objects.get(sequence=3)
    assert journal.first_broken_entry() is None
    assert journal.head() == (3, last.digest)
    assert (last.actor, last.functions, last.verb) == (
        cast.committee,
        "Commission stratégie",
        "case.opened",
    )


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        journal.record("case.opened", Thing(), by=None)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence_entry SET verb = 'x' WHERE sequence = 2",
        "DELETE FROM evidence_entry WHERE sequence = 3",
        "DELETE FROM evidence_entry",
        "INSERT INTO evidence_entry (sequence, at, actor_id, functions, verb, subject, thread, "
        "details, salt, details_digest, previous, digest) "
        "SELECT 9, at, actor_id, functions, verb, subject, thread, "
        "details, salt, details_digest, previous, digest FROM evidence_entry WHERE sequence = 3",
    ],
)
def test_the_database_refuses_to_change_the_journal(cast, statement):
    three_entries(cast)
    before = list(Entry.objects.values())
    with (
        pytest.raises(DatabaseError, match="the journal"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert list(Entry.objects.values()) == before


def test_replacing_a_row_is_refused_on_sqlite_and_emptying_the_table_on_postgresql(cast):
    three_entries(cast)
    statement = {
        "sqlite": "INSERT OR REPLACE INTO evidence_entry SELECT * FROM evidence_entry LIMIT 1",
        # A table whose foreign keys are still to be checked cannot be emptied anyway.
        "postgresql": "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE evidence_entry",
    }[connection.vendor]
    with (
        pytest.raises(DatabaseError, match="the journal"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.count() == 3


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("verb", "case.dismissed"),
        ("details", {"n": 7}),
        ("functions", "Bureau"),
        ("subject", "case:PRM-2018-0002"),
        ("previous", "f" * 64),
        ("sequence", 8),
    ],
)
def test_a_changed_entry_is_the_first_broken_one(cast, field, value):
    three_entries(cast)
    entries = list(Entry.objects.all())
    setattr(entries[1], field, value)
    assert journal.first_broken_entry(entries) == 2


def test_erased_words_break_their_own_entry_and_no_other(cast):
    three_entries(cast)
    entries = list(Entry.objects.all())
    assert all(entry.digest == journal.digest_of_entry(entry) for entry in entries)
    entries[1].details = {}
    assert entries[1].digest == journal.digest_of_entry(entries[1])


def test_the_same_words_leave_different_digests(cast):
    with transaction.atomic():
        first = journal.record("case.opened", Thing(), by=None, details={"reason": "oui"})
        second = journal.record("case.opened", Thing(), by=None, details={"reason": "oui"})
    assert first.details_digest != second.details_digest
