from functools import partial
from uuid import uuid4

from cases import actions
from cases.errors import StepRefused, VersionRefused
from cases.evidence.models import Entry
from cases.models import Case, Observation, ObservationVersion, Question
from tests import factories
from tests.cases.races.together import losers, one_wins, sentence, winners


def fresh(observation):
    return Observation.objects.get(pk=observation.pk)


def told(verb):
    return Entry.objects.filter(verb=verb).count()


def subscribed(count):
    return factories.statement(factories.answers(customers_subscribed=count))


def withdraw(observation, by):
    actions.withdraw_observation(fresh(observation), by=by, reason=f"Erreur de {by}.")


def test_twenty_sendings_of_one_submission_are_one_observation(cast, race):
    factories.observation(cast.other_adherent)
    before, submission, who = told("observation.reported"), uuid4(), cast.adherent
    send = partial(
        actions.report_observation,
        factories.statement(),
        product=factories.product(),
        by=who,
        submission=submission,
    )
    outcomes = race(
        *[send] * 20,
        without=["observation_sent_once", "observation_reference_once_an_organisation"],
    )
    kept = Observation.objects.filter(reported_by=who).first()
    assert {getattr(each, "reference", each) for each in outcomes} == {kept.reference}
    assert ObservationVersion.objects.filter(observation__reported_by=who).count() == 1
    assert told("observation.reported") == before + 1
    later = factories.observation(cast.colleague)
    assert int(later.reference[-5:]) == int(kept.reference[-5:]) + 1, "no number is left out"


def test_two_taps_on_me_too_are_one_observation(cast, race):
    case, who, submission = factories.case(cast), cast.third_committee, uuid4()
    copies = [Case.objects.get(pk=case.pk) for _ in range(2)]
    outcomes = race(
        *(partial(actions.say_me_too, copy, by=who, submission=submission) for copy in copies),
        without=["observation_sent_once", "observation_reference_once_an_organisation"],
    )
    assert losers(outcomes) == set()
    assert list(Observation.objects.filter(reported_by=who)) == [outcomes[0]] == [outcomes[1]]


def test_a_case_dismissed_meanwhile_takes_no_me_too(cast, race):
    case, who, dismisser = factories.case(cast), cast.third_committee, cast.committee
    mine, theirs = (Case.objects.get(pk=case.pk) for _ in range(2))
    before = Entry.objects.count()
    outcomes = race(
        partial(
            actions.dismiss_case, mine, by=dismisser, seen=case.version, reason="Notre réseau."
        ),
        partial(actions.say_me_too, theirs, by=who, submission=uuid4()),
    )
    verbs = [entry.verb for entry in Entry.objects.order_by("sequence")[before:]]
    assert verbs in (["case.dismissed"], ["observation.reported", "case.dismissed"])
    if len(winners(outcomes)) == 1:
        assert losers(outcomes) == {StepRefused}


def test_two_additions_at_once_take_two_numbers_and_none_is_lost(cast, race):
    """The second is refused, reads the first, and sends what was typed again."""
    observation, people = factories.observation(cast.adherent), (cast.adherent, cast.colleague)
    outcomes = race(
        *(
            partial(
                actions.revise_observation, fresh(observation), subscribed(count), by=who, seen=1
            )
            for count, who in enumerate(people, start=3)
        ),
        without=["observation_version_number_once"],
    )
    place = one_wins(outcomes, VersionRefused)
    assert f"{people[place]} a modifié cette observation le " in sentence(outcomes)
    again = 1 - place
    actions.revise_observation(
        fresh(observation), subscribed(3 + again), by=people[again], seen=2, reason="Relu."
    )
    versions = ObservationVersion.objects.order_by("number")
    assert [(each.number, each.customers_subscribed) for each in versions] == [
        (1, None),
        (2, 3 + place),
        (3, 3 + again),
    ]
    assert told("observation.completed") == told("observation.corrected") == 1


def test_one_addition_sent_twice_is_one_version(cast, race):
    observation, who = factories.observation(cast.adherent), cast.adherent
    send = partial(actions.revise_observation, by=who, seen=1)
    outcomes = race(
        *(partial(send, fresh(observation), subscribed(3)) for _ in range(2)),
        without=["observation_version_number_once"],
    )
    assert list(observation.versions.filter(number=2)) == [outcomes[0]] == [outcomes[1]]
    assert told("observation.completed") == 1


def test_an_observation_withdrawn_meanwhile_is_not_revised(cast, race):
    observation, first, second = factories.observation(cast.adherent), cast.adherent, cast.colleague
    before = Entry.objects.count()
    outcomes = race(
        partial(withdraw, observation, first),
        partial(actions.revise_observation, fresh(observation), subscribed(3), by=second, seen=1),
    )
    verbs = [entry.verb for entry in Entry.objects.order_by("sequence")[before:]]
    assert verbs in (
        ["observation.withdrawn"],
        ["observation.completed", "observation.withdrawn"],
    )
    if len(winners(outcomes)) == 1:
        assert losers(outcomes) == {VersionRefused}
        assert f"{first} a retiré une observation le " in sentence(outcomes)


def test_an_observation_is_withdrawn_once(cast, race):
    observation, people = factories.observation(cast.adherent), (cast.adherent, cast.colleague)
    outcomes = race(*(partial(withdraw, observation, who) for who in people))
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a retiré une observation le " in sentence(outcomes)
    assert fresh(observation).state_reason == f"Erreur de {winner}."
    assert told("observation.withdrawn") == 1


def test_a_question_is_answered_once(cast, race):
    observation, people = factories.observation(cast.adherent), (cast.adherent, cast.colleague)
    (question,) = actions.ask_observers([observation], by=cast.committee, text="Quelle version ?")
    outcomes = race(
        *(
            partial(
                actions.answer_question,
                Question.objects.get(pk=question.pk),
                by=who,
                answer=f"Réponse de {who}.",
            )
            for who in people
        )
    )
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a répondu à la question de la commission le " in sentence(outcomes)
    assert Question.objects.get().answer == f"Réponse de {winner}."
    assert told("observation.answered") == 1
