from functools import partial

from cases import actions
from cases.errors import StepRefused
from cases.evidence.models import Entry
from cases.models import Observation
from tests import factories
from tests.cases.races.together import one_wins, sentence


def test_of_two_people_who_take_an_observation_in_charge_one_has_it(cast, race):
    free, people = factories.observation(cast.adherent), (cast.committee, cast.second_committee)
    outcomes = race(
        *(
            partial(actions.assign_observation, Observation.objects.get(pk=free.pk), to=who, by=who)
            for who in people
        )
    )
    winner = people[one_wins(outcomes, StepRefused)]
    assert str(winner) in sentence(outcomes)
    assert Observation.objects.get().assigned_to == winner
    assert Entry.objects.filter(verb="observation.assigned").count() == 1


def test_an_observation_is_released_once(cast, race):
    held, people = factories.observation(cast.adherent), (cast.committee, cast.second_committee)
    actions.assign_observation(held, to=cast.committee, by=cast.committee)
    outcomes = race(
        *(
            partial(actions.release_observation, Observation.objects.get(pk=held.pk), by=who)
            for who in people
        )
    )
    one_wins(outcomes, StepRefused)
    assert Entry.objects.filter(verb="observation.released").count() == 1
