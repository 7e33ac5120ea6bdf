import hashlib
import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from cases.evidence import journal, merkle, roots
from cases.evidence.models import DailyRoot, Entry, TimeStamp
from cases.evidence.tasks import keep_roots
from tests.evidence.test_journal import Thing, refused

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def written(at: datetime, count: int = 1) -> None:
    with time_machine.travel(at, tick=False), transaction.atomic():
        for _number in range(count):
            journal.record("case.opened", Thing(), by=None)


def root_made(at: datetime) -> DailyRoot | None:
    with time_machine.travel(at, tick=False):
        return roots.make_root()


def test_the_root_of_a_day_covers_what_was_written_before_its_end():
    written(MONDAY, 5)
    written(MONDAY + timedelta(days=1))
    made = root_made(MONDAY + timedelta(days=1))
    assert (str(made.day), made.first, made.last) == ("2026-11-23", 1, 5)
    digests = Entry.objects.filter(sequence__lte=5).values_list("digest", flat=True)
    assert made.root == merkle.root_of(bytes.fromhex(each) for each in digests).hex()


def test_a_day_has_one_root_and_a_day_without_entries_none():
    written(MONDAY)
    assert root_made(MONDAY + timedelta(hours=1)) is None
    assert root_made(MONDAY + timedelta(days=1))
    assert root_made(MONDAY + timedelta(days=1, hours=1)) is None
    assert root_made(MONDAY + timedelta(days=2)) is None


def test_days_that_were_missed_are_in_the_next_root():
    written(MONDAY, 2)
    written(MONDAY + timedelta(days=1), 2)
    made = root_made(MONDAY + timedelta(days=2))
    assert (str(made.day), made.first, made.last) == ("2026-11-24", 1, 4)


def test_a_clock_that_was_set_back_leaves_nothing_out():
    written(MONDAY + timedelta(days=1))
    written(MONDAY)
    written(MONDAY + timedelta(days=1))
    assert root_made(MONDAY + timedelta(days=1)).last == 2
    assert root_made(MONDAY + timedelta(days=2)).first == 3


def test_an_entry_is_proved_to_be_under_the_root_that_covers_it():
    written(MONDAY, 6)
    made = root_made(MONDAY + timedelta(days=1))
    entry = Entry.objects.get(sequence=4)
    assert roots.root_over(entry) == made
    assert merkle.is_included(
        bytes.fromhex(entry.digest),
        index=3,
        size=6,
        proof=[bytes.fromhex(each) for each in roots.proof_for(entry, made)],
        root=bytes.fromhex(made.root),
    )


def test_without_an_authority_a_root_is_kept_without_a_stamp():
    written(MONDAY)
    keep_roots()
    assert roots.last_root() is not None
    assert not TimeStamp.objects.exists()


def test_the_authority_dates_the_root_and_openssl_reads_its_answer_without_us(stamping):
    written(MONDAY)
    keep_roots()
    root = roots.last_root()
    assert root.stamp.authority == "Horodatage des tests"
    told = Entry.objects.get(verb="root.timestamped")
    assert told.subject == f"root:{root.day}"
    assert told.details == {
        "root": root.root,
        "token": hashlib.sha256(root.stamp.answer).hexdigest(),
    }
    (stamping.folder / "statement").write_bytes(root.statement)
    (stamping.folder / "answer.tsr").write_bytes(root.stamp.answer)
    given = ["-data", "statement", "-in", "answer.tsr", "-CAfile", "root.pem"]
    assert b"Verification: OK" in stamping.openssl("ts", "-verify", *given)


def test_an_authority_that_does_not_answer_is_asked_again_later(stamping, settings, caplog):
    url, settings.TSA_URL = settings.TSA_URL, "http://127.0.0.1:9/"
    written(MONDAY)
    with caplog.at_level(logging.WARNING):
        keep_roots()
    assert "is not stamped yet" in caplog.text
    assert DailyRoot.objects.filter(stamp=None).count() == 1
    settings.TSA_URL = url
    keep_roots()
    assert not DailyRoot.objects.filter(stamp=None).exists()
    keep_roots()
    assert len(stamping.asked) == 1


def test_a_name_and_a_password_in_the_address_are_given_to_the_authority(stamping, settings):
    settings.TSA_URL = settings.TSA_URL.replace("//", "//nom:s%40cret@")
    written(MONDAY)
    keep_roots()
    assert stamping.asked == ["Basic bm9tOnNAY3JldA=="]


def test_an_answer_for_another_statement_is_not_kept(stamping, monkeypatch):
    kept = stamping.answer
    other: list[bytes] = []

    def always_the_first(query: bytes) -> bytes:
        other.append(kept(query))
        return other[0]

    monkeypatch.setattr(stamping, "answer", always_the_first)
    written(MONDAY)
    keep_roots()
    written(MONDAY)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1)):
        keep_roots()
    assert TimeStamp.objects.count() == 1
    assert DailyRoot.objects.filter(stamp=None).count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence_dailyroot SET root = 'x'",
        "DELETE FROM evidence_dailyroot",
        "UPDATE evidence_timestamp SET authority = 'x'",
        "DELETE FROM evidence_timestamp",
    ],
)
def test_the_database_refuses_to_change_a_root_or_its_stamp(stamping, statement):
    written(MONDAY)
    keep_roots()
    refused(statement)
    assert (DailyRoot.objects.count(), TimeStamp.objects.count()) == (1, 1)


@pytest.mark.parametrize("table", ["evidence_dailyroot", "evidence_timestamp"])
def test_the_database_refuses_to_replace_or_to_empty_them(stamping, table):
    written(MONDAY)
    keep_roots()
    statement = {
        "sqlite": "INSERT OR REPLACE INTO {0} SELECT * FROM {0}",
        "postgresql": "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {0} CASCADE",
    }[connection.vendor]
    refused(statement.format(table))
    assert (DailyRoot.objects.count(), TimeStamp.objects.count()) == (1, 1)


def test_two_roots_of_one_day_are_refused_by_the_database():
    written(MONDAY)
    made = root_made(MONDAY + timedelta(days=1))
    with pytest.raises(DatabaseError), transaction.atomic():
        DailyRoot.objects.create(day=made.day, first=1, last=1, root="0" * 64)
