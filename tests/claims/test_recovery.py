"""A rate is told only where nobody's losses can be read in it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from cases.claims.models import Claim, LossSheet, Payment
from cases.claims.recovery import recoveries
from cases.claims.states import ClaimState
from tests import factories
from tests.claims.claiming import ON, claim_at
from tests.claims.declaring import declare
from tests.claims.grouping import claimant


@pytest.fixture
def case(cast, references):
    return factories.relayed_case(cast)


def closed(case, name: str, claimed: str, paid: str, state: ClaimState = ClaimState.PAID) -> Claim:
    by = claimant(name)
    sheet = LossSheet.objects.create(case=case, organisation=by.organisation, opened_by=by)
    declare(sheet, by, answers={"amount": Decimal(claimed)})
    claim = claim_at(sheet, state)
    if Decimal(paid):
        Payment.objects.create(claim=claim, amount=Decimal(paid), received_on=ON, recorded_by=by)
    return claim


def told() -> list[tuple[int | None, int | None]]:
    return [(each.organisations, each.percent) for each in recoveries()]


def test_of_four_organisations_nothing_is_told(case):
    for name in ("Un", "Deux", "Trois", "Quatre"):
        closed(case, name, "100.00", "50.00")
    assert told() == [(None, None)]


def test_of_five_the_rate_is_told_in_whole_percent_refusals_included(case):
    for name in ("Un", "Deux", "Trois", "Quatre"):
        closed(case, name, "100.00", "50.00")
    closed(case, "Cinq", "100.00", "0", ClaimState.REFUSED)
    assert told() == [(5, 40)]


@pytest.mark.parametrize(
    ("claimed", "paid", "rate"),
    [("600.00", "10.00", (5, 14)), ("601.00", "10.00", (None, None)), ("100.00", "100.00", None)],
)
def test_nobody_weighs_more_than_sixty_percent_of_either_total(case, claimed, paid, rate):
    for name in ("Un", "Deux", "Trois", "Quatre"):
        closed(case, name, "100.00", "32.50" if paid == "10.00" else "10.00")
    closed(case, "Cinq", claimed, paid)
    assert told() == [rate or (None, None)]


def test_all_refused_is_a_rate_of_nothing(case):
    for name in ("Un", "Deux", "Trois", "Quatre", "Cinq"):
        closed(case, name, "100.00", "0", ClaimState.REFUSED)
    assert told() == [(5, 0)]


def test_a_publisher_is_named_whether_or_not_anyone_claims(case):
    before = recoveries()
    assert [(each.publisher, each.percent) for each in before] == [(str(case.publisher), None)]
    closed(case, "Un", "100.00", "50.00")
    assert recoveries() == before


def test_the_page_says_that_it_cannot_tell(case, cast, logged_in):
    page = logged_in(cast.adherent).get(reverse("claim-recovery")).content.decode()
    assert (str(case.publisher) in page, "données insuffisantes" in page) == (True, True)
