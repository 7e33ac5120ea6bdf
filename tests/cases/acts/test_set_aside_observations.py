import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import set_aside_observations, withdraw_observation
from cases.errors import GuardRefused, StepRefused
from cases.evidence.models import Entry
from cases.models import Observation
from tests import factories
from tests.traces import refused


def test_each_leaves_the_count_with_the_reason_and_an_entry(cast):
    seen = [factories.observation(cast.adherent), factories.observation(cast.other_adherent)]
    before = Entry.objects.count()
    set_aside_observations(seen, by=cast.committee, reason=" Hors sujet. ")
    assert not Observation.objects.counted().exists()
    for observation in seen:
        assert (observation.state, observation.state_reason, observation.state_by) == (
            "set_aside",
            "Hors sujet.",
            cast.committee,
        )
        assert observation.state_at is not None
    written = Entry.objects.filter(sequence__gt=before)
    assert [(entry.verb, entry.subject, entry.actor) for entry in written] == [
        ("observation.set_aside", each.journal_name, cast.committee) for each in seen
    ]
    assert [entry.details for entry in written] == [{"reason": "Hors sujet."}] * 2


def test_all_stay_if_one_already_left(cast):
    free, gone = factories.observation(cast.adherent), factories.observation(cast.adherent)
    who = cast.committee
    withdraw_observation(gone, by=cast.adherent, reason="Erreur.")
    with refused(StepRefused, f"{gone.reference} est « Retirée »."):
        set_aside_observations([free, gone], by=who, reason="Hors sujet.")


def test_without_a_reason_nothing_is_set_aside(cast):
    observation, who = factories.observation(cast.adherent), cast.committee
    with refused(GuardRefused, "Dites pourquoi ces observations sont écartées."):
        set_aside_observations([observation], by=who, reason=" ")


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_sets_aside(cast, who):
    observation, person = factories.observation(cast.adherent), getattr(cast, who)
    with refused(PermissionDenied):
        set_aside_observations([observation], by=person, reason="Hors sujet.")
