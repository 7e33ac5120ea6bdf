"""What acts share whatever they are about: the counters and the journal's chain."""

from datetime import date
from threading import Barrier

from django.db import DatabaseError, transaction

from cases import actions
from cases.evidence import journal
from cases.evidence.chain import Link, digest_of, instant, salted_digest
from cases.evidence.models import Entry
from cases.models.numbering import next_number
from tests import factories
from tests.cases.races.together import losers, together, winners


def test_a_number_is_given_once(race):
    def number():
        with transaction.atomic():
            return next_number("PRM-2018")

    number()
    assert sorted(race(*[number] * 20)) == list(range(2, 22))


def test_twenty_cases_have_twenty_numbers_without_a_gap(cast):
    publisher, who = factories.publisher(), cast.committee

    def open_one():
        with transaction.atomic():
            return actions.create_case(
                publisher, title="Panne", occurred_on=date(2018, 1, 9), by=who
            ).reference

    outcomes = together(*[open_one] * 20)
    assert sorted(map(str, outcomes)) == [f"PRM-2018-{number:04}" for number in range(1, 21)]


def test_twenty_acts_at_once_leave_twenty_entries_in_a_chain(cast):
    case, who = factories.case(cast), cast.committee
    before = Entry.objects.count()

    def write():
        with transaction.atomic():
            return journal.record("case.opened", case, by=who).sequence

    assert sorted(together(*[write] * 20)) == list(range(before + 1, before + 21))


def test_control_reading_before_the_lock_is_stopped_by_the_database_alone(cast):
    case, who = factories.case(cast), cast.committee
    read = Barrier(2, timeout=30)

    def record_unguarded():
        sequence, digest = journal.head()
        read.wait()
        link = Link(
            instant=instant(case.opened_at),
            sequence=sequence + 1,
            previous=digest,
            verb="case.opened",
            actor=who.pk,
            functions="",
            subject=case.journal_name,
            thread="",
            salt="",
            facts="{}",
            facts_digest=salted_digest("", "{}"),
            words_digest="",
            digest="",
            words_salt=None,
            words=None,
        )
        kept = link._replace(digest=digest_of(link))._asdict()
        columns = {name: kept[name] for name in journal.OWN_COLUMNS}
        Entry(**columns, at=case.opened_at, actor=who).save(force_insert=True)

    outcomes = together(record_unguarded, record_unguarded)
    assert len(winners(outcomes)) == 1
    assert all(issubclass(error, DatabaseError) for error in losers(outcomes))
