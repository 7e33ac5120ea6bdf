from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import cases
from cases.actions import attach_observations, grant_mandate, report_observation
from cases.importing import import_observations
from cases.models import Case, ObservationVersion, Product
from members.roles import Role
from tests.cases.pages.conftest import stated
from tests.cast import Cast, LogIn, organisation, person

URL = "/comparer/"
JANUARY_2018 = Path(cases.__file__).parent / "data" / "january_2018.json"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("adherent", 200),
        ("board", 200),
        ("committee", 200),
        ("lawyer", 200),
        ("administrator", 200),
        ("stranger", 302),
    ],
)
def test_whoever_is_logged_in_may_compare_what_they_see(
    who: str, status: int, cast: Cast, logged_in: LogIn
) -> None:
    assert logged_in(getattr(cast, who)).get(URL).status_code == status


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("committee", True),
        ("adherent", False),
        ("other_adherent", False),
        ("board", False),
        ("lawyer", False),
        ("administrator", False),
    ],
)
def test_before_the_relay_criteria_are_the_committee_s(
    who: str, sees: bool, cast: Cast, logged_in: LogIn, case: Case
) -> None:
    answer = logged_in(getattr(cast, who)).get(URL, {"cas": case.pk})
    assert bool(answer.context["table"]) == sees
    assert (case.title in answer.content.decode()) == sees


def test_a_mandated_lawyer_compares(cast: Cast, logged_in: LogIn, case: Case) -> None:
    grant_mandate(case, lawyer=cast.lawyer, by=cast.committee, since=timezone.localdate())
    assert logged_in(cast.lawyer).get(URL, {"cas": case.pk}).context["table"]


def test_a_relayed_case_is_compared_by_members(cast: Cast, logged_in: LogIn, relayed: Case) -> None:
    page = logged_in(cast.other_adherent).get(URL, {"cas": relayed.pk}).content.decode()
    assert relayed.title in page
    for hidden in ("SECRET-TIERS", "Theta", "Alpha"):
        assert hidden not in page


def test_the_table_of_the_article_is_shown_with_what_each_cell_stands_on(
    cast: Cast, logged_in: LogIn
) -> None:
    import_observations(JANUARY_2018.read_bytes(), by=None)
    keys = ["ebp-2018-01-09", "sage-2018-01-11"]
    chosen = [Case.objects.get(key=key).pk for key in keys]
    answer = logged_in(cast.committee).get(URL, {"cas": chosen})
    labels = [[cell.label for cell in row.cells] for row in answer.context["comparison"].rows]
    page = answer.content.decode()
    for row in labels:
        for label in row:
            assert label in page
    assert ["mail le 09/01/2018 à 9h10", "aucune"] in labels
    for told in ("Répondant 1", "Règle", "aucun message de l’éditeur"):
        assert told in page


@pytest.mark.parametrize("demo", [True, False])
def test_the_demonstration_says_what_it_is(
    demo: bool, cast: Cast, logged_in: LogIn, settings: object
) -> None:
    settings.DEMO = demo
    page = logged_in(cast.adherent).get(URL).content.decode()
    assert ("reconstruction" in page) == demo


@pytest.mark.parametrize("given", ["x", "-1", "999999", "9" * 40])
def test_a_case_that_is_none_is_refused_without_saying_more(
    given: str, cast: Cast, logged_in: LogIn, case: Case
) -> None:
    answer = logged_in(cast.other_adherent).get(URL, {"cas": given})
    assert answer.status_code == 200
    assert not answer.context["table"]


def test_the_table_costs_the_same_for_few_and_for_many_observations(
    cast: Cast, logged_in: LogIn, case: Case, product: Product
) -> None:
    client = logged_in(cast.committee)
    with CaptureQueriesContext(connection) as few:
        client.get(URL, {"cas": case.pk})
    for number in range(20):
        who = person(f"P {number}", f"p{number}", organisation(f"Org{number}"), Role.MEMBER)
        seen = report_observation(stated(), product=product, by=who)
        attach_observations([seen], case, by=cast.committee)
    with CaptureQueriesContext(connection) as many:
        client.get(URL, {"cas": case.pk})
    assert len(many) == len(few) <= 9


def test_below_five_respondents_a_member_reads_no_single_answer(
    cast: Cast, logged_in: LogIn, relayed: Case
) -> None:
    query = {"cas": relayed.pk}
    ObservationVersion.objects.update(awareness="customer_calls")
    assert relayed.analysis().respondent_count < 5
    assert "<li>Répondant" in logged_in(cast.committee).get(URL, query).content.decode()
    page = logged_in(cast.other_adherent).get(URL, query).content.decode()
    assert relayed.title in page
    assert "<li>Répondant" not in page


def test_every_cell_shows_how_many_answered(cast: Cast, logged_in: LogIn, relayed: Case) -> None:
    page = logged_in(cast.adherent).get(URL, {"cas": relayed.pk}).content.decode()
    assert page.count('p-nowrap">n\xa0=\xa0') == 8
