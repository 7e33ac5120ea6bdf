"""How the tests of cohorts have one, with as many claimants as they need."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from cases.claims import actions
from cases.claims.cohort_states import Aim, CohortState
from cases.claims.models import (
    AssociationProfile,
    Claim,
    Cohort,
    CohortCase,
    CollectiveRoute,
    LossSheet,
    OptIn,
)
from cases.claims.predicates import Criteria, as_data
from cases.claims.states import ClaimState
from cases.claims.vocabulary import Category
from cases.models import Case, Product
from members.kinds import OrganisationKind
from members.models import User
from members.roles import Role
from tests.cast import organisation, person
from tests.claims.claiming import claim_at
from tests.claims.declaring import declare, head

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
        publisher=cases[0].publisher,
        **{
            "name": "Panne de janvier",
            "aim": Aim.DAMAGES,
            "route": CollectiveRoute.objects.get(code="joint_individual_action"),
            "criteria": as_data(criteria),
            "opened_by": by,
            **told,
        },
    )
    CohortCase.objects.bulk_create(CohortCase(cohort=cohort, case=case) for case in cases)
    return cohort


def described(by: User, **told: object) -> AssociationProfile:
    """An association as it is today, without the act."""
    version = AssociationProfile.objects.count() + 1
    return AssociationProfile.objects.create(version=version, written_by=by, **told)


OLD_ENOUGH = {
    "declared_on": date(2015, 1, 5),
    "active_since": date(2016, 1, 5),
    "statutes_article": "Article 2",
    "deciding_body": "Conseil d’administration",
}
ACCREDITED = {
    "accreditation_number": "A-12",
    "accreditation_object": "Défense des revendeurs",
    "accredited_from": date(2026, 1, 1),
    "accredited_until": date(2030, 12, 31),
}


def route(code: str) -> CollectiveRoute:
    return CollectiveRoute.objects.get(code=code)


def joint(name: str = "Panne de janvier") -> actions.Course:
    return actions.Course(name, Aim.DAMAGES, route("joint_individual_action"))


def signature(name: str = "Boulangerie Dupont", siren: str = "") -> actions.Signature:
    return actions.Signature(name, "1 rue des Lilas, 44000 Nantes", siren, "Jeanne Dupont", "fr")


def loss(case: Case, amount: str = "80.00") -> actions.Loss:
    return actions.Loss(
        case=case,
        product=Product.objects.get(key="compta-un"),
        kind=OrganisationKind.END_USER,
        head=head("external_costs"),
        category=Category.MEANS_ENGAGED,
        what="Location d’un secours",
        amount=Decimal(amount),
        recovers_vat=True,
    )


def joining_of(cohort: Cohort, claim: Claim) -> OptIn:
    """By the only person of its organisation."""
    signed = signature(name=str(claim.organisation))
    return actions.join_as_member(cohort, claim, signed, by=claim.sheet.opened_by)


def open_to_opt_ins(*cases: Case, by: User, **told: object) -> Cohort:
    """Joinable today."""
    today = timezone.localdate()
    window = {"opens_on": today, "closes_on": today + timedelta(days=90)}
    return cohort_on(*cases, by=by, state=CohortState.OPEN, **{**window, **told})
