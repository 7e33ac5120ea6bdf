"""What claims brought, by publisher: told only where no claimant could be made out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from cases.claims.losses import ZERO, hide_one_another
from cases.claims.models import Claim, Payment
from cases.claims.models.selection import with_principal
from cases.claims.rounding import PERCENT
from cases.claims.states import ClaimState
from cases.models import Publisher
from cases.states import CaseState

# Ended by money or by a refusal: a withdrawn claim asked the publisher for nothing more.
CLOSED = (ClaimState.PAID, ClaimState.REFUSED)


@dataclass(frozen=True)
class Recovery:
    """Of one publisher. Without a rate where it would tell of one claimant."""

    publisher: str
    organisations: int | None
    percent: int | None


@dataclass(frozen=True)
class Closed:
    publisher: str
    organisation: int
    claimed: Decimal
    paid: Decimal


def recoveries() -> list[Recovery]:
    """Of every publisher of a relayed case: that one is here does not tell that a claim is."""
    relayed = Publisher.objects.filter(cases__state=CaseState.RELAYED)
    by_publisher: dict[str, list[Closed]] = {
        name: [] for name in relayed.values_list("name", flat=True)
    }
    for each in _closed():
        by_publisher.setdefault(each.publisher, []).append(each)
    return [_recovery(name, held) for name, held in sorted(by_publisher.items())]


def _closed() -> Iterable[Closed]:
    paid: Mapping[object, Decimal] = dict(
        Payment.objects.filter(claim__state__in=CLOSED)
        .order_by()
        .values_list("claim")
        .annotate(total=Sum("amount"))
    )
    claims: Any = with_principal(Claim.objects.filter(state__in=CLOSED))
    for claim in claims.select_related("sheet__case__publisher"):
        yield Closed(
            claim.sheet.case.publisher.name,
            claim.sheet.organisation_id,
            Decimal(claim.principal_cents) / 100,
            paid.get(claim.pk, ZERO),
        )


def _recovery(publisher: str, closed: list[Closed]) -> Recovery:
    claimed = _by_organisation((each.organisation, each.claimed) for each in closed)
    paid = _by_organisation((each.organisation, each.paid) for each in closed)
    total = sum(claimed.values(), ZERO)
    if not total or not all(hide_one_another(each.values()) for each in (claimed, paid)):
        return Recovery(publisher, None, None)
    rate = sum(paid.values(), ZERO) / total * PERCENT
    return Recovery(publisher, len(claimed), int(rate.to_integral_value()))


def _by_organisation(amounts: Iterable[tuple[int, Decimal]]) -> dict[int, Decimal]:
    held: dict[int, Decimal] = {}
    for organisation, amount in amounts:
        held[organisation] = held.get(organisation, ZERO) + amount
    return held
