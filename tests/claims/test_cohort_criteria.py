"""Who meets the criteria of a cohort: the pure predicates and the database say the same."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.claims.models import Claim
from cases.claims.models.selection import claims_that_meet, facts_of, with_principal
from cases.claims.predicates import Criteria, Facts, as_data, from_data, meets
from cases.claims.states import ClaimState
from tests import factories
from tests.claims.grouping import claim_of, claimant, cohort_on

DAY = date(2018, 1, 9)
FACTS = Facts(
    products=frozenset({"compta-un"}),
    occurred_on=DAY,
    state="submitted",
    losses=(("external_costs", Decimal("60.10")), ("customer_credits", Decimal("40.00"))),
)
codes = st.frozensets(st.sampled_from(["a", "b"]))
criteria = st.builds(
    Criteria,
    products=codes,
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
    states=codes,
    heads=codes,
    minimum=st.none() | st.decimals(0, 10**9, places=2),
)


@given(criteria)
def test_criteria_are_kept_as_data_and_read_back_as_they_were(asked):
    assert from_data(as_data(asked)) == asked


@pytest.mark.parametrize(
    ("asked", "is_met"),
    [
        (Criteria(), True),
        (Criteria(products=frozenset({"compta-un", "paie"})), True),
        (Criteria(products=frozenset({"paie"})), False),
        (Criteria(since=DAY, until=DAY), True),
        (Criteria(since=date(2018, 1, 10)), False),
        (Criteria(until=date(2018, 1, 8)), False),
        (Criteria(states=frozenset({"submitted", "paid"})), True),
        (Criteria(states=frozenset({"draft"})), False),
        (Criteria(heads=frozenset({"external_costs"})), True),
        (Criteria(heads=frozenset({"lost_sales"})), False),
        (Criteria(minimum=Decimal("100.10")), True),
        (Criteria(minimum=Decimal("100.11")), False),
        (Criteria(heads=frozenset({"customer_credits"}), minimum=Decimal("40.01")), False),
    ],
)
def test_each_predicate_is_tried_on_one_claim(asked, is_met):
    assert meets(FACTS, asked) is is_met


def test_a_minimum_of_nothing_still_asks_for_a_loss():
    assert not meets(replace(FACTS, losses=()), Criteria(minimum=Decimal(0)))


@pytest.fixture
def claims(cast, references) -> list[Claim]:
    """On two cases, of one product each."""
    first = factories.case(cast)
    second = factories.case(cast, claimant("Un"), on=factories.product("Paie Un"))
    return [
        claim_of(first, "Un", "0.10", customer_credits="0.20", proof_costs="500"),
        claim_of(first, "Deux", "100.00", ClaimState.DRAFT),
        claim_of(first, "Trois", "0.00"),
        claim_of(second, "Un", "250.25", ClaimState.PAID),
        claim_of(second, "Quatre", "99.99"),
    ]


def asked_of_the_database(criteria: Criteria) -> set:
    return set(claims_that_meet(criteria, Claim.objects.all()).values_list("pk", flat=True))


HEADS = [frozenset(), frozenset({"external_costs"}), frozenset({"customer_credits", "image"})]
EVERY = [
    Criteria(
        products=frozenset(products),
        since=since,
        until=until,
        states=frozenset(states),
        heads=heads,
        minimum=minimum,
    )
    for products in ((), ("compta-un",), ("paie-un", "compta-un"))
    for since, until in ((None, None), (DAY, DAY), (date(2018, 1, 10), None))
    for states in ((), ("submitted",), ("draft", "paid"))
    for heads in HEADS
    for minimum in (None, Decimal(0), Decimal("0.30"), Decimal("0.31"), Decimal("99.99"))
]


def test_the_database_and_the_pure_predicates_say_the_same(claims):
    facts = {claim.pk: facts_of(claim) for claim in claims}
    told_apart = set()
    for asked in EVERY:
        expected = {pk for pk, told in facts.items() if meets(told, asked)}
        assert asked_of_the_database(asked) == expected, asked
        told_apart.add(frozenset(expected))
    assert len(told_apart) >= 10


def test_costs_of_proof_count_in_no_minimum_and_cents_are_added_exactly(claims):
    principal = with_principal(Claim.objects.filter(pk__in=[claims[0].pk, claims[2].pk]))
    assert {each.pk: each.principal_cents for each in principal} == {
        claims[0].pk: 30,
        claims[2].pk: 0,
    }


def test_whatever_is_asked_a_claim_that_was_not_sent_is_in_no_cohort(claims, cast):
    """Nobody signed it, or its claimant took it back: it is not for a lawyer's dossier."""
    case = claims[0].case
    claim_of(case, "Cinq", "10.00", ClaimState.WITHDRAWN)
    asked_for = Criteria(states=frozenset({"draft", "withdrawn"}))
    assert not cohort_on(case, by=cast.chair, criteria=asked_for).candidates().exists()
    everywhere = cohort_on(case, by=cast.chair).candidates()
    assert [claim.pk for claim in everywhere] == [claims[0].pk, claims[2].pk]


def test_a_cohort_has_the_claims_on_its_cases_that_meet_its_criteria(claims, cast):
    only_sent = Criteria(states=frozenset({"submitted"}))
    cohort = cohort_on(claims[0].case, by=cast.chair, criteria=only_sent)
    assert [claim.pk for claim in cohort.claims()] == [claims[0].pk, claims[2].pk]
