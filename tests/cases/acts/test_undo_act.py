"""Each act that can be taken back, within ten seconds, by its author alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases import actions
from cases.actions import seconds_to_undo, undo_act
from cases.actions.undoing import NETWORK_GRACE_SECONDS, UNDO_SECONDS
from cases.errors import GuardRefused, StepRefused
from cases.evidence.models import Entry
from cases.models import Case, Observation
from cases.states import CaseState, ObservationState
from tests import factories
from tests.traces import one_entry, refused


def last() -> Entry:
    return Entry.objects.latest("sequence")


def attached(cast):
    case, late = factories.case(cast), factories.observation(cast.colleague)
    actions.attach_observations([late], case, by=cast.committee)
    return case, late, last()


def test_an_attachment_is_undone_and_both_acts_stay_in_the_journal(cast):
    case, late, entry = attached(cast)
    with one_entry("observation.attachment_undone", case.journal_name, cast.committee) as written:
        undo_act(entry, by=cast.committee)
    late.refresh_from_db()
    assert late.case is None
    assert case.observations.count() == 2
    assert written[0].details == {"undoes": entry.sequence}


def test_an_attachment_to_a_case_verified_before_can_be_undone(cast):
    case, late = factories.verified_case(cast), factories.observation(cast.colleague)
    actions.attach_observations([late], case, by=cast.committee)
    undo_act(last(), by=cast.committee)
    assert late not in case.observations.all()


def test_what_a_verification_stands_on_stays(cast):
    case, _late, entry = attached(cast)
    actions.verify_case(
        case,
        by=cast.second_committee,
        seen=case.version,
        verdict="confirmed",
        grounds="Trois le disent.",
        links="",
    )
    who = cast.committee
    with refused(StepRefused, "Quelqu’un a agi depuis"):
        undo_act(entry, by=who)


def test_an_observation_that_another_attached_again_stays(cast):
    case, late, entry = attached(cast)
    late.refresh_from_db()
    actions.detach_observation(late, by=cast.second_committee, reason="Autre panne.")
    late.refresh_from_db()
    actions.attach_observations([late], case, by=cast.second_committee)
    who = cast.committee
    with refused(StepRefused, "Quelqu’un a agi depuis"):
        undo_act(entry, by=who)


def test_where_two_organisations_use_one_reference_neither_observation_is_taken_for_the_other(cast):
    case, late = factories.case(cast), factories.observation(cast.third_committee)
    Observation.objects.filter(pk=late.pk).update(reference=case.observations.first().reference)
    late.refresh_from_db()
    actions.attach_observations([late], case, by=cast.committee)
    entry, who = last(), cast.committee
    with refused(StepRefused, "Quelqu’un a agi depuis"):
        undo_act(entry, by=who)
    assert case.observations.count() == 3


def test_another_observation_attached_meanwhile_hinders_nothing(cast):
    case, late, entry = attached(cast)
    other = factories.observation(cast.third_committee)
    actions.attach_observations([other], case, by=cast.second_committee)
    undo_act(entry, by=cast.committee)
    late.refresh_from_db()
    assert late.case is None
    assert other in case.observations.all()


def test_an_opening_is_undone_the_case_stays_dismissed_and_its_observations_wait_again(cast):
    case = factories.case(cast)
    with one_entry("case.opening_undone", case.journal_name, cast.committee):
        undo_act(last(), by=cast.committee)
    case = Case.objects.get(pk=case.pk)
    assert case.state == CaseState.DISMISSED
    assert case.dismissed_reason == "Ouverture annulée aussitôt par son auteur."
    assert Observation.objects.unattached().count() == 2


def test_a_case_that_another_observation_joined_stays_open(cast):
    case, entry = factories.case(cast), last()
    actions.say_me_too(case, by=cast.third_committee, submission=uuid4())
    who = cast.committee
    with refused(StepRefused, "Quelqu’un a agi depuis"):
        undo_act(entry, by=who)


def test_a_set_aside_is_undone(cast):
    observation = factories.observation(cast.adherent)
    actions.set_aside_observations([observation], by=cast.committee, reason="Hors sujet.")
    with one_entry("observation.set_aside_undone", "", cast.committee) as written:
        undo_act(last(), by=cast.committee)
    observation.refresh_from_db()
    assert (observation.state, observation.state_reason) == (ObservationState.RECEIVED, "")
    assert written[0].subject == observation.journal_name


def test_a_duplicate_mark_is_undone(cast):
    kept, twice = factories.observation(cast.adherent), factories.observation(cast.colleague)
    actions.mark_duplicate(twice, of=kept, by=cast.committee)
    with one_entry("observation.duplicate_undone", "", cast.committee):
        undo_act(last(), by=cast.committee)
    twice.refresh_from_db()
    assert (twice.state, twice.duplicate_of) == (ObservationState.RECEIVED, None)


def test_a_set_aside_by_another_since_stays(cast):
    observation = factories.observation(cast.adherent)
    actions.set_aside_observations([observation], by=cast.committee, reason="Hors sujet.")
    entry = last()
    actions.restore_observation(observation, by=cast.second_committee, reason="Erreur.")
    actions.set_aside_observations([observation], by=cast.second_committee, reason="Autre motif.")
    who = cast.committee
    with refused(StepRefused, "Quelqu’un a agi depuis"):
        undo_act(entry, by=who)


def test_an_assignment_goes_back_to_whoever_had_it(cast):
    observation = factories.observation(cast.adherent)
    actions.assign_observation(observation, to=cast.second_committee, by=cast.second_committee)
    actions.assign_observation(observation, to=cast.committee, by=cast.committee)
    with one_entry("observation.assignment_undone", "", cast.committee):
        undo_act(last(), by=cast.committee)
    observation.refresh_from_db()
    assert observation.assigned_to == cast.second_committee


def test_a_first_assignment_goes_back_to_nobody(cast):
    observation = factories.observation(cast.adherent)
    actions.assign_observation(observation, to=cast.committee, by=cast.committee)
    undo_act(last(), by=cast.committee)
    observation.refresh_from_db()
    assert (observation.assigned_to, observation.assigned_at) == (None, None)


def test_an_act_is_undone_once(cast):
    observation, who = factories.observation(cast.adherent), cast.committee
    actions.set_aside_observations([observation], by=who, reason="Hors sujet.")
    entry = last()
    undo_act(entry, by=who)
    with refused(StepRefused, "Quelqu’un a agi depuis"):
        undo_act(entry, by=who)


def test_another_person_s_act_is_not_undone(cast):
    _case, _late, entry = attached(cast)
    other = cast.second_committee
    assert seconds_to_undo(entry, by=other, now=timezone.now()) == 0
    with refused(GuardRefused, "Seule la personne qui a agi"):
        undo_act(entry, by=other)


def test_a_question_cannot_be_taken_back(cast):
    observation, who = factories.observation(cast.adherent), cast.committee
    actions.ask_observers([observation], by=who, text="À quelle heure ?")
    entry = last()
    assert seconds_to_undo(entry, by=who, now=timezone.now()) == 0
    with refused(GuardRefused, "Cet acte ne s’annule pas."):
        undo_act(entry, by=who)


@pytest.mark.parametrize(("after", "left"), [(0, 10), (1, 9), (9.5, 1), (10, 0), (60, 0)])
def test_the_author_is_told_how_long_is_left(cast, after, left):
    _case, _late, entry = attached(cast)
    now = entry.at + timedelta(seconds=after)
    assert seconds_to_undo(entry, by=cast.committee, now=now) == left


def test_a_request_that_took_its_time_is_still_served(cast):
    _case, late, entry = attached(cast)
    with time_machine.travel(
        entry.at + timedelta(seconds=UNDO_SECONDS + NETWORK_GRACE_SECONDS), tick=False
    ):
        undo_act(entry, by=cast.committee)
    late.refresh_from_db()
    assert late.case is None


def test_too_late_is_said_with_what_can_still_be_done(cast):
    _case, _late, entry = attached(cast)
    who = cast.committee
    after = timedelta(seconds=UNDO_SECONDS + NETWORK_GRACE_SECONDS, microseconds=1)
    with (
        time_machine.travel(entry.at + after, tick=False),
        refused(GuardRefused, "Le délai de 10 secondes pour annuler est passé"),
    ):
        undo_act(entry, by=who)


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_undoes(cast, who):
    _case, _late, entry = attached(cast)
    person = getattr(cast, who)
    with refused(PermissionDenied):
        undo_act(entry, by=person)
