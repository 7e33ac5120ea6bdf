"""Two people at once on the answers of one claim's customers."""

from functools import partial

from cases.claims import actions
from cases.claims.models import Perception
from cases.errors import GuardRefused, StepRefused
from cases.evidence.models import Entry
from tests.cases.races.together import losers, one_wins, winners
from tests.claims.claiming import opened
from tests.claims.test_perceptions import heard


def copy(row):
    return type(row).objects.get(pk=row.pk)


def test_one_customer_s_answer_is_typed_in_once(cast, race):
    claim = opened(cast)
    outcomes = race(
        *(
            partial(actions.record_perception, copy(claim), heard(), by=who)
            for who in (cast.adherent, cast.committee)
        ),
        without=["perception_once_a_customer"],
    )
    assert (len(winners(outcomes)), losers(outcomes)) == (1, {GuardRefused})
    assert Perception.objects.count() == 1


def test_an_answer_is_corrected_or_withdrawn_once(cast, race):
    held = actions.record_perception(opened(cast), heard(), by=cast.adherent)
    outcomes = race(
        partial(actions.correct_perception, copy(held), heard(value_after=5), by=cast.adherent),
        partial(actions.withdraw_perception, copy(held), by=cast.committee),
    )
    one_wins(outcomes, StepRefused)
    assert (
        Entry.objects.filter(
            verb__in=("claim.perception_corrected", "claim.perception_withdrawn")
        ).count()
        == 1
    )
