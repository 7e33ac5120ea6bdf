from datetime import date
from functools import partial

from cases import actions
from cases.errors import GuardRefused, StepRefused
from cases.evidence.models import Entry
from cases.models import Case, Observation, Question
from tests import factories
from tests.cases.races.together import losers, one_wins, sentence, together, winners


def fresh(observation):
    return Observation.objects.get(pk=observation.pk)


def attach(observation, case, by):
    actions.attach_observations([fresh(observation)], Case.objects.get(pk=case.pk), by=by)


def set_aside(observation, by):
    actions.set_aside_observations([fresh(observation)], by=by, reason=f"Avis de {by}.")


def restore(observation, by):
    actions.restore_observation(fresh(observation), by=by, reason="Elle compte.")


def told(verb):
    return Entry.objects.filter(verb=verb).count()


def test_an_observation_opens_one_case(cast, race):
    free, people = factories.observation(cast.adherent), (cast.committee, cast.second_committee)
    # Of two years: the counter of one year would keep the two acts apart by itself.
    years = (date(2017, 1, 9), date(2018, 1, 9))
    for year in years:
        actions.create_case(factories.publisher(), title="Avant", occurred_on=year, by=None)
    outcomes = race(
        *(
            partial(actions.open_case, [fresh(free)], by=who, title="Panne", occurred_on=year)
            for who, year in zip(people, years, strict=True)
        ),
        before='UPDATE "cases_observation"',
    )
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a ouvert le cas le " in sentence(outcomes)
    assert Case.objects.filter(title="Panne").get().opened_by == winner
    assert told("case.opened") == 1


def test_an_observation_joins_one_case(cast, race):
    cases = [factories.case(cast, cast.adherent), factories.case(cast, cast.adherent)]
    free, people = factories.observation(cast.colleague), (cast.committee, cast.second_committee)
    outcomes = race(
        *(partial(attach, free, case, who) for case, who in zip(cases, people, strict=True))
    )
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a rattaché une observation le " in sentence(outcomes)
    assert told("observation.attached") == 1


def test_an_observation_withdrawn_meanwhile_joins_no_case(cast, race):
    case = factories.case(cast, cast.adherent)
    free, who, author = factories.observation(cast.colleague), cast.committee, cast.colleague
    before = Entry.objects.count()
    outcomes = race(
        partial(actions.withdraw_observation, fresh(free), by=author, reason="Erreur."),
        partial(attach, free, case, who),
    )
    verbs = [entry.verb for entry in Entry.objects.order_by("sequence")[before:]]
    assert verbs in (
        ["observation.withdrawn"],
        ["observation.attached", "observation.withdrawn"],
    )
    if len(winners(outcomes)) == 1:
        assert losers(outcomes) == {StepRefused}
        assert f"{author} a retiré une observation le " in sentence(outcomes)


def test_a_case_dismissed_meanwhile_takes_no_observation(cast, race):
    case, free = factories.case(cast, cast.adherent), factories.observation(cast.colleague)
    dismisser, who = cast.second_committee, cast.committee
    before = Entry.objects.count()
    outcomes = race(
        partial(
            actions.dismiss_case,
            Case.objects.get(pk=case.pk),
            by=dismisser,
            seen=case.version,
            reason="Réseau.",
        ),
        partial(attach, free, case, who),
    )
    verbs = [entry.verb for entry in Entry.objects.order_by("sequence")[before:]]
    assert verbs in (["case.dismissed"], ["observation.attached", "case.dismissed"])
    if len(winners(outcomes)) == 1:
        assert losers(outcomes) == {StepRefused}
        assert f"{dismisser} a classé le cas sans suite le " in sentence(outcomes)


def test_an_observation_leaves_its_case_once(cast, race):
    case, people = factories.case(cast), (cast.committee, cast.second_committee)
    leaving = case.observations.first()
    outcomes = race(
        *(
            partial(actions.detach_observation, fresh(leaving), by=who, reason="Autre panne.")
            for who in people
        )
    )
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a détaché une observation le " in sentence(outcomes)
    assert told("observation.detached") == 1


def test_of_two_observations_marked_across_one_still_counts(cast, race):
    first, second = factories.observation(cast.adherent), factories.observation(cast.adherent)
    who = cast.committee
    outcomes = race(
        partial(actions.mark_duplicate, fresh(first), of=fresh(second), by=who),
        partial(actions.mark_duplicate, fresh(second), of=fresh(first), by=who),
    )
    one_wins(outcomes, GuardRefused)
    assert Observation.objects.counted().count() == 1
    assert told("observation.marked_duplicate") == 1


def test_an_observation_is_set_aside_once(cast, race):
    free, people = factories.observation(cast.adherent), (cast.committee, cast.second_committee)
    outcomes = race(*(partial(set_aside, free, who) for who in people))
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a écarté une observation le " in sentence(outcomes)
    assert fresh(free).state_reason == f"Avis de {winner}."
    assert told("observation.set_aside") == 1


def test_an_observation_counts_again_once(cast, race):
    left, people = factories.observation(cast.adherent), (cast.committee, cast.second_committee)
    set_aside(left, cast.committee)
    outcomes = race(*(partial(restore, left, who) for who in people))
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a réintégré une observation le " in sentence(outcomes)
    assert told("observation.restored") == 1


def test_two_questions_at_once_are_both_asked(cast):
    """Nothing to win: `test_numbers.py` shows what would lose one of their two entries."""
    asked, people = factories.observation(cast.adherent), (cast.committee, cast.second_committee)
    together(
        *(
            partial(actions.ask_observers, [fresh(asked)], by=who, text=f"{who} demande.")
            for who in people
        )
    )
    assert {question.text for question in Question.objects.all()} == {
        f"{who} demande." for who in people
    }
    assert told("observation.questioned") == 2
