"""The journal is held last: who holds it never waits for a row of who waits for it."""

from functools import partial

from django.utils import timezone

from cases import actions
from cases.errors import StepRefused
from cases.models import Observation
from tests import factories
from tests.cases.races.together import in_turn, losers


def test_a_person_whose_row_is_held_acts_meanwhile(cast):
    observation = factories.observation(cast.adherent)
    today = timezone.localdate()
    outcomes = in_turn(
        partial(
            actions.hold_person, cast.adherent, reason="Expertise.", until=today, by=cast.board
        ),
        partial(actions.withdraw_observation, observation, by=cast.adherent, reason="Erreur."),
    )
    assert losers(outcomes) == set()


def test_of_two_who_set_aside_the_same_observation_among_others_one_is_refused(cast):
    free = [factories.observation(cast.adherent) for _ in range(2)]

    def set_aside(observations, who):
        told = [Observation.objects.get(pk=each.pk) for each in observations]
        return partial(actions.set_aside_observations, told, by=who, reason="Autre panne.")

    outcomes = in_turn(set_aside(free[1:], cast.committee), set_aside(free, cast.second_committee))
    assert losers(outcomes) == {StepRefused}
    assert outcomes[0] is None
    assert Observation.objects.counted().get() == free[0]
