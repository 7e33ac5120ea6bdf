"""How the tests of cohorts have one, with as many claimants as they need."""

from decimal import Decimal

from cases.claims.cohort_states import Aim
from cases.claims.models import Claim, Cohort, CohortCase, CollectiveRoute, LossSheet
from cases.claims.predicates import Criteria, as_data
from cases.claims.states import ClaimState
from cases.models import Case
from members.models import User
from members.roles import Role
from tests.cast import organisation, person
from tests.claims.claiming import claim_at
from tests.claims.declaring import declare

ANY = Criteria()


def claimant(name: str) -> User:
    """The only person of an organisation of that name."""
    held = User.objects.filter(email=f"{name.lower()}@example.org").first()
    return held or person(f"Gérant {name}", name.lower(), organisation(name), Role.MEMBER)


def claim_of(
    case: Case,
    name: str,
    amount: str = "100.00",
    state: ClaimState = ClaimState.SUBMITTED,
    **others: str,
) -> Claim:
    """`others`: the amounts of other heads, by their code."""
    by = claimant(name)
    sheet = LossSheet.objects.create(case=case, organisation=by.organisation, opened_by=by)
    if Decimal(amount):
        declare(sheet, by, answers={"amount": Decimal(amount)})
    for code, other in others.items():
        declare(sheet, by, code, answers={"amount": Decimal(other)})
    return claim_at(sheet, state)


def cohort_on(*cases: Case, by: User, criteria: Criteria = ANY, **told: object) -> Cohort:
    """A row, without the acts that lead there."""
    number = Cohort.objects.count() + 1
    cohort = Cohort.objects.create(
        reference=f"GRP-2026-{number:04}",
        name="Panne de janvier",
        publisher=cases[0].publisher,
        **{
            "aim": Aim.DAMAGES,
            "route": CollectiveRoute.objects.get(code="joint_individual_action"),
            "criteria": as_data(criteria),
            "opened_by": by,
            **told,
        },
    )
    CohortCase.objects.bulk_create(CohortCase(cohort=cohort, case=case) for case in cases)
    return cohort
