"""What the database refuses, whoever asks. Each row is sound before the change under test.

A check is named by both engines; a uniqueness only by PostgreSQL, and by its columns on SQLite.
"""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cases import actions
from cases.models import (
    Ballot,
    Case,
    Mandate,
    Observation,
    ObservationVersion,
    Relay,
    Verification,
    Vote,
)
from cases.states import VoteChoice
from tests import factories


def refused(name: str, rows, **change):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.update(**change)


def refused_twice(name: str, columns: str, row):
    """A copy of the row, as a new one."""
    row.pk = uuid4() if isinstance(row, Observation) else None
    row._state.adding = True
    named = name if connection.vendor == "postgresql" else f"UNIQUE constraint failed: {columns}$"
    with pytest.raises(IntegrityError, match=named), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("make", "name", "change"),
    [
        ("verified_case", "case_verified_by_someone_at_some_time", {"verified_at": None}),
        ("verified_case", "case_verified_by_someone_at_some_time", {"verified_by": None}),
        (
            "verified_case",
            "case_verified_by_someone_at_some_time",
            {"verified_at": None, "verified_by": None},
        ),
        ("decided_case", "case_decided_by_someone_at_some_time", {"decided_at": None}),
        ("decided_case", "case_decided_by_someone_at_some_time", {"decided_by": None}),
        ("verified_case", "case_decided_by_someone_at_some_time", {"state": "decided"}),
        ("relayed_case", "case_relayed_by_someone_at_some_time", {"relayed_at": None}),
        ("relayed_case", "case_relayed_by_someone_at_some_time", {"relayed_by": None}),
        ("decided_case", "case_relayed_by_someone_at_some_time", {"state": "relayed"}),
        ("dismissed_case", "case_dismissed_with_a_reason", {"dismissed_reason": ""}),
        ("dismissed_case", "case_dismissed_with_a_reason", {"dismissed_at": None}),
        ("dismissed_case", "case_dismissed_with_a_reason", {"dismissed_by": None}),
        ("dismissed_case", "case_dismissed_with_a_reason", {"state": "reported"}),
        ("case", "case_dismissed_with_a_reason", {"dismissed_reason": "Sans raison."}),
        ("verified_case", "case_reported_bears_no_later_stamp", {"state": "reported"}),
    ],
)
def test_a_case_bears_the_stamps_of_its_state(cast, make, name, change):
    case = getattr(factories, make)(cast)
    refused(name, Case.objects.filter(pk=case.pk), **change)


@pytest.mark.parametrize("column", ["key", "reference"])
def test_a_case_has_a_key_and_a_reference_of_its_own(cast, column):
    case = factories.case(cast)
    setattr(case, {"key": "reference", "reference": "key"}[column], "autre")
    refused_twice(column, f"cases_case.{column}", case)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "set_aside"},
        {"state": "set_aside", "state_reason": "Hors sujet."},
        {"state_reason": "Hors sujet."},
        {"state_at": timezone.now()},
    ],
)
def test_an_observation_leaves_the_count_with_a_reason_a_date_and_an_author(cast, change):
    factories.observation(cast.adherent)
    refused("observation_leaves_the_count_with_a_reason", Observation.objects, **change)


def test_a_duplicate_is_of_another_observation(cast):
    kept, twice = factories.observation(cast.adherent), factories.observation(cast.adherent)
    actions.mark_duplicate(twice, of=kept, by=cast.committee)
    marked = Observation.objects.filter(pk=twice.pk)
    for change in ({"duplicate_of": twice}, {"duplicate_of": None}, {"state": "set_aside"}):
        refused("observation_duplicate_of_another", marked, **change)


def test_only_an_imported_observation_has_no_observer(cast):
    factories.observation(cast.adherent)
    refused("observation_sent_by_someone_or_imported", Observation.objects, reported_by=None)


def test_an_organisation_uses_a_reference_once(cast):
    observation = factories.observation(cast.adherent)
    observation.submission = uuid4()
    refused_twice(
        "observation_reference_once_an_organisation",
        "cases_observation.organisation_id, cases_observation.reference",
        observation,
    )


def test_a_person_sends_a_submission_once(cast):
    observation = factories.observation(cast.adherent)
    observation.reference = "autre"
    refused_twice(
        "observation_sent_once",
        "cases_observation.reported_by_id, cases_observation.submission",
        observation,
    )


NOON = factories.OBSERVED_AT.replace(hour=12)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (
            "observation_restored_after_it_was_blocked",
            {"restored_at": factories.OBSERVED_AT, "blocked_at": NOON},
        ),
        (
            "observation_restored_after_it_was_blocked",
            {"restored_at": factories.OBSERVED_AT, "first_symptom_at": NOON},
        ),
        (
            "observation_affected_within_subscribed",
            {"customers_affected": 3, "customers_subscribed": 2},
        ),
        ("observation_usual_calls_not_negative", {"usual_calls_per_hour": -1}),
        ("observation_correction_says_why", {"kind": "correction"}),
    ],
)
def test_a_version_does_not_contradict_itself(cast, name, change):
    factories.observation(cast.adherent)
    refused(name, ObservationVersion.objects, **change)


def test_a_version_number_is_given_once(cast):
    refused_twice(
        "observation_version_number_once",
        "cases_observationversion.observation_id, cases_observationversion.number",
        factories.observation(cast.adherent).current,
    )


@pytest.mark.parametrize("change", [{"answer": ""}, {"answered_at": None}, {"answered_by": None}])
def test_an_answer_has_a_date_and_an_author(cast, change):
    observation = factories.observation(cast.adherent)
    question = actions.ask_observers([observation], by=cast.committee, text="Quand ?")[0]
    actions.answer_question(question, by=cast.adherent, answer="Hier.")
    refused("question_answered_by_someone_at_some_time", observation.questions, **change)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("verification_says_why", {"grounds": ""}),
        ("verification_names_the_links_declared", {"has_links": True}),
        ("verification_names_the_links_declared", {"links": "Un lien."}),
        ("verification_trace_is_whole", {"trace_kind": "probe"}),
        ("verification_trace_is_whole", {"trace_reference": "Sonde 3"}),
        ("verification_trace_is_whole", {"trace_at": NOON}),
        ("verification_confirmed_on_enough", {"organisation_count": 1}),
        (
            "verification_confirmed_on_enough",
            {
                "organisation_count": 0,
                "trace_kind": "probe",
                "trace_reference": "Sonde 3",
                "trace_at": NOON,
            },
        ),
    ],
)
def test_a_verdict_stands_on_enough_and_says_on_what(cast, name, change):
    factories.verified_case(cast)
    refused(name, Verification.objects, **change)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("ballot_has_a_ground", {"general_interest": False}),
        ("ballot_closed_by_someone_with_reasons", {"state": "adopted"}),
        ("ballot_closed_by_someone_with_reasons", {"reasons": "Les voix."}),
        ("ballot_closed_by_someone_with_reasons", {"quorum": 3}),
        ("ballot_closed_by_someone_with_reasons", {"majority_percent": 50}),
        ("ballot_closed_by_someone_with_reasons", {"closed_at": NOON}),
    ],
)
def test_an_open_vote_has_a_ground_and_no_end(cast, name, change):
    factories.ballot(cast)
    refused(name, Ballot.objects, **change)


@pytest.mark.parametrize(
    "change",
    [
        {"reasons": ""},
        {"closed_at": None},
        {"closed_by": None},
        {"quorum": None},
        {"majority_percent": None},
        {"state": "open"},
    ],
)
def test_a_closed_vote_says_by_whom_why_and_under_which_rules(cast, change):
    factories.decided_case(cast)
    refused("ballot_closed_by_someone_with_reasons", Ballot.objects, **change)


def test_a_case_has_one_open_vote(cast):
    refused_twice("ballot_one_open_a_case", "cases_ballot.case_id", factories.ballot(cast))


def test_a_person_votes_once_on_a_proposal(cast):
    ballot = factories.ballot(cast)
    vote = actions.cast_vote(ballot, by=cast.committee, choice=VoteChoice.FOR)
    refused_twice("vote_once_a_person", "cases_vote.ballot_id, cases_vote.voter_id", vote)
    assert Vote.objects.count() == 1


@pytest.mark.parametrize(
    "change", [{"approved_at": None}, {"approved_by": None}, {"findings": None}]
)
def test_an_approved_relay_says_by_whom_when_and_what_it_froze(cast, change):
    factories.relayed_case(cast)
    refused("relay_approved_by_another_person", Relay.objects, **change)


def test_a_relay_is_approved_by_another_person(cast):
    factories.relayed_case(cast)
    refused("relay_approved_by_another_person", Relay.objects, approved_by=cast.committee)


def test_a_draft_bears_no_approval(cast):
    factories.relay(cast)
    for change in ({"approved_at": NOON}, {"approved_by": cast.chair}, {"findings": {}}):
        refused("relay_approved_by_another_person", Relay.objects, **change)


@pytest.mark.parametrize("audience", ["publisher", "public"])
def test_a_relay_goes_to_the_members_only(cast, audience):
    factories.relay(cast)
    refused("relay_to_the_members_only", Relay.objects, audience=audience)


def test_a_case_has_one_draft_that_waits(cast):
    refused_twice("relay_one_draft_a_case", "cases_relay.case_id", factories.relay(cast))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("mandate_ends_after_it_began", {"until": date(2017, 12, 31)}),
        ("mandate_revoked_by_someone_at_some_time", {"revoked_at": NOON}),
    ],
)
def test_a_mandate_does_not_contradict_itself(cast, name, change):
    factories.mandate(cast, factories.case(cast))
    refused(name, Mandate.objects, **change)


def test_a_revocation_has_a_date(cast):
    factories.mandate(cast, factories.case(cast))
    refused("mandate_revoked_by_someone_at_some_time", Mandate.objects, revoked_by=cast.committee)


def test_a_lawyer_has_one_mandate_in_force_on_a_case(cast):
    refused_twice(
        "mandate_once_a_lawyer_and_case",
        "cases_mandate.case_id, cases_mandate.lawyer_id",
        factories.mandate(cast, factories.case(cast)),
    )


def test_what_a_dossier_can_cite_is_not_deleted(cast):
    case = factories.relayed_case(cast)
    for row in (case, case.observations.first(), case.ballots.first(), case.publisher):
        with pytest.raises(IntegrityError, match=r"protected foreign keys|PROTECT"):
            row.delete()
