import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import attach_observations, withdraw_observation
from cases.errors import GuardRefused, StepRefused
from tests import factories
from tests.traces import one_entry, refused


def test_the_observations_join_the_case(cast):
    case = factories.case(cast)
    more = [factories.observation(cast.colleague), factories.observation(cast.third_committee)]
    with one_entry("observation.attached", f"case:{case.reference}", cast.committee) as entries:
        attach_observations(more, case, by=cast.committee)
    assert set(more) < set(case.observations.all())
    assert entries[0].details == {"observations": [each.reference for each in more]}


def test_a_verified_case_takes_more(cast):
    case = factories.verified_case(cast)
    attach_observations([factories.observation(cast.colleague)], case, by=cast.committee)
    assert case.observations.count() == 3


def test_a_dismissed_case_takes_no_more(cast):
    case, more, who = (
        factories.dismissed_case(cast),
        factories.observation(cast.adherent),
        cast.committee,
    )
    with refused(StepRefused, "Ce cas est classé : rouvrez-le avant d’y rattacher"):
        attach_observations([more], case, by=who)


def test_an_observation_of_another_publisher_is_refused(cast):
    case, who = factories.case(cast), cast.committee
    other = factories.product("Paie Deux", factories.publisher("Éditeur Deux"))
    more = factories.observation(cast.adherent, on=other)
    with refused(GuardRefused, "Une observation concerne un autre éditeur que ce cas"):
        attach_observations([more], case, by=who)


def test_none_is_attached_if_one_cannot_be(cast):
    case, who = factories.case(cast), cast.committee
    free, gone = factories.observation(cast.colleague), factories.observation(cast.adherent)
    withdraw_observation(gone, by=cast.adherent, reason="Erreur.")
    with refused(StepRefused, f"{gone.reference} est « Retirée »."):
        attach_observations([free, gone], case, by=who)


def test_no_observation_is_refused(cast):
    case, who = factories.case(cast), cast.committee
    with refused(GuardRefused, "Choisissez au moins une observation."):
        attach_observations([], case, by=who)


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_attaches(cast, who):
    case, more, person = (
        factories.case(cast),
        factories.observation(cast.adherent),
        getattr(cast, who),
    )
    with refused(PermissionDenied):
        attach_observations([more], case, by=person)
