import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import (
    mark_duplicate,
    restore_observation,
    set_aside_observations,
    withdraw_observation,
)
from cases.errors import GuardRefused, StepRefused
from tests import factories
from tests.traces import one_entry, refused


def test_what_was_set_aside_counts_again(cast):
    observation = factories.observation(cast.adherent)
    set_aside_observations([observation], by=cast.committee, reason="Hors sujet.")
    with one_entry("observation.restored", "", cast.second_committee) as entries:
        restore_observation(observation, by=cast.second_committee, reason=" Si, en fait. ")
    assert (observation.state, observation.state_reason, observation.state_at) == (
        "received",
        "",
        None,
    )
    assert observation.state_by is None
    assert entries[0].details == {"reason": "Si, en fait."}


def test_a_duplicate_counts_again_and_points_at_none(cast):
    kept, twice = factories.observation(cast.adherent), factories.observation(cast.adherent)
    mark_duplicate(twice, of=kept, by=cast.committee)
    restore_observation(twice, by=cast.committee, reason="Deux pannes.")
    assert (twice.state, twice.duplicate_of) == ("received", None)


def test_what_a_member_withdrew_stays_withdrawn(cast):
    observation, who = factories.observation(cast.adherent), cast.committee
    withdraw_observation(observation, by=cast.adherent, reason="Erreur.")
    with refused(StepRefused, f"{observation.reference} est « Retirée » : seule une observation"):
        restore_observation(observation, by=who, reason="Si.")


@pytest.mark.parametrize("attached", [False, True])
def test_what_counts_already_is_refused(cast, attached):
    who = cast.committee
    case = factories.case(cast)
    observation = case.observations.first() if attached else factories.observation(cast.adherent)
    with refused(
        StepRefused, f"{observation.reference} est « Reçue » : seule une observation écartée"
    ):
        restore_observation(observation, by=who, reason="Si.")


def test_without_a_reason_nothing_is_restored(cast):
    observation, who = factories.observation(cast.adherent), cast.committee
    set_aside_observations([observation], by=who, reason="Hors sujet.")
    with refused(GuardRefused, "Dites pourquoi cette observation compte de nouveau."):
        restore_observation(observation, by=who, reason="")


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_restores(cast, who):
    observation, person = factories.observation(cast.adherent), getattr(cast, who)
    set_aside_observations([observation], by=cast.committee, reason="Hors sujet.")
    with refused(PermissionDenied):
        restore_observation(observation, by=person, reason="Si.")
