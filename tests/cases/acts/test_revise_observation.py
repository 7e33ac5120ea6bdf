from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import revise_observation, withdraw_observation
from cases.errors import GuardRefused, VersionRefused
from cases.statement import AnswersRefused, statement_of
from cases.vocabulary import Symptom
from tests import factories
from tests.traces import every_row, one_entry, refused


def more():
    return factories.statement(factories.answers(customers_subscribed=115))


def other():
    return factories.statement(replace(factories.answers(), symptom=Symptom.SLOW))


def test_answering_an_open_question_is_an_addition(cast):
    observation = factories.observation(cast.adherent)
    with one_entry("observation.completed", "", cast.adherent) as entries:
        version = revise_observation(observation, more(), by=cast.adherent, seen=1)
    assert (version.number, version.kind, version.reason) == (2, "addition", "")
    assert observation.version_count == 2
    assert statement_of(observation.current) == more()
    assert version.recorded_at > observation.received_at
    assert entries[0].details == {"version": 2, "digest": version.digest}


def test_changing_an_answer_is_a_correction_with_its_reason(cast):
    observation = factories.observation(cast.adherent)
    with one_entry("observation.corrected", "", cast.adherent):
        version = revise_observation(
            observation, other(), by=cast.adherent, seen=1, reason=" Mauvais choix. "
        )
    assert (version.kind, version.reason) == ("correction", "Mauvais choix.")


@pytest.mark.parametrize("reason", ["", "Relu."])
def test_a_version_that_changes_nothing_is_refused(cast, reason):
    who = cast.adherent
    told = factories.answers(customers_subscribed=115, publisher_notices=(factories.notice(),))
    said = factories.statement(replace(told, usual_calls_per_hour=Decimal(8)))
    observation = factories.observation(who, said)
    with refused(GuardRefused, "Rien n’a changé : complétez ou corrigez au moins une réponse"):
        revise_observation(observation, said, by=who, seen=1, reason=reason)


def test_a_stale_page_that_changes_nothing_is_told_who_wrote_meanwhile(cast):
    observation, who = factories.observation(cast.adherent), cast.adherent
    same = statement_of(observation.current)
    revise_observation(observation, more(), by=cast.colleague, seen=1)
    with refused(VersionRefused, "Colin Collègue a modifié cette observation le "):
        revise_observation(observation, same, by=who, seen=1)


def test_the_first_version_is_never_overwritten(cast):
    observation = factories.observation(cast.adherent)
    before = every_row()["cases_observationversion"]
    revise_observation(observation, other(), by=cast.adherent, seen=1, reason="Erreur.")
    assert every_row()["cases_observationversion"][:1] == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"customers_subscribed": 115}, {}),
        ({"publisher_notices": ()}, {"publisher_notices": (factories.notice(),)}),
        ({"customers_affected": 0}, {"customers_affected": 1}),
        ({"narrative": "Lent."}, {"narrative": "Très lent."}),
    ],
)
def test_emptying_or_changing_what_was_answered_asks_for_a_reason(cast, before, after):
    who = cast.adherent
    observation = factories.observation(who, factories.statement(factories.answers(**before)))
    said = factories.statement(factories.answers(**after))
    with refused(GuardRefused, "Vous changez une réponse déjà donnée : dites pourquoi."):
        revise_observation(observation, said, by=who, seen=1, reason="  ")


def test_a_colleague_of_the_organisation_may_complete(cast):
    observation = factories.observation(cast.adherent)
    version = revise_observation(observation, more(), by=cast.colleague, seen=1)
    assert version.recorded_by == cast.colleague


def test_an_attached_observation_is_revised_in_the_thread_of_its_case(cast):
    case = factories.case(cast, cast.adherent)
    observation = case.observations.get()
    with one_entry("observation.completed", f"case:{case.reference}", cast.adherent):
        revise_observation(observation, more(), by=cast.adherent, seen=1)


def test_a_stale_page_is_refused_and_says_who_wrote_meanwhile(cast):
    observation, who = factories.observation(cast.adherent), cast.adherent
    revise_observation(observation, more(), by=cast.colleague, seen=1)
    with refused(VersionRefused, "Colin Collègue a modifié cette observation le "):
        revise_observation(observation, other(), by=who, seen=1, reason="Erreur.")


def test_the_same_statement_sent_again_is_the_same_version(cast):
    observation, who = factories.observation(cast.adherent), cast.adherent
    first = revise_observation(observation, more(), by=who, seen=1)
    before = every_row()
    assert revise_observation(observation, more(), by=who, seen=1) == first
    assert every_row() == before


def test_the_same_statement_of_someone_else_is_refused(cast):
    observation, who = factories.observation(cast.adherent), cast.adherent
    revise_observation(observation, more(), by=cast.colleague, seen=1)
    with refused(VersionRefused, "Colin Collègue a modifié cette observation le "):
        revise_observation(observation, more(), by=who, seen=1)


def test_another_statement_of_the_same_person_is_refused(cast):
    observation, who = factories.observation(cast.adherent), cast.adherent
    revise_observation(observation, more(), by=who, seen=1)
    with refused(VersionRefused, "Alice Adhérente a modifié cette observation le "):
        revise_observation(observation, other(), by=who, seen=1, reason="Erreur.")


@pytest.mark.parametrize("seen", [0, 7])
def test_a_version_that_never_was_is_refused(cast, seen):
    observation, who = factories.observation(cast.adherent), cast.adherent
    with refused(VersionRefused, "Alice Adhérente a modifié cette observation le "):
        revise_observation(observation, more(), by=who, seen=seen)


def test_a_withdrawn_observation_no_longer_changes(cast):
    observation, who = factories.observation(cast.adherent), cast.adherent
    withdraw_observation(observation, by=who, reason="Erreur de ma part.")
    with refused(VersionRefused, "Cette observation est « Retirée »"):
        revise_observation(observation, more(), by=who, seen=1)


def test_contradictory_answers_are_refused(cast):
    observation, who = factories.observation(cast.adherent), cast.adherent
    said = factories.statement(factories.answers(customers_subscribed=1, customers_affected=2))
    with refused(AnswersRefused, "Il y a plus de clients touchés que de clients abonnés"):
        revise_observation(observation, said, by=who, seen=1)


@pytest.mark.parametrize(
    "who", ["other_adherent", "committee", "board", "lawyer", "administrator", "stranger"]
)
def test_another_organisation_is_denied(cast, who):
    observation, person = factories.observation(cast.adherent), getattr(cast, who)
    with refused(PermissionDenied):
        revise_observation(observation, more(), by=person, seen=1)
