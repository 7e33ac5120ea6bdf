import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.actions import ask_observers, report_observation
from cases.models import Case, Observation, Product
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
    for told in (case.reference, "Connexion impossible", "vous pose une question", "Reçue"):
        assert told in page


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
    assert len(many) == len(one) <= 6


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
