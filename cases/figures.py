"""Exact figures. No float takes part, so that a half is rounded up wherever it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from math import floor
from zoneinfo import ZoneInfo

UNKNOWN = "non renseigné"
Z_95 = Decimal("1.959964")
LARGEST_DENOMINATOR = 10
FEWEST_FOR_A_PERCENTAGE = 10


def median(values: Iterable[int | Fraction]) -> Fraction:
    ordered = sorted(values)
    lower, upper = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return Fraction(lower + upper) / 2


def lower_median(values: Sequence[int]) -> int:
    return sorted(values)[(len(values) - 1) // 2]


def quartile[Value: (Fraction, timedelta)](ordered: Sequence[Value], quarters: int) -> Value:
    """Between the two values that stand nearest to that part of the way from first to last."""
    before, rest = divmod((len(ordered) - 1) * quarters, 4)
    after = min(before + 1, len(ordered) - 1)
    return ordered[before] + (ordered[after] - ordered[before]) * rest / 4


def half_up(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))


def dated(instant: datetime, zone: ZoneInfo) -> str:
    """As in the article's table: « 09/01/2018 à 9h10 »."""
    local = instant.astimezone(zone)
    return f"{local:%d/%m/%Y} à {local.hour}h{local.minute:02}"


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many of those who answered, as the article writes it: « 2 sur 3 »."""

    positive: int
    answered: int

    @property
    def label(self) -> str:
        if self.answered == 0:
            return UNKNOWN
        if self.positive == 0:
            return "nulle"
        if self.positive == self.answered:
            return "totale"
        return self._part_label()

    def _part_label(self) -> str:
        part = Fraction(self.positive, self.answered)
        if part.denominator <= LARGEST_DENOMINATOR:
            return f"{part.numerator} sur {part.denominator}"
        return f"{min(99, max(1, half_up(part * 100)))} %"

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """Wilson's 95 % interval, to 3 decimals; nothing can be said when nobody answered."""
        if self.answered == 0:
            return None
        with localcontext(Context(prec=40)):
            k, n = Decimal(self.positive), Decimal(self.answered)
            middle = k + Z_95**2 / 2
            spread = Z_95 * (k * (n - k) / n + Z_95**2 / 4).sqrt()
            lower, upper = (middle - spread) / (n + Z_95**2), (middle + spread) / (n + Z_95**2)
            # Of none, rounding leaves a speck below 0, which would print as -0.
            return _thousandths(max(lower, Decimal(0))), _thousandths(upper)


def _thousandths(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.001"), ROUND_HALF_UP)
