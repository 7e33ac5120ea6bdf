from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.actions import attach_observations, dismiss_case, open_case, report_observation
from cases.models import Case, Observation, Product
from tests.cases.pages.conftest import stated
from tests.cast import Cast, LogIn

URL = "/"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("adherent", 200),
        ("committee", 200),
        ("board", 200),
        ("administrator", 200),
        ("stranger", 302),
    ],
)
def test_everyone_with_a_role_has_a_home(
    who: str, status: int, cast: Cast, logged_in: LogIn, case: Case
) -> None:
    assert logged_in(getattr(cast, who)).get(URL).status_code == status


def test_a_lawyer_goes_to_the_dossiers(cast: Cast, logged_in: LogIn) -> None:
    assert logged_in(cast.lawyer).get(URL).headers["Location"] == "/dossiers/"


def test_a_member_sees_what_is_under_way_and_no_one_s_words(
    cast: Cast, logged_in: LogIn, case: Case
) -> None:
    page = logged_in(cast.other_adherent).get(URL).content.decode()
    for shown in (case.title, "3 observations", "3 organisations", "Moi aussi", "Signaler"):
        assert shown in page
    for hidden in ("SECRET-TIERS", "Theta", "Iota", case.reference):
        assert hidden not in page


def test_who_reported_it_is_led_to_their_observation(
    cast: Cast, logged_in: LogIn, case: Case, observation: Observation
) -> None:
    page = logged_in(cast.colleague).get(URL).content.decode()
    assert f"/observations/{observation.pk}/" in page
    assert "/moi-aussi/" not in page


@pytest.mark.parametrize("who", ["board", "administrator"])
def test_who_reports_nothing_is_not_shown_what_is_under_way(
    who: str, cast: Cast, logged_in: LogIn, case: Case
) -> None:
    page = logged_in(getattr(cast, who)).get(URL).content.decode()
    assert case.title not in page
    assert "Signaler" not in page


def test_a_dismissed_case_is_no_longer_under_way(cast: Cast, logged_in: LogIn, case: Case) -> None:
    dismiss_case(case, by=cast.committee, seen=1, reason="Fausse alerte")
    assert case.title not in logged_in(cast.other_adherent).get(URL).content.decode()


def test_the_committee_reads_what_waits(
    cast: Cast, logged_in: LogIn, case: Case, product: Product
) -> None:
    report_observation(stated(), product=product, by=cast.other_adherent)
    desk = logged_in(cast.committee).get(URL).context["desk"]
    assert desk["unattached"] == 1
    assert [n for _, n in desk["cases"]] == [1, 0, 0]


def test_relayed_cases_are_shown(cast: Cast, logged_in: LogIn, relayed: Case) -> None:
    page = logged_in(cast.other_adherent).get(URL).content.decode()
    assert f"/incidents/{relayed.pk}/" in page


def test_home_costs_the_same_for_one_and_for_many(
    cast: Cast, logged_in: LogIn, case: Case, product: Product
) -> None:
    client = logged_in(cast.other_adherent)
    with CaptureQueriesContext(connection) as one:
        client.get(URL)
    for number in range(5):
        seen = [report_observation(stated(), product=product, by=cast.adherent) for _ in range(3)]
        day = date(2026, 11, 10 + number)
        opened = open_case(seen[:2], by=cast.committee, title=f"Cas {number}", occurred_on=day)
        attach_observations(seen[2:], opened, by=cast.committee)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(one) <= 7
