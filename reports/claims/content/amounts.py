"""What was lost and what is asked, as it was worked out when the document was asked for."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.content import Answer

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Amount:
    label: str
    value: Decimal


@dataclass(frozen=True)
class Loss:
    number: int
    what: str
    dependency: str
    answers: tuple[Answer, ...]
    periods: tuple[str, ...]
    """« Technicien A, 9 janv. 2018, 9 h 00 à 12 h 30 »: the member keeps who that is."""
    amount: Decimal
    state: str
    exhibits: tuple[int, ...]


@dataclass(frozen=True)
class Head:
    label: str
    formula: str
    proof: str
    losses: tuple[Loss, ...]

    @property
    def total(self) -> Decimal:
        return sum((each.amount for each in self.losses), ZERO)


@dataclass(frozen=True)
class InterestPart:
    since: date
    until: date
    days: int
    percent: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Reckoned:
    heads: tuple[Head, ...]
    court: tuple[Head, ...]
    """Without amount: left to the court."""
    invoices: tuple[Head, ...]
    costs: tuple[Head, ...]
    by_state: tuple[Amount, ...]
    principal: Decimal
    cap: Decimal | None
    within_cap: Decimal
    worked_periods: int
    received_on: date | None
    counted_until: date | None
    interest: tuple[InterestPart, ...]
    stopped_on: date | None
    interest_total: Decimal
    costs_total: Decimal
    invoices_total: Decimal
    in_all: Decimal
    noted_cap: Decimal | None = None
    """What the sheet of losses says of it, where no contract states one or one states another."""

    @property
    def is_cap_of_a_contract(self) -> bool:
        return self.cap != self.noted_cap

    @property
    def losses(self) -> tuple[Loss, ...]:
        every = (*self.heads, *self.court, *self.invoices, *self.costs)
        return tuple(loss for head in every for loss in head.losses)

    @property
    def shown_losses(self) -> tuple[Loss, ...]:
        """Those with a piece."""
        return tuple(each for each in self.losses if each.exhibits)

    @property
    def with_interest(self) -> Decimal:
        return self.principal + self.interest_total
