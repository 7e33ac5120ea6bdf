import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import answer_question, ask_observers
from cases.errors import GuardRefused, StepRefused
from tests import factories
from tests.traces import one_entry, refused


@pytest.fixture
def question(cast):
    observation = factories.observation(cast.adherent)
    return ask_observers([observation], by=cast.committee, text="Depuis quand ?")[0]


def test_the_answer_is_kept_with_its_author_and_time(cast, question):
    with one_entry("observation.answered", "", cast.colleague):
        answer_question(question, by=cast.colleague, answer=" Depuis hier. ")
    assert (question.answer, question.answered_by) == ("Depuis hier.", cast.colleague)
    assert question.answered_at > question.asked_at


def test_an_empty_answer_is_refused(cast, question):
    who = cast.adherent
    with refused(GuardRefused, "Écrivez votre réponse avant de l’envoyer."):
        answer_question(question, by=who, answer="  ")


def test_a_second_answer_is_refused(cast, question):
    who = cast.adherent
    answer_question(question, by=who, answer="Depuis hier.")
    with refused(StepRefused, "Cette question a déjà une réponse."):
        answer_question(question, by=who, answer="Non, avant-hier.")


@pytest.mark.parametrize(
    "who", ["other_adherent", "committee", "board", "lawyer", "administrator", "stranger"]
)
def test_another_organisation_is_denied(cast, question, who):
    person = getattr(cast, who)
    with refused(PermissionDenied):
        answer_question(question, by=person, answer="Depuis hier.")
