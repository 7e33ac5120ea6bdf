"""One winner, whoever starts at the same moment. The end of the file shows that these can fail."""

from datetime import date
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from cases import actions
from cases.actions.deciding import end_ballot
from cases.errors import GuardRefused, StepRefused
from cases.evidence import journal
from cases.evidence.models import Entry
from cases.models import Case, Observation, ObservationVersion, Verification
from cases.models.numbering import Numbering, next_number
from cases.states import BallotState, CaseState, Verdict, VoteChoice
from tests import factories
from tests.cases.races.together import losers, together, winners

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _the_journal_stays_sound():
    yield
    assert journal.first_broken_entry() is None


def verify(case, by):
    return actions.verify_case(
        Case.objects.get(pk=case.pk),
        by=by,
        seen=case.version,
        verdict=Verdict.CONFIRMED,
        grounds="Deux le disent.",
        links="",
    )


def attach(observation, case, by):
    fresh = Observation.objects.get(pk=observation.pk)
    actions.attach_observations([fresh], Case.objects.get(pk=case.pk), by=by)


def test_of_two_verifications_one_is_kept(cast):
    case = factories.case(cast)
    people = (cast.committee, cast.second_committee)
    outcomes = together(*(partial(verify, case, who) for who in people))
    assert len(winners(outcomes)) == 1
    assert losers(outcomes) == {StepRefused}
    assert Verification.objects.count() == 1
    assert Entry.objects.filter(verb="case.verified").count() == 1


def test_a_case_is_not_verified_on_an_observation_that_leaves_it(cast):
    case = factories.case(cast)
    leaving = case.observations.first()
    outcomes = together(
        partial(verify, case, cast.committee),
        partial(
            actions.detach_observation,
            Observation.objects.get(pk=leaving.pk),
            by=cast.second_committee,
            reason="Autre panne.",
        ),
    )
    assert len(winners(outcomes)) == 1
    assert losers(outcomes) <= {StepRefused, GuardRefused}
    case.refresh_from_db()
    sources = case.observations.counted().values("organisation").distinct().count()
    assert (case.state, sources) in {("verified", 2), ("reported", 1)}


def test_a_vote_is_closed_once(cast):
    ballot = factories.voted_ballot(cast)
    close = partial(
        actions.close_ballot, by=cast.chair, reasons="Trois pour.", seen=ballot.case.version
    )
    copies = [type(ballot).objects.get(pk=ballot.pk) for _ in range(2)]
    outcomes = together(*(partial(close, copy) for copy in copies))
    assert (len(winners(outcomes)), losers(outcomes)) == (1, {StepRefused})
    assert Entry.objects.filter(verb="case.decided").count() == 1


def test_a_person_votes_once(cast):
    ballot = factories.ballot(cast)
    copies = [type(ballot).objects.get(pk=ballot.pk) for _ in range(2)]
    outcomes = together(
        partial(actions.cast_vote, copies[0], by=cast.committee, choice=VoteChoice.FOR),
        partial(actions.cast_vote, copies[1], by=cast.committee, choice=VoteChoice.AGAINST),
    )
    assert (len(winners(outcomes)), losers(outcomes)) == (1, {StepRefused})
    assert ballot.votes.count() == 1


def test_a_vote_counts_or_comes_too_late(cast):
    ballot = factories.voted_ballot(cast)
    copies = [type(ballot).objects.get(pk=ballot.pk) for _ in range(2)]
    closing, voting = together(
        partial(
            actions.close_ballot,
            copies[0],
            by=cast.chair,
            reasons="Les voix.",
            seen=ballot.case.version,
        ),
        partial(actions.cast_vote, copies[1], by=cast.third_committee, choice=VoteChoice.FOR),
    )
    assert not isinstance(closing, Exception)
    assert not isinstance(voting, Exception) or isinstance(voting, StepRefused)
    told = Entry.objects.get(verb="case.decided").details["votes"]["for"]
    assert told == ballot.votes.count()


def test_a_case_is_dismissed_or_its_vote_closed(cast):
    ballot = factories.voted_ballot(cast, VoteChoice.AGAINST)
    case = Case.objects.get(pk=ballot.case_id)
    outcomes = together(
        partial(actions.close_ballot, ballot, by=cast.chair, reasons="Contre.", seen=case.version),
        partial(actions.dismiss_case, case, by=cast.committee, seen=case.version, reason="Réseau."),
    )
    assert losers(outcomes) <= {StepRefused}
    ballot.refresh_from_db()
    rejected = Entry.objects.filter(verb="case.proposal_rejected").exists()
    assert ballot.state == ("rejected" if rejected else "cancelled")


def test_a_case_is_dismissed_or_relayed(cast):
    relay = factories.relay(cast)
    case = Case.objects.get(pk=relay.case_id)
    outcomes = together(
        partial(actions.approve_relay, relay, by=cast.chair, seen=case.version),
        partial(actions.dismiss_case, case, by=cast.committee, seen=case.version, reason="Réseau."),
    )
    assert (len(winners(outcomes)), losers(outcomes)) == (1, {StepRefused})
    relay.refresh_from_db()
    final = (Case.objects.get(pk=case.pk).state, relay.state)
    assert final in {("relayed", "approved"), ("dismissed", "discarded")}


def test_an_observation_joins_one_case(cast):
    cases = [factories.case(cast, cast.adherent), factories.case(cast, cast.adherent)]
    free = factories.observation(cast.colleague)
    outcomes = together(*(partial(attach, free, case, cast.committee) for case in cases))
    assert (len(winners(outcomes)), losers(outcomes)) == (1, {StepRefused})
    assert Entry.objects.filter(verb="observation.attached").count() == 1


def test_of_two_observations_marked_across_one_still_counts(cast):
    first, second = factories.observation(cast.adherent), factories.observation(cast.adherent)
    pairs = [(first, second), (second, first)]
    fresh = [tuple(Observation.objects.get(pk=each.pk) for each in pair) for pair in pairs]
    outcomes = together(
        *(partial(actions.mark_duplicate, a, of=b, by=cast.committee) for a, b in fresh)
    )
    assert (len(winners(outcomes)), losers(outcomes)) == (1, {GuardRefused})
    assert Observation.objects.counted().count() == 1


def test_twenty_sendings_of_one_submission_are_one_observation(cast):
    submission, product, who = uuid4(), factories.product(), cast.adherent
    send = partial(
        actions.report_observation,
        factories.statement(),
        product=product,
        by=who,
        submission=submission,
    )
    outcomes = together(*[send] * 20)
    assert {getattr(each, "reference", each) for each in outcomes} == {
        Observation.objects.get().reference
    }
    assert ObservationVersion.objects.count() == 1
    assert Entry.objects.filter(verb="observation.reported").count() == 1
    assert Numbering.objects.get().last == 1


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


def test_a_revision_started_from_the_same_version_is_kept_once(cast):
    observation = factories.observation(cast.adherent)
    said = factories.statement(factories.answers(customers_subscribed=3))
    outcomes = together(
        *(
            partial(
                actions.revise_observation,
                Observation.objects.get(pk=observation.pk),
                said,
                by=who,
                seen=1,
            )
            for who in (cast.adherent, cast.colleague)
        )
    )
    assert len(winners(outcomes)) == 1
    assert ObservationVersion.objects.count() == 2


# The same races with the guard taken off: each has two winners, so the tests above can fail.


def test_control_reading_then_saving_verifies_twice(cast):
    case = factories.case(cast)
    read = Barrier(2, timeout=30)

    def verify_unguarded(who):
        seen = Case.objects.get(pk=case.pk)
        assert seen.state == CaseState.REPORTED
        read.wait()
        with transaction.atomic():
            Verification.objects.create(
                case=seen,
                verdict=Verdict.CONFIRMED,
                grounds="Deux le disent.",
                has_links=False,
                organisation_count=2,
                verified_by=who,
            )

    people = (cast.committee, cast.second_committee)
    outcomes = together(*(partial(verify_unguarded, who) for who in people))
    assert len(winners(outcomes)) == 2
    assert Verification.objects.count() == 2


def test_control_reading_then_saving_attaches_to_both_cases(cast):
    cases = [factories.case(cast, cast.adherent), factories.case(cast, cast.adherent)]
    free = factories.observation(cast.colleague)
    read = Barrier(2, timeout=30)

    def attach_unguarded(case):
        seen = Observation.objects.get(pk=free.pk)
        assert seen.case is None
        read.wait()
        seen.case = case
        seen.save()

    assert len(winners(together(*(partial(attach_unguarded, case) for case in cases)))) == 2


def test_control_reading_then_saving_closes_a_vote_twice(cast):
    ballot, chair = factories.voted_ballot(cast), cast.chair
    read = Barrier(2, timeout=30)

    def close_unguarded(state):
        seen = type(ballot).objects.get(pk=ballot.pk)
        assert seen.state == BallotState.OPEN
        read.wait()
        seen.state = state
        end_ballot(seen, by=chair, reasons="Les voix.")

    states = (BallotState.ADOPTED, BallotState.REJECTED)
    assert len(winners(together(*(partial(close_unguarded, state) for state in states)))) == 2


def test_control_reading_then_saving_gives_a_number_twice():
    with transaction.atomic():
        next_number("PRM-2018")
    read = Barrier(2, timeout=30)

    def number_unguarded():
        row = Numbering.objects.get(pk="PRM-2018")
        read.wait()
        row.last += 1
        row.save()
        return row.last

    assert together(number_unguarded, number_unguarded) == [2, 2]


def test_control_reading_before_the_lock_is_stopped_by_the_database_alone(cast):
    case, who = factories.case(cast), cast.committee
    read = Barrier(2, timeout=30)

    def record_unguarded():
        sequence, digest = journal.head()
        read.wait()
        entry = Entry(
            sequence=sequence + 1,
            at=case.opened_at,
            actor=who,
            verb="case.opened",
            subject=case.journal_name,
            details={},
            previous=digest,
        )
        entry.details_digest = journal.digest_of_details(entry)
        entry.digest = journal.digest_of_entry(entry)
        entry.save(force_insert=True)

    outcomes = together(record_unguarded, record_unguarded)
    assert len(winners(outcomes)) == 1
    assert all(issubclass(error, DatabaseError) for error in losers(outcomes))
