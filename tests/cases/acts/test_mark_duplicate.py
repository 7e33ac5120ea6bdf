import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import mark_duplicate, set_aside_observations
from cases.errors import GuardRefused, StepRefused
from cases.models import Observation
from tests import factories
from tests.traces import one_entry, refused


def test_the_duplicate_points_at_the_one_that_counts(cast):
    kept, twice = factories.observation(cast.adherent), factories.observation(cast.colleague)
    with one_entry("observation.marked_duplicate", "", cast.committee) as entries:
        mark_duplicate(twice, of=kept, by=cast.committee)
    assert (twice.state, twice.duplicate_of, twice.state_by) == ("duplicate", kept, cast.committee)
    assert twice.state_reason == f"Doublon de {kept.reference}"
    assert list(Observation.objects.counted()) == [kept]
    assert entries[0].details == {"of": kept.reference}


def test_two_organisations_are_not_duplicates(cast):
    first, second = factories.observation(cast.adherent), factories.observation(cast.other_adherent)
    who = cast.committee
    with refused(GuardRefused, "Deux organisations qui constatent la même chose ne sont pas"):
        mark_duplicate(second, of=first, by=who)


def test_an_observation_is_not_its_own_duplicate(cast):
    observation, who = factories.observation(cast.adherent), cast.committee
    with refused(GuardRefused, "Choisissez une autre observation, encore comptée."):
        mark_duplicate(observation, of=observation, by=who)


def test_two_observations_are_not_each_other_s_duplicates_even_from_a_stale_page(cast):
    first, second = factories.observation(cast.adherent), factories.observation(cast.adherent)
    who, stale = cast.committee, Observation.objects.get(pk=second.pk)
    mark_duplicate(second, of=first, by=who)
    another = "Choisissez une autre observation, encore comptée."
    with refused(GuardRefused, f"{another} Chloé Commission a marqué un doublon le "):
        mark_duplicate(first, of=stale, by=who)


def test_what_no_longer_counts_is_not_marked(cast):
    first, second = factories.observation(cast.adherent), factories.observation(cast.adherent)
    who = cast.committee
    set_aside_observations([second], by=who, reason="Hors sujet.")
    with refused(StepRefused, f"{second.reference} est « Écartée »."):
        mark_duplicate(second, of=first, by=who)


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_marks_duplicates(cast, who):
    first, second = factories.observation(cast.adherent), factories.observation(cast.adherent)
    person = getattr(cast, who)
    with refused(PermissionDenied):
        mark_duplicate(second, of=first, by=person)
