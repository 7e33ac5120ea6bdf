import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import withdraw_observation
from cases.errors import GuardRefused, StepRefused
from cases.models import Observation
from tests import factories
from tests.traces import one_entry, refused


def test_a_withdrawn_observation_stays_with_its_reason_and_no_longer_counts(cast):
    case = factories.case(cast, cast.adherent)
    observation = case.observations.get()
    with one_entry("observation.withdrawn", f"case:{case.reference}", cast.colleague) as entries:
        withdraw_observation(observation, by=cast.colleague, reason=" Notre box. ")
    assert (observation.state, observation.state_reason, observation.state_by) == (
        "withdrawn",
        "Notre box.",
        cast.colleague,
    )
    assert observation.state_at is not None
    assert observation.case == case
    assert not Observation.objects.counted().exists()
    assert entries[0].details == {"reason": "Notre box."}


def test_a_withdrawal_without_a_reason_is_refused(cast):
    observation, who = factories.observation(cast.adherent), cast.adherent
    with refused(GuardRefused, "Dites pourquoi vous retirez cette observation."):
        withdraw_observation(observation, by=who, reason=" \n")


def test_a_second_withdrawal_is_refused(cast):
    observation, who = factories.observation(cast.adherent), cast.adherent
    withdraw_observation(observation, by=who, reason="Erreur.")
    with refused(StepRefused, "Cette observation est « Retirée » : elle ne peut plus changer."):
        withdraw_observation(observation, by=who, reason="Encore.")


@pytest.mark.parametrize(
    "who", ["other_adherent", "committee", "board", "lawyer", "administrator", "stranger"]
)
def test_another_organisation_is_denied(cast, who):
    observation, person = factories.observation(cast.adherent), getattr(cast, who)
    with refused(PermissionDenied):
        withdraw_observation(observation, by=person, reason="Erreur.")
