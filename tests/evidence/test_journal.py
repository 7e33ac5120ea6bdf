from dataclasses import dataclass

import pytest
from django.db import DatabaseError, connection, transaction

from cases.evidence import journal
from cases.evidence.chain import GENESIS, salted_digest
from cases.evidence.models import Entry, Words
from tests.cast import Cast

REASON = "Le client m’a demandé de ne pas être nommé."


@dataclass
class Thing:
    journal_name: str = "case:PRM-2018-0001"
    journal_thread: str = "case:PRM-2018-0001"


def three_entries(cast: Cast) -> None:
    with transaction.atomic():
        for number in range(3):
            journal.record(
                "case.opened", Thing(), by=cast.committee, details={"n": number, "reason": REASON}
            )


def refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="the journal"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_an_empty_journal_is_sound():
    assert journal.first_broken_entry() is None
    assert journal.head() == (0, GENESIS)


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
    assert last.details == {"n": 2, "reason": REASON}


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
        "facts, salt, facts_digest, words_digest, previous, digest) "
        "SELECT 9, at, actor_id, functions, verb, subject, thread, "
        "facts, salt, facts_digest, words_digest, previous, digest "
        "FROM evidence_entry WHERE sequence = 3",
        "UPDATE evidence_words SET salt = 'x' WHERE entry_id = 2",
        "INSERT INTO evidence_words (entry_id, salt, said) "
        "SELECT entry_id, 'x', said FROM evidence_words WHERE entry_id = 2",
    ],
)
def test_the_database_refuses_to_change_the_journal(cast, statement):
    three_entries(cast)
    before = list(Entry.objects.values()), list(Words.objects.values())
    refused(statement)
    assert (list(Entry.objects.values()), list(Words.objects.values())) == before


@pytest.mark.parametrize("table", ["evidence_entry", "evidence_words"])
def test_replacing_a_row_is_refused_on_sqlite_and_emptying_the_table_on_postgresql(cast, table):
    three_entries(cast)
    statement = {
        "sqlite": "INSERT OR REPLACE INTO {0} SELECT * FROM {0} LIMIT 1",
        # A table whose foreign keys are still to be checked cannot be emptied anyway.
        "postgresql": "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {0} CASCADE",
    }[connection.vendor]
    refused(statement.format(table))
    assert (Entry.objects.count(), Words.objects.count()) == (3, 3)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("verb", "case.dismissed"),
        ("facts", '{"n":7}'),
        ("words", '{"reason":"Rien à dire."}'),
        ("instant", "2018-01-09T08:10:00.000000+00:00"),
        ("words_digest", ""),
        ("functions", "Bureau"),
        ("subject", "case:PRM-2018-0002"),
        ("previous", "f" * 64),
        ("sequence", 8),
    ],
)
def test_a_changed_entry_is_the_first_broken_one(cast, field, value):
    three_entries(cast)
    chain = list(journal.links())
    chain[1] = chain[1]._replace(**{field: value})
    assert journal.first_broken_entry(chain) == 2


def test_erased_words_leave_the_chain_sound_and_say_that_they_were_erased(cast):
    three_entries(cast)
    assert journal.erase_words(Entry.objects.get(sequence=2), by=cast.board)
    erased, kept = Entry.objects.get(sequence=2), Entry.objects.get(sequence=3)
    assert (erased.details, erased.words_were_erased) == ({"n": 1}, True)
    assert (kept.details, kept.words_were_erased) == ({"n": 2, "reason": REASON}, False)
    told = Entry.objects.get(sequence=4)
    assert (told.verb, told.actor, told.details) == (
        "journal.words_erased",
        cast.board,
        {"entry": 2},
    )
    assert journal.first_broken_entry() is None


def test_erasing_twice_is_told_once(cast):
    three_entries(cast)
    entry = Entry.objects.get(sequence=2)
    assert journal.erase_words(entry, by=None)
    assert not journal.erase_words(entry, by=None)
    assert Entry.objects.count() == 4


def test_nothing_of_the_words_is_in_the_entry_and_the_same_words_leave_different_digests(cast):
    three_entries(cast)
    assert "client" not in str(list(Entry.objects.values()))
    assert "client" in str(list(Words.objects.values()))
    assert len(set(Entry.objects.values_list("words_digest", flat=True))) == 3


def test_words_that_are_empty_are_a_fact(cast):
    with transaction.atomic():
        entry = journal.record("case.opened", Thing(), by=None, details={"reason": ""})
    assert (entry.details, entry.words_digest) == ({"reason": ""}, "")


def test_an_entry_written_before_words_had_a_table_is_still_sound(cast):
    """Its digest was computed by an earlier version of the software, words and all."""
    three_entries(cast)
    [*_others, last] = journal.links()
    facts = f'{{"reason":"{REASON}"}}'
    earlier = last._replace(
        sequence=1,
        previous=GENESIS,
        actor=7,
        instant="2026-11-24T08:00:00.000000+00:00",
        salt="5a" * 16,
        facts=facts,
        facts_digest=salted_digest("5a" * 16, facts),
        words_digest="",
        words=None,
        digest="cf3fc4981debb6f56f385abc85ebf508b14dd5f75eee0a73b9fca9cb62d5f629",
    )
    assert journal.first_broken_entry([earlier]) is None
