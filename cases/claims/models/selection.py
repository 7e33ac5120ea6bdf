"""The predicates of a cohort, asked of the database: the same as `predicates.meets`."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from django.db import models
from django.db.models import BigIntegerField, Exists, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, Coalesce, Round

from cases.claims.models.claim import Claim
from cases.claims.models.line import LossLine
from cases.claims.models.opt_in import OptIn
from cases.claims.predicates import Criteria, Facts
from cases.claims.vocabulary import Bucket
from cases.models import Observation
from cases.states import ObservationState

CENTS = Decimal(100)


def claims_that_meet(criteria: Criteria, among: QuerySet[Claim]) -> QuerySet[Claim]:
    met = among
    if criteria.products:
        met = met.filter(_concerns_a_product(criteria.products))
    if criteria.since:
        met = met.filter(sheet__case__occurred_on__gte=criteria.since)
    if criteria.until:
        met = met.filter(sheet__case__occurred_on__lte=criteria.until)
    if criteria.states:
        met = met.filter(state__in=criteria.states)
    if criteria.asks_for_losses:
        least = _in_cents(criteria.minimum or Decimal(0))
        met = met.annotate(lost_cents=_lost_cents(criteria.heads)).filter(lost_cents__gte=least)
    return met


def with_principal(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """With `principal_cents`: what counts in the principal of each, in one query."""
    none = models.Value(0, output_field=BigIntegerField())
    return claims.annotate(principal_cents=Coalesce(_lost_cents(frozenset()), none))


def facts_of(claim: Claim) -> Facts:
    """The same of one claim, as the pure predicates take it."""
    sheet = claim.sheet
    counted = _counted().filter(sheet=sheet)
    return Facts(
        products=frozenset(products_of([claim], "key")[claim.pk]),
        occurred_on=sheet.case.occurred_on,
        state=claim.state,
        losses=tuple(counted.order_by("pk").values_list("head__code", "amount")),
    )


def products_of(claims: Collection[Claim], field: str) -> dict[UUID, set[str]]:
    """This field of the products of each claim: none for who neither observed nor named one."""
    told: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    same = {
        "case__in": {each.sheet.case_id for each in claims},
        "organisation__in": {each.sheet.organisation_id for each in claims},
    }
    joined = OptIn.objects.exclude(product=None)
    for rows in (_observed().filter(**same), joined.filter(**same)):
        for case, organisation, said in rows.order_by().values_list(
            "case", "organisation", f"product__{field}"
        ):
            told[case, organisation].add(said)
    return {each.pk: told[each.sheet.case_id, each.sheet.organisation_id] for each in claims}


def _concerns_a_product(keys: frozenset[str]) -> models.Q:
    """As the claimant's organisation observed it on this case, or as it said in joining."""
    same = {
        "case": OuterRef("sheet__case"),
        "organisation": OuterRef("sheet__organisation"),
        "product__key__in": sorted(keys),
    }
    return Exists(_observed().filter(**same)) | Exists(OptIn.objects.filter(**same))


def _observed() -> QuerySet[Observation]:
    return Observation.objects.filter(state=ObservationState.RECEIVED)


def _counted() -> QuerySet[LossLine]:
    return LossLine.objects.counted().filter(head__bucket=Bucket.PRINCIPAL)


def _lost_cents(heads: frozenset[str]) -> Subquery:
    """In whole cents: SQLite adds decimals as floating numbers."""
    lines = _counted().filter(sheet=OuterRef("sheet"))
    if heads:
        lines = lines.filter(head__code__in=sorted(heads))
    cents = Sum(Cast(Round(F("amount") * 100), BigIntegerField()))
    summed = lines.order_by().values("sheet").annotate(cents=cents).values("cents")
    return Subquery(summed, output_field=BigIntegerField())


def _in_cents(amount: Decimal) -> int:
    return int(amount * CENTS)
