import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import detach_observation
from cases.errors import GuardRefused, StepRefused
from cases.models import Observation
from tests import factories
from tests.traces import one_entry, refused


def test_the_observation_goes_back_to_the_queue(cast):
    case = factories.case(cast)
    observation = case.observations.first()
    with one_entry("observation.detached", f"case:{case.reference}", cast.committee) as entries:
        detach_observation(observation, by=cast.committee, reason=" Un autre incident. ")
    assert observation.case is None
    assert list(Observation.objects.unattached()) == [observation]
    assert entries[0].details == {
        "observation": observation.reference,
        "reason": "Un autre incident.",
    }


@pytest.mark.parametrize(
    ("make", "state"),
    [("verified_case", "Vérifié"), ("dismissed_case", "Classé sans suite")],
)
def test_once_the_case_has_moved_what_it_stands_on_stays(cast, make, state):
    observation, who = getattr(factories, make)(cast).observations.first(), cast.committee
    with refused(
        StepRefused, f"Ce cas est « {state} » : les observations qui le fondent y restent."
    ):
        detach_observation(observation, by=who, reason="Un autre incident.")


def test_an_observation_of_no_case_is_refused(cast):
    observation, who = factories.observation(cast.adherent), cast.committee
    with refused(StepRefused, "Cette observation n’est rattachée à aucun cas.") as raised:
        detach_observation(observation, by=who, reason="Un autre incident.")
    assert str(raised.value).endswith("à aucun cas.")


def test_who_detached_it_and_when_is_told_to_the_next(cast):
    observation, who = factories.case(cast).observations.first(), cast.second_committee
    detach_observation(observation, by=cast.committee, reason="Un autre incident.")
    free = "Cette observation n’est rattachée à aucun cas. Chloé Commission a détaché"
    with refused(StepRefused, f"{free} une observation le "):
        detach_observation(observation, by=who, reason="Un autre incident.")


def test_a_second_detachment_from_a_stale_page_is_refused(cast):
    observation, who = factories.case(cast).observations.first(), cast.committee
    stale = Observation.objects.select_related("case").get(pk=observation.pk)
    detach_observation(observation, by=who, reason="Un autre incident.")
    with refused(StepRefused, "Cette observation a déjà quitté le cas."):
        detach_observation(stale, by=who, reason="Un autre incident.")


def test_a_detachment_without_a_reason_is_refused(cast):
    observation, who = factories.case(cast).observations.first(), cast.committee
    with refused(GuardRefused, "Dites pourquoi cette observation quitte le cas."):
        detach_observation(observation, by=who, reason=" ")


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_detaches(cast, who):
    observation, person = factories.case(cast).observations.first(), getattr(cast, who)
    with refused(PermissionDenied):
        detach_observation(observation, by=person, reason="Un autre incident.")
