"""What a loss amounts to, head by head. Pure: decimals, each line rounded to the cent, then summed.

How each head is worked out is told by its row (`LossHead.formula`), which names a formula here.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from statistics import median

from django.utils.translation import gettext as _

from cases.claims.errors import LossRefused, UnknownSemester
from cases.claims.interest import (
    ONE_DAY,
    Interest,
    LateTerms,
    late_penalties,
    semester_in_words,
    semester_of,
)
from cases.claims.rounding import PERCENT, to_cent
from cases.claims.vocabulary import Bucket
from members.typography import day

ZERO = Decimal("0.00")
MINUTES = Decimal(60)
# Fewer could be told apart by who knows one of them.
FEWEST_PUBLISHED = 5
LARGEST_SHARE = Decimal("0.6")


class Kind(StrEnum):
    """What an answer must be."""

    MONEY = "money"
    NUMBER = "number"
    COUNT = "count"
    PERCENT = "percent"
    CHANCE = "chance"
    DAY = "day"
    WORKED = "worked"


@dataclass(frozen=True)
class Input:
    name: str
    kind: Kind
    is_required: bool = True


@dataclass(frozen=True)
class Rules:
    """What is the same for all lines of a sheet."""

    recovers_vat: bool
    late: LateTerms
    overtime_first_hours: Decimal
    overtime_first_factor: Decimal
    overtime_next_factor: Decimal


@dataclass(frozen=True)
class Given:
    """What was answered for one line."""

    values: Mapping[str, Decimal] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    weekly_hours: tuple[Decimal, ...] = ()
    """Hours worked, one number for each person and week."""

    def number(self, name: str) -> Decimal:
        return self.values[name]

    def share(self, name: str) -> Decimal:
        return self.values[name] / PERCENT

    def has(self, *names: str) -> bool:
        return all(name in self.values for name in names)

    @property
    def hours(self) -> Decimal:
        return sum(self.weekly_hours, Decimal(0))


@dataclass(frozen=True)
class Formula:
    inputs: tuple[Input, ...]
    amount: Callable[[Given, Rules], Decimal]


def loaded_hourly(annual_gross: Decimal, charges: Decimal, productive_hours: Decimal) -> Decimal:
    """What an hour of work costs; `charges` in percent of the gross."""
    return to_cent(annual_gross * (1 + charges / PERCENT) / productive_hours)


def excess_hours(observed: Decimal, usual: Decimal, minutes: Decimal) -> Decimal:
    """By the calls that came beyond those of an ordinary day."""
    return max(observed - usual, Decimal(0)) * minutes / MINUTES


def availability(period: Decimal, down: Decimal) -> Decimal:
    """In percent of a period, both in minutes."""
    return (period - down) / period * PERCENT


def _nothing(given: Given, rules: Rules) -> Decimal:
    return ZERO


def _amount(given: Given, rules: Rules) -> Decimal:
    return given.number("amount")


def _taxed_amount(given: Given, rules: Rules) -> Decimal:
    return _with_tax(given.number("amount"), given, rules)


def _with_tax(amount: Decimal, given: Given, rules: Rules) -> Decimal:
    """Without tax for who recovers it."""
    if rules.recovers_vat or not given.has("vat"):
        return amount
    return amount * (1 + given.share("vat"))


def _hours_at_cost(given: Given, rules: Rules) -> Decimal:
    """The lower of what was noted and of what the calls explain."""
    hours = given.hours
    if given.has("calls", "usual_calls", "minutes"):
        by_calls = (given.number(name) for name in ("calls", "usual_calls", "minutes"))
        hours = min(hours, excess_hours(*by_calls))
    return hours * given.number("hourly_cost")


def _overtime(given: Given, rules: Rules) -> Decimal:
    first = sum(
        (min(hours, rules.overtime_first_hours) for hours in given.weekly_hours), Decimal(0)
    )
    counted = first * rules.overtime_first_factor
    counted += (given.hours - first) * rules.overtime_next_factor
    return counted * given.number("gross_hourly") * (1 + given.share("charges"))


def _lost_days(given: Given, rules: Rules) -> Decimal:
    return given.number("days") * given.number("day_rate") * given.share("margin")


def _lost_sale(given: Given, rules: Rules) -> Decimal:
    return given.number("price") * given.share("margin") * given.share("chance")


def _lost_customer(given: Given, rules: Rules) -> Decimal:
    monthly = given.number("monthly_price") * given.share("margin")
    return monthly * given.number("months") * given.share("attribution") * given.share("chance")


def _prorata(given: Given, rules: Rules) -> Decimal:
    """Rounded for each subscriber, as each could ask for it alone."""
    down, period = given.number("down"), given.number("period")
    if down > period:
        raise LossRefused(_("L’arrêt ne peut pas durer plus que la période facturée."))
    each = to_cent(_with_tax(given.number("fee"), given, rules) * down / period)
    return each * given.number("subscribers")


def _service_credit(given: Given, rules: Rules) -> Decimal:
    return to_cent(given.number("fee") * given.share("credit")) * given.number("subscribers")


def _late_invoice(given: Given, rules: Rules) -> Decimal:
    """Penalties and the fixed sum: of this invoice, and of nothing else."""
    due_on, paid_on = given.days["due_on"], given.days["paid_on"]
    if paid_on <= due_on:
        raise LossRefused(_("Cette facture a été payée à temps : rien n’est dû."))
    agreed = given.values.get("agreed")
    penalties = late_penalties(
        given.number("amount"), rules.late, due_on=due_on, paid_on=paid_on, agreed=agreed
    )
    if penalties.stopped_on:
        raise UnknownSemester(_why_not_counted(penalties, penalties.stopped_on))
    return penalties.amount + rules.late.fixed_sum


def _why_not_counted(penalties: Interest, stopped_on: date) -> str:
    """To a day that may be counted to; none, where the very first is not known."""
    if not penalties.parts:
        semester = semester_in_words(semester_of(stopped_on + ONE_DAY))
        said = _(
            "Sans taux prévu au contrat, rien ne se compte à partir du %(semester)s : le taux "
            "légal qui s’applique alors n’est pas connu ici."
        )
        return said % {"semester": semester}
    said = _("Les taux ne sont connus que jusqu’au %(day)s : comptez jusqu’à ce jour au plus.")
    return said % {"day": day(stopped_on)}


WORKED = Input("worked", Kind.WORKED)
AMOUNT = Input("amount", Kind.MONEY)
MARGIN = Input("margin", Kind.PERCENT)
CHANCE = Input("chance", Kind.CHANCE)
VAT = Input("vat", Kind.PERCENT, is_required=False)
FEE = Input("fee", Kind.MONEY)
SUBSCRIBERS = Input("subscribers", Kind.COUNT)

FORMULAS: dict[str, Formula] = {
    "none": Formula((), _nothing),
    "amount": Formula((AMOUNT,), _amount),
    "taxed_amount": Formula((AMOUNT, VAT), _taxed_amount),
    "hours_at_cost": Formula(
        (
            WORKED,
            Input("hourly_cost", Kind.MONEY),
            Input("calls", Kind.NUMBER, is_required=False),
            Input("usual_calls", Kind.NUMBER, is_required=False),
            Input("minutes", Kind.NUMBER, is_required=False),
        ),
        _hours_at_cost,
    ),
    "overtime": Formula(
        (WORKED, Input("gross_hourly", Kind.MONEY), Input("charges", Kind.PERCENT)), _overtime
    ),
    "lost_days": Formula(
        (Input("days", Kind.NUMBER), Input("day_rate", Kind.MONEY), MARGIN), _lost_days
    ),
    "lost_sale": Formula((Input("price", Kind.MONEY), MARGIN, CHANCE), _lost_sale),
    "lost_customer": Formula(
        (
            Input("monthly_price", Kind.MONEY),
            MARGIN,
            Input("months", Kind.NUMBER),
            Input("attribution", Kind.PERCENT),
            CHANCE,
        ),
        _lost_customer,
    ),
    "prorata": Formula(
        (FEE, VAT, Input("down", Kind.NUMBER), Input("period", Kind.NUMBER), SUBSCRIBERS), _prorata
    ),
    "service_credit": Formula((FEE, Input("credit", Kind.PERCENT), SUBSCRIBERS), _service_credit),
    "late_invoice": Formula(
        (
            AMOUNT,
            Input("due_on", Kind.DAY),
            Input("paid_on", Kind.DAY),
            Input("agreed", Kind.PERCENT, is_required=False),
        ),
        _late_invoice,
    ),
}


def amount_of(formula: str, given: Given, rules: Rules) -> Decimal:
    """One line, to the cent. Raises `LossRefused` for what cannot be, `UnknownSemester`."""
    return to_cent(FORMULAS[formula].amount(given, rules))


@dataclass(frozen=True)
class Counted:
    """What the totals know of a line."""

    bucket: Bucket
    state: str
    amount: Decimal


@dataclass(frozen=True)
class Totals:
    """Each bucket apart; the principal by state too."""

    lines: tuple[Counted, ...]
    cap: Decimal | None = None

    def of(self, bucket: Bucket) -> Decimal:
        return sum((line.amount for line in self.lines if line.bucket == bucket), ZERO)

    @property
    def principal(self) -> Decimal:
        return self.of(Bucket.PRINCIPAL)

    @property
    def within_cap(self) -> Decimal:
        """What the contract would leave of it, if its cap holds."""
        return self.principal if self.cap is None else min(self.principal, self.cap)

    def of_state(self, state: str) -> Decimal:
        counted = (line for line in self.lines if line.bucket == Bucket.PRINCIPAL)
        return sum((line.amount for line in counted if line.state == state), ZERO)


@dataclass(frozen=True)
class Spread:
    """Of what several claimants lost."""

    count: int
    total: Decimal
    mean: Decimal
    median: Decimal


def spread_of(amounts: Iterable[Decimal]) -> Spread:
    held = sorted(amounts)
    total = sum(held, ZERO)
    return Spread(len(held), total, to_cent(total / len(held)), to_cent(median(held)))


def published_spread(amounts: Iterable[Decimal]) -> Spread | None:
    """Nothing, where one claimant could be made out: too few, or one who weighs too much."""
    held = list(amounts)
    return spread_of(held) if hide_one_another(held) else None


def hide_one_another(amounts: Collection[Decimal]) -> bool:
    """Those of enough claimants, of whom none weighs more than the largest share."""
    if len(amounts) < FEWEST_PUBLISHED:
        return False
    return max(amounts) <= LARGEST_SHARE * sum(amounts, ZERO)
