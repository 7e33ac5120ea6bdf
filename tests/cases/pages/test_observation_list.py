from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.actions import (
    ask_observers,
    report_observation,
    revise_observation,
    withdraw_observation,
)
from cases.models import Case, Observation, Product
from cases.statement import statement_of
from cases.vocabulary import Awareness
from tests.cases.pages.conftest import stated
from tests.cast import Cast, LogIn

URL = "/observations/"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("adherent", 200),
        ("committee", 200),
        ("board", 403),
        ("lawyer", 403),
        ("administrator", 403),
        ("stranger", 302),
    ],
)
def test_organisations_follow_what_they_sent(
    who: str, status: int, cast: Cast, logged_in: LogIn
) -> None:
    assert logged_in(getattr(cast, who)).get(URL).status_code == status


def test_a_colleague_sees_it_and_nobody_else_even_of_the_committee(
    cast: Cast, logged_in: LogIn, observation: Observation
) -> None:
    for who, shown in (("colleague", True), ("other_adherent", False), ("committee", False)):
        page = logged_in(getattr(cast, who)).get(URL).content.decode()
        assert (observation.reference in page) == shown


def test_each_row_says_what_became_of_it(
    cast: Cast, logged_in: LogIn, observation: Observation, case: Case
) -> None:
    ask_observers([observation], by=cast.committee, text="Quelle version ?")
    page = logged_in(cast.adherent).get(URL).content.decode()
    for told in (case.reference, "Connexion impossible", "Question en attente", "Reçue"):
        assert told in page


def test_one_can_list_what_asks_for_something(
    cast: Cast, logged_in: LogIn, observation: Observation, case: Case, product: Product
) -> None:
    asked = report_observation(stated(), product=product, by=cast.adherent)
    ask_observers([asked], by=cast.committee, text="Quelle version ?")
    gone = report_observation(stated(), product=product, by=cast.adherent)
    withdraw_observation(gone, by=cast.adherent, reason="Erreur")
    whole = _complete(report_observation(stated(), product=product, by=cast.adherent), cast)
    expected = {
        "": {observation, asked, gone, whole},
        "question": {asked},
        "a-completer": {observation, asked},
        "sans-cas": {asked, whole},
        "en-cours": {observation},
        "relayees": set(),
        "hors-compte": {gone},
        "inconnu": {observation, asked, gone, whole},
    }
    client = logged_in(cast.adherent)
    found = {
        state: set(client.get(URL, {"etat": state}).context["page"].rows) for state in expected
    }
    assert found == expected


def _complete(observation: Observation, cast: Cast) -> Observation:
    """Every question answered that the criteria ask of everyone."""
    said = statement_of(observation.current)
    at = said.answers.observed_at
    answered = replace(
        said.answers,
        first_symptom_at=at,
        restored_at=at,
        customers_affected=1,
        customers_subscribed=2,
        awareness=Awareness.NONE,
        publisher_notices=(),
    )
    told = replace(said, answers=answered)
    revise_observation(observation, told, by=cast.adherent, seen=1)
    return observation


def test_relayed_ones_can_be_listed(
    cast: Cast, logged_in: LogIn, observation: Observation, relayed: Case
) -> None:
    page = logged_in(cast.adherent).get(URL, {"etat": "relayees"})
    assert page.context["page"].rows == [observation]
    assert "texte du relais" in page.content.decode()


def test_a_filter_that_finds_nothing_says_so(
    cast: Cast, logged_in: LogIn, observation: Observation
) -> None:
    page = logged_in(cast.adherent).get(URL, {"etat": "question"}).content.decode()
    assert "Aucune observation de cette sorte" in page


def test_the_list_costs_the_same_for_one_and_for_many(
    cast: Cast, logged_in: LogIn, observation: Observation, product: Product
) -> None:
    client = logged_in(cast.adherent)
    with CaptureQueriesContext(connection) as one:
        client.get(URL)
    for _ in range(30):
        report_observation(stated(), product=product, by=cast.adherent)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(one) <= 7


def test_pages_follow_each_other_without_a_gap(
    cast: Cast, logged_in: LogIn, product: Product
) -> None:
    sent = {
        report_observation(stated(), product=product, by=cast.adherent).reference for _ in range(30)
    }
    client = logged_in(cast.adherent)
    first = client.get(URL).context["page"]
    second = client.get(first.next_url).context["page"]
    shown = [row.reference for row in [*first.rows, *second.rows]]
    assert (len(first.rows), len(second.rows)) == (25, 5)
    assert sorted(shown) == sorted(sent)
    assert (first.first_url, second.first_url, second.next_url) == ("", URL, "")


def test_a_false_address_shows_the_first_page(
    cast: Cast, logged_in: LogIn, observation: Observation
) -> None:
    client = logged_in(cast.adherent)
    for after in ("x", "9" * 40, "00000000-0000-0000-0000-000000000000"):
        assert observation.reference in client.get(URL, {"apres": after}).content.decode()
