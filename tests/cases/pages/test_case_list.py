from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.actions import create_case, grant_mandate
from cases.models import Case, Product, Publisher
from cases.states import CaseState
from tests.cast import Cast, LogIn

URL = "/incidents/"


def shown(client: object, **query: str) -> list[Case]:
    return client.get(URL, query).context["page"].rows


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("adherent", True),
        ("other_adherent", False),
        ("committee", True),
        ("board", False),
        ("lawyer", False),
        ("administrator", False),
    ],
)
def test_before_it_is_relayed_a_case_is_its_observers_and_the_committee_s(
    who: str, sees: bool, cast: Cast, logged_in: LogIn, case: Case
) -> None:
    answer = logged_in(getattr(cast, who)).get(URL)
    assert answer.status_code == 200
    assert (case.reference in answer.content.decode()) == sees


@pytest.mark.parametrize(
    ("who", "sees"),
    [("other_adherent", True), ("board", True), ("lawyer", False), ("administrator", False)],
)
def test_a_relayed_case_is_every_member_s(
    who: str, sees: bool, cast: Cast, logged_in: LogIn, relayed: Case
) -> None:
    assert (shown(logged_in(getattr(cast, who))) == [relayed]) == sees


def test_a_mandate_opens_a_case(cast: Cast, logged_in: LogIn, case: Case) -> None:
    grant_mandate(case, lawyer=cast.lawyer, by=cast.committee, since=timezone.localdate())
    assert shown(logged_in(cast.lawyer)) == [case]
    assert shown(logged_in(cast.other_lawyer)) == []


def test_a_former_member_logs_in_again(cast: Cast, logged_in: LogIn, relayed: Case) -> None:
    assert logged_in(cast.stranger).get(URL).status_code == 302


def test_filters_by_publisher_and_product(
    cast: Cast, logged_in: LogIn, case: Case, product: Product
) -> None:
    sage = Publisher.objects.create(key="sage", name="Sage")
    Product.objects.create(key="s50", publisher=sage, name="Sage 50c", delivery="saas")
    other = create_case(sage, title="Sage", occurred_on=date(2026, 11, 1), by=cast.committee)
    client = logged_in(cast.committee)
    assert shown(client) == [case, other]
    assert shown(client, editeur="ebp") == [case]
    assert shown(client, editeur="sage") == [other]
    assert shown(client, produit="ebp-compta") == [case]
    assert shown(client, produit="s50") == []
    assert shown(client, editeur="", produit="") == [case, other]


def test_an_unknown_filter_hides_nothing(cast: Cast, logged_in: LogIn, case: Case) -> None:
    assert shown(logged_in(cast.committee), editeur="<script>") == [case]


def test_pages_keep_the_filter_and_cost_the_same_for_many(
    cast: Cast, logged_in: LogIn, case: Case, product: Product
) -> None:
    client = logged_in(cast.committee)
    with CaptureQueriesContext(connection) as one:
        client.get(URL, {"editeur": "ebp"})
    for _ in range(27):
        create_case(
            product.publisher, title="Autre", occurred_on=date(2026, 11, 1), by=cast.committee
        )
    with CaptureQueriesContext(connection) as many:
        first = client.get(URL, {"editeur": "ebp"}).context["page"]
    assert len(many) == len(one) <= 7
    second = client.get(first.next_url).context["page"]
    assert "editeur=ebp" in first.next_url
    assert (len(first.rows), len(second.rows)) == (25, 3)
    assert not {each.pk for each in first.rows} & {each.pk for each in second.rows}


def test_the_state_is_in_words(cast: Cast, logged_in: LogIn, relayed: Case) -> None:
    assert str(CaseState.RELAYED.label) in logged_in(cast.board).get(URL).content.decode()
