import pytest

from cases.actions import answer_question, ask_observers
from cases.evidence.models import Entry
from cases.models import Observation, Question
from tests.cast import Cast, LogIn


@pytest.fixture
def question(cast: Cast, observation: Observation) -> Question:
    return ask_observers([observation], by=cast.committee, text="Quelle version ?")[0]


def url(question: Question) -> str:
    return f"/observations/{question.observation_id}/questions/{question.pk}/"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("adherent", 302),
        ("colleague", 302),
        ("committee", 403),
        ("other_adherent", 404),
        ("board", 404),
        ("lawyer", 404),
        ("administrator", 404),
    ],
)
def test_the_organisation_asked_answers(
    who: str, status: int, cast: Cast, logged_in: LogIn, question: Question
) -> None:
    answer = logged_in(getattr(cast, who)).post(url(question), {"answer": "La 12"})
    question.refresh_from_db()
    assert answer.status_code == status
    assert question.answer == ("La 12" if status == 302 else "")


def test_an_answer_is_journalled(cast: Cast, logged_in: LogIn, question: Question) -> None:
    logged_in(cast.adherent).post(url(question), {"answer": "La 12"})
    assert Entry.objects.last().verb == "observation.answered"


def test_an_empty_answer_is_refused_at_its_question(
    cast: Cast, logged_in: LogIn, question: Question
) -> None:
    answer = logged_in(cast.adherent).post(url(question), {"answer": "  "})
    assert answer.status_code == 422
    assert "Écrivez votre réponse avant de l’envoyer." in answer.content.decode()


def test_a_question_answered_meanwhile_keeps_what_was_typed(
    cast: Cast, logged_in: LogIn, question: Question
) -> None:
    answer_question(question, by=cast.colleague, answer="La 11")
    answer = logged_in(cast.adherent).post(url(question), {"answer": "La 12"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "déjà une réponse" in page
    assert "La 11" in page
    assert "La 12" in page


def test_a_question_of_another_observation_does_not_exist_here(
    cast: Cast, logged_in: LogIn, question: Question
) -> None:
    other = f"/observations/{question.observation_id}/questions/{question.pk + 1}/"
    assert logged_in(cast.adherent).post(other, {"answer": "x"}).status_code == 404


def test_reading_the_address_answers_nothing(
    cast: Cast, logged_in: LogIn, question: Question
) -> None:
    answer = logged_in(cast.adherent).get(url(question))
    assert answer.headers["Location"] == f"/observations/{question.observation_id}/"
