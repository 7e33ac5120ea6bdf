from functools import partial

from cases import actions
from cases.errors import GuardRefused, StepRefused
from cases.evidence.models import Entry
from cases.models import Case, Observation, Verification
from cases.states import Verdict
from tests import factories
from tests.cases.races.together import losers, one_wins, sentence, winners


def verify(case, by):
    return actions.verify_case(
        Case.objects.get(pk=case.pk),
        by=by,
        seen=case.version,
        verdict=Verdict.CONFIRMED,
        grounds="Deux le disent.",
        links="",
    )


def test_of_two_verifications_one_is_kept(cast, race):
    case = factories.case(cast)
    people = (cast.committee, cast.second_committee)
    outcomes = race(*(partial(verify, case, who) for who in people))
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a vérifié le cas le " in sentence(outcomes)
    assert Verification.objects.get().verified_by == winner
    assert Entry.objects.filter(verb="case.verified").count() == 1


def test_a_case_is_not_verified_on_an_observation_that_leaves_it(cast, race):
    case = factories.case(cast)
    leaving = case.observations.first()
    outcomes = race(
        partial(verify, case, cast.committee),
        partial(
            actions.detach_observation,
            Observation.objects.get(pk=leaving.pk),
            by=cast.second_committee,
            reason="Autre panne.",
        ),
    )
    assert len(winners(outcomes)) == 1
    assert losers(outcomes) <= {StepRefused, GuardRefused}
    case.refresh_from_db()
    sources = case.observations.counted().values("organisation").distinct().count()
    assert (case.state, sources) in {("verified", 2), ("reported", 1)}
