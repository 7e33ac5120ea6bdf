from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.actions import (
    answer_question,
    ask_observers,
    report_observation,
    revise_observation,
    set_aside_observations,
    verify_case,
)
from cases.models import Case, Observation, Product
from cases.states import Verdict
from tests.cases.pages.conftest import stated
from tests.cases.pages.flow import Report, photo
from tests.cast import Cast, LogIn


def url(observation: Observation) -> str:
    return f"/observations/{observation.pk}/"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("adherent", 200),
        ("colleague", 200),
        ("committee", 200),
        ("other_adherent", 404),
        ("board", 404),
        ("lawyer", 404),
        ("administrator", 404),
        ("stranger", 302),
    ],
)
def test_an_organisation_s_observation_is_its_own(
    who: str, status: int, cast: Cast, logged_in: LogIn, observation: Observation
) -> None:
    answer = logged_in(getattr(cast, who)).get(url(observation))
    assert answer.status_code == status
    assert ("Écran blanc" in answer.content.decode()) == (status == 200)


def test_the_series_tells_what_changed_and_why(
    cast: Cast, logged_in: LogIn, observation: Observation
) -> None:
    corrected = stated("Écran noir")
    revise_observation(observation, corrected, by=cast.colleague, seen=1, reason="Mieux regardé")
    added = replace(corrected, answers=replace(corrected.answers, customers_affected=0))
    revise_observation(observation, added, by=cast.adherent, seen=2)
    page = logged_in(cast.adherent).get(url(observation)).content.decode()
    for told in ("Mieux regardé", "<del>Écran blanc</del>", "<ins>Écran noir</ins>", "Complément"):
        assert told in page
    assert "<del>sans réponse</del><br><ins>0</ins>" in page


def test_what_became_of_it_is_told(
    cast: Cast, logged_in: LogIn, observation: Observation, relayed: Case
) -> None:
    page = logged_in(cast.adherent).get(url(observation)).content.decode()
    assert relayed.reference in page
    assert "lire le texte du relais" in page
    assert page.count("p-step--done") == 4


def test_where_it_stands_is_one_of_four_steps(
    cast: Cast, logged_in: LogIn, observation: Observation, case: Case
) -> None:
    client = logged_in(cast.adherent)
    states = [step.state for step in client.get(url(observation)).context["course"]]
    assert states == ["current", "todo", "todo", "todo"]
    verify_case(
        case, by=cast.committee, seen=1, verdict=Verdict.CONFIRMED, grounds="Concordant", links=""
    )
    course = client.get(url(observation)).context["course"]
    assert [step.state for step in course] == ["done", "current", "todo", "todo"]
    assert [bool(step.detail) for step in course] == [True, True, False, False]


def test_what_was_said_while_it_went_on_is_told_newest_first(
    cast: Cast, logged_in: LogIn, observation: Observation
) -> None:
    client = logged_in(cast.adherent)
    for status, load in (("still_blocked", "5"), ("restored", "")):
        client.post(f"{url(observation)}suivi/", {"status": status, "calls_load": load})
    page = client.get(url(observation))
    told = [(each.what, each.who) for each in page.context["points"]]
    assert told == [
        ("Rétabli", "Alice Adhérente"),
        ("Toujours bloqué, appels\u00a0: 5 – débordés", "Alice Adhérente"),
    ]
    assert page.context["follow_up"] is None


def test_news_is_asked_here_of_the_organisation_alone(
    cast: Cast, logged_in: LogIn, observation: Observation
) -> None:
    assert "/suivi/" in logged_in(cast.colleague).get(url(observation)).content.decode()
    assert "/suivi/" not in logged_in(cast.committee).get(url(observation)).content.decode()


def test_photos_are_listed_for_those_who_may_see_it(
    cast: Cast, logged_in: LogIn, product: Product
) -> None:
    report = Report(logged_in(cast.adherent)).begin(product)
    report.answer("recit", camera=photo(), envoyer="1")
    observation = Observation.objects.get()
    item = observation.attachments.get().item
    for who in ("adherent", "colleague", "committee"):
        page = logged_in(getattr(cast, who)).get(url(observation)).content.decode()
        for told in ("ecran.png", item.sha256[:8], f"/fichiers/{item.pk}/"):
            assert told in page


def test_what_no_longer_counts_says_why_and_offers_no_change(
    cast: Cast, logged_in: LogIn, observation: Observation
) -> None:
    set_aside_observations([observation], by=cast.committee, reason="Hors du champ")
    page = logged_in(cast.adherent).get(url(observation)).content.decode()
    assert "Hors du champ" in page
    assert "/modifier/" not in page


def test_the_committee_reads_without_changing(
    cast: Cast, logged_in: LogIn, observation: Observation
) -> None:
    ask_observers([observation], by=cast.committee, text="Quelle version ?")
    page = logged_in(cast.committee).get(url(observation)).content.decode()
    assert "Quelle version ?" in page
    assert "/modifier/" not in page
    assert "/questions/" not in page


def test_hostile_text_is_shown_as_text(cast: Cast, logged_in: LogIn, product: Product) -> None:
    hostile = "<script>alert(1)</script>\n<b>gras</b>"
    observation = report_observation(stated(hostile), product=product, by=cast.adherent)
    ask_observers([observation], by=cast.committee, text=hostile)
    answer_question(observation.questions.get(), by=cast.adherent, answer=hostile)
    revise_observation(observation, stated("Corrigé"), by=cast.adherent, seen=1, reason=hostile)
    page = logged_in(cast.adherent).get(url(observation)).content.decode()
    assert "<script>alert" not in page
    assert "<b>gras" not in page
    assert page.count("&lt;script&gt;alert") == 4


def test_a_long_series_costs_no_query_a_version(
    cast: Cast, logged_in: LogIn, observation: Observation
) -> None:
    client = logged_in(cast.adherent)
    client.get(url(observation))
    revise_observation(observation, stated("Récit 1"), by=cast.adherent, seen=1, reason="Encore")
    with CaptureQueriesContext(connection) as short:
        client.get(url(observation))
    for seen in range(2, 7):
        revise_observation(
            observation, stated(f"Récit {seen}"), by=cast.adherent, seen=seen, reason="Encore"
        )
    with CaptureQueriesContext(connection) as long:
        client.get(url(observation))
    assert len(long) == len(short)
