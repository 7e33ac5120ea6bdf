"""Where a cohort stands, read from its rows: standing, declarations, members and what they lost."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.charts.tiles import Tile
from cases.claims.cohort_states import ConsentState, DeclarationKind, Standing
from cases.claims.cohorts import Prepared, Published, missing_before_dossier, published
from cases.claims.errors import ReferenceMissing
from cases.claims.losses import FEWEST_PUBLISHED
from cases.claims.models import Claim, Cohort, CohortDeclaration, CollectiveRoute, LegalFigure
from cases.claims.models.cohort import pseudonym
from cases.claims.models.profile import current_profile
from cases.claims.models.reference_fields import newest
from cases.claims.models.selection import CENTS, products_of, with_principal
from cases.claims.standing import Asked, Eligibility, Profile, eligibility


def figure(code: str) -> int:
    """A whole number of the tables. Raises `ReferenceMissing` where they were not loaded."""
    value = newest(LegalFigure).filter(code=code).values_list("value", flat=True).first()
    if value is None:
        raise ReferenceMissing(
            _("Les voies et leurs conditions ne sont pas chargées ici : prévenez l’administrateur.")
        )
    return int(value)


def standing_for(route: CollectiveRoute, *, on: date | None = None) -> Eligibility:
    """Of the association as it is described today."""
    if route.standing == Standing.NONE:
        return Eligibility(())
    return eligibility(
        Standing(route.standing), _described(), _asked(), on=on or timezone.localdate()
    )


def compared_routes() -> list[dict[str, object]]:
    """All the ways, each with whether the association may take it today: read once for all."""
    routes = list(newest(CollectiveRoute))
    if not routes:
        return []
    profile, asked, today = _described(), _asked(), timezone.localdate()
    return [
        {"route": each, "standing": eligibility(Standing(each.standing), profile, asked, on=today)}
        for each in routes
    ]


def _asked() -> Asked:
    return Asked(
        declared_years=figure("standing_declared_years"),
        active_months=figure("standing_active_months"),
        renewal_months=figure("accreditation_renewal_months"),
    )


def _described() -> Profile:
    held = current_profile()
    return held.as_standing() if held else Profile()


def declarations_of(cohort: Cohort) -> dict[DeclarationKind, CohortDeclaration]:
    """The last of each kind."""
    made = reversed(list(cohort.declarations.select_related("made_by")))
    return {DeclarationKind(each.kind): each for each in made}


def prepared(cohort: Cohort) -> Prepared:
    return prepared_as_told(cohort, declarations_of(cohort))


def prepared_as_told(cohort: Cohort, told: dict[DeclarationKind, CohortDeclaration]) -> Prepared:
    """With its declarations, where they were read already."""
    return Prepared(
        eligibility=standing_for(cohort.route),
        is_decided=bool(cohort.decided_body),
        has_minutes=cohort.minutes_id is not None,
        tells_conflicts=DeclarationKind.CONFLICT in told,
        tells_funding=DeclarationKind.FUNDING in told,
        has_court=cohort.court_id is not None,
        asks_for_a_court=cohort.route.is_group_action,
        consents=cohort.individual_cases.filter(
            state=ConsentState.GIVEN, claim__in=cohort.claims().values("pk")
        ).count(),
    )


def missing_for_dossier(cohort: Cohort) -> list[str]:
    return missing_in(prepared(cohort))


def missing_in(held: Prepared) -> list[str]:
    """What keeps the dossier of a cohort from being made: one sentence each, none when it may."""
    fewest = figure("individual_cases_fewest")
    return missing_before_dossier(held, fewest_cases=fewest)


@dataclass(frozen=True)
class Row:
    """One claimant of a cohort, under their pseudonym."""

    pseudonym: str
    claims: tuple[Claim, ...]
    principal: Decimal


def rows_of(cohort: Cohort) -> list[Row]:
    """By claimant, in the order of their numbers: for counsel's eyes, or for the sums of others."""
    by_claimant: defaultdict[int, list[Claim]] = defaultdict(list)
    numbers: dict[int, int | None] = {}
    told = with_principal(cohort.claims()).select_related("sheet__case", "sheet__organisation")
    for claim in told:
        by_claimant[claim.sheet.organisation_id].append(claim)
        numbers[claim.sheet.organisation_id] = claim.number  # type: ignore[attr-defined]
    return [
        Row(pseudonym(numbers[key]), tuple(claims), _summed(claims))
        for key, claims in by_claimant.items()
    ]


def published_of(rows: list[Row]) -> Published:
    return published(row.principal for row in rows)


def tiles_of(rows: Iterable[Row], *, is_whole: bool) -> list[Tile]:
    """How many claims touch each product in each incident; a few are told to counsel alone."""
    claims = [claim for row in rows for claim in row.claims]
    names = products_of(claims, "name")
    counts = Counter(
        (name, claim.case.reference)
        for claim in claims
        for name in names[claim.pk] or {_("Produit non dit")}
    )
    return [
        Tile(name, incident, count if is_whole or count >= FEWEST_PUBLISHED else None)
        for (name, incident), count in sorted(counts.items())
    ]


def _summed(claims: list[Claim]) -> Decimal:
    cents = sum(claim.principal_cents for claim in claims)  # type: ignore[attr-defined]
    return (Decimal(cents) / CENTS).quantize(Decimal("0.01"))
