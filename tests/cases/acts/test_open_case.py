from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import open_case, withdraw_observation
from cases.errors import GuardRefused, StepRefused
from tests import factories
from tests.traces import one_entry, refused

DAY = date(2018, 1, 9)


def test_a_case_gathers_the_observations_chosen(cast):
    seen = [factories.observation(cast.adherent), factories.observation(cast.other_adherent)]
    with one_entry("case.opened", "case:PRM-2018-0001", cast.committee) as entries:
        case = open_case(seen, by=cast.committee, title="Connexion", occurred_on=DAY)
    assert set(case.observations.all()) == set(seen)
    assert (case.reference, case.key, case.title) == ("PRM-2018-0001", "prm-2018-0001", "Connexion")
    assert (case.state, case.version, case.publisher) == ("reported", 1, seen[0].product.publisher)
    assert (case.occurred_on, case.opened_by) == (DAY, cast.committee)
    assert case.opened_at is not None
    assert entries[0].details == {"observations": [each.reference for each in seen]}


def test_numbers_follow_one_another_within_the_year_of_the_incident(cast):
    references = [
        open_case(
            [factories.observation(cast.adherent)],
            by=cast.committee,
            title="Panne",
            occurred_on=date(year, 1, 9),
        ).reference
        for year in (2018, 2018, 2019)
    ]
    assert references == ["PRM-2018-0001", "PRM-2018-0002", "PRM-2019-0001"]


def test_no_observation_opens_no_case(cast):
    who = cast.committee
    with refused(GuardRefused, "Choisissez au moins une observation."):
        open_case([], by=who, title="Panne", occurred_on=DAY)


def test_observations_of_two_publishers_are_two_cases(cast):
    other = factories.product("Paie Deux", factories.publisher("Éditeur Deux"))
    seen = [
        factories.observation(cast.adherent),
        factories.observation(cast.other_adherent, on=other),
    ]
    who = cast.committee
    with refused(GuardRefused, "Ces observations concernent plusieurs éditeurs : ouvrez un cas"):
        open_case(seen, by=who, title="Panne", occurred_on=DAY)


def test_an_observation_of_a_case_founds_no_other(cast):
    case, who = factories.case(cast), cast.committee
    taken, free = case.observations.first(), factories.observation(cast.adherent)
    sentence = f"{taken.reference} est déjà rattachée au cas {case.reference}."
    with refused(StepRefused, sentence):
        open_case([free, taken], by=who, title="X", occurred_on=DAY)


def test_a_withdrawn_observation_founds_no_case(cast):
    observation, who = factories.observation(cast.adherent), cast.committee
    withdraw_observation(observation, by=cast.adherent, reason="Erreur.")
    with refused(StepRefused, f"{observation.reference} est « Retirée »."):
        open_case([observation], by=who, title="X", occurred_on=DAY)


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_opens_a_case(cast, who):
    observation, person = factories.observation(cast.adherent), getattr(cast, who)
    with refused(PermissionDenied):
        open_case([observation], by=person, title="X", occurred_on=DAY)
