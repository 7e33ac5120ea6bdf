"""Who belongs to a cohort: predicates over claims, kept as data, tried here on one claim.

`models/selection.py` asks the same of the database; a test holds the two together. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Facts:
    """What the predicates know of a claim."""

    products: frozenset[str]
    occurred_on: date
    state: str
    losses: tuple[tuple[str, Decimal], ...]
    """Head and amount of each line that counts in the principal."""


@dataclass(frozen=True)
class Criteria:
    """All have to be met; one that is left empty asks nothing."""

    products: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    states: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    minimum: Decimal | None = None

    @property
    def asks_for_losses(self) -> bool:
        return bool(self.heads) or self.minimum is not None


def meets(facts: Facts, criteria: Criteria) -> bool:
    return (
        _concerns_a_product(facts, criteria)
        and _occurred_within(facts, criteria)
        and (not criteria.states or facts.state in criteria.states)
        and _lost_enough(facts, criteria)
    )


def _concerns_a_product(facts: Facts, criteria: Criteria) -> bool:
    return not criteria.products or bool(criteria.products & facts.products)


def _occurred_within(facts: Facts, criteria: Criteria) -> bool:
    begun = criteria.since is None or criteria.since <= facts.occurred_on
    return begun and (criteria.until is None or facts.occurred_on <= criteria.until)


def _lost_enough(facts: Facts, criteria: Criteria) -> bool:
    """Of the heads that are named, or of all."""
    if not criteria.asks_for_losses:
        return True
    lost = [amount for head, amount in facts.losses if not criteria.heads or head in criteria.heads]
    return bool(lost) and sum(lost, Decimal(0)) >= (criteria.minimum or Decimal(0))


def as_data(criteria: Criteria) -> dict[str, Any]:
    """As a row keeps it: the same criteria always read the same."""
    return {
        "products": sorted(criteria.products),
        "since": criteria.since.isoformat() if criteria.since else None,
        "until": criteria.until.isoformat() if criteria.until else None,
        "states": sorted(criteria.states),
        "heads": sorted(criteria.heads),
        "minimum": str(criteria.minimum) if criteria.minimum is not None else None,
    }


def from_data(kept: Mapping[str, Any]) -> Criteria:
    return Criteria(
        products=frozenset(kept.get("products") or ()),
        since=_day(kept.get("since")),
        until=_day(kept.get("until")),
        states=frozenset(kept.get("states") or ()),
        heads=frozenset(kept.get("heads") or ()),
        minimum=Decimal(kept["minimum"]) if kept.get("minimum") is not None else None,
    )


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
