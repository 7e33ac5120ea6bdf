from functools import partial

from cases import actions
from cases.errors import StepRefused
from cases.evidence.models import Entry
from cases.models import Case, Observation
from cases.states import Verdict
from tests import factories
from tests.cases.races.together import losers, one_wins, sentence, winners


def last(verb):
    return Entry.objects.filter(verb=verb).latest("sequence")


def test_an_act_is_undone_once(cast, race):
    observation, who = factories.observation(cast.adherent), cast.committee
    actions.set_aside_observations([observation], by=who, reason="Notre réseau.")
    undo = partial(actions.undo_act, last("observation.set_aside"), by=who)
    outcomes = race(undo, undo)
    one_wins(outcomes, StepRefused)
    assert f"{who} a " in sentence(outcomes)
    assert Observation.objects.get().state == "received"
    assert Entry.objects.filter(verb="observation.set_aside_undone").count() == 1


def test_an_observation_that_founds_a_verdict_is_not_taken_out_by_undoing(cast, race):
    case, who, verifier = factories.case(cast, cast.adherent), cast.committee, cast.chair
    joining = factories.observation(cast.other_adherent)
    actions.attach_observations([joining], case, by=who)
    outcomes = race(
        partial(
            actions.verify_case,
            Case.objects.get(pk=case.pk),
            by=verifier,
            seen=case.version,
            verdict=Verdict.CONFIRMED,
            grounds="Deux le disent.",
            links="",
        ),
        partial(actions.undo_act, last("observation.attached"), by=who),
    )
    assert len(winners(outcomes)) == 1
    case.refresh_from_db()
    sources = case.observations.counted().values("organisation").distinct().count()
    assert (case.state, sources) in {("verified", 2), ("reported", 1)}
    if case.state == "verified":
        assert losers(outcomes) == {StepRefused}
        assert f"{verifier} a vérifié le cas le " in sentence(outcomes)
