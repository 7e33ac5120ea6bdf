"""Interest by semester, and the penalties of a late invoice. Pure.

A rate is never supposed: where none is known the count stops, and says on which day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from cases.claims.errors import UnknownSemester
from cases.claims.rounding import PERCENT, to_cent

type Rates = Mapping[date, Decimal]
"""Percent a year, by the first day of each semester."""

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Part:
    """Within one semester, both days included."""

    since: date
    until: date
    percent: Decimal
    amount: Decimal

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1


@dataclass(frozen=True)
class Interest:
    parts: tuple[Part, ...]
    stopped_on: date | None
    """The last day that could be counted, if it is not the one that was asked for."""

    @property
    def amount(self) -> Decimal:
        return sum((part.amount for part in self.parts), Decimal("0.00"))

    @property
    def days(self) -> int:
        return sum(part.days for part in self.parts)


def semester_of(day: date) -> date:
    """Its first day."""
    return date(day.year, 1 if day.month <= 6 else 7, 1)


def semester_after(first_day: date) -> date:
    if first_day.month == 1:
        return date(first_day.year, 7, 1)
    return date(first_day.year + 1, 1, 1)


def semester_in_words(first_day: date) -> str:
    half = _("premier semestre") if first_day.month == 1 else _("second semestre")
    return f"{half} {first_day.year}"


def rate_of(rates: Rates, day: date) -> Decimal:
    """Raises `UnknownSemester`."""
    semester = semester_of(day)
    if semester not in rates:
        said = _("Le taux du %(semester)s n’est pas connu : rien ne se compte au-delà.")
        raise UnknownSemester(said % {"semester": semester_in_words(semester)})
    return rates[semester]


def interest(
    principal: Decimal, rates: Rates, *, received_on: date, until: date, day_base: Decimal
) -> Interest:
    """From the day after the notice was received; each semester rounded by itself."""
    parts: list[Part] = []
    day = received_on + ONE_DAY
    while day <= until:
        try:
            percent = rate_of(rates, day)
        except UnknownSemester:
            return Interest(tuple(parts), stopped_on=day - ONE_DAY)
        last = min(until, semester_after(semester_of(day)) - ONE_DAY)
        yearly = principal * percent / PERCENT
        amount = to_cent(yearly * ((last - day).days + 1) / day_base)
        parts.append(Part(day, last, percent, amount))
        day = last + ONE_DAY
    return Interest(tuple(parts), stopped_on=None)


@dataclass(frozen=True)
class LateTerms:
    """What a late invoice costs, where its contract says nothing."""

    central_bank: Rates
    companies: Rates
    margin: Decimal
    floor_multiple: Decimal
    fixed_sum: Decimal
    day_base: Decimal

    def rates(self, agreed: Decimal | None) -> Rates:
        """Of each semester whose floor is known: the agreed rate or the silent contract's, never
        under the floor. A semester of which one part is not known is not there."""
        silent = {day: percent + self.margin for day, percent in self.central_bank.items()}
        asked = silent if agreed is None else dict.fromkeys(self.companies, agreed)
        floor = {day: percent * self.floor_multiple for day, percent in self.companies.items()}
        return {day: max(asked[day], floor[day]) for day in asked.keys() & floor.keys()}


def late_penalties(
    amount: Decimal, terms: LateTerms, *, due_on: date, paid_on: date, agreed: Decimal | None = None
) -> Interest:
    return interest(
        amount,
        terms.rates(agreed),
        received_on=due_on,
        until=paid_on,
        day_base=terms.day_base,
    )
