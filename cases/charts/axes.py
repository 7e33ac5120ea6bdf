"""Scales: a value to a place in the drawing and back, so that a drawing can be read again.

A time scale may be broken. Between its stretches the axis is cut and says by how much; inside all
of them one length means one duration.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from itertools import pairwise
from math import ceil, floor, log10

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WORTH_A_BREAK = timedelta(hours=6)
HOURS_BETWEEN_TICKS = (1, 2, 3, 4, 6, 12, 24)


@dataclass(frozen=True, slots=True)
class LinearScale:
    """Zero stands at `zero`, the largest value at `top`."""

    largest: float
    zero: float
    top: float

    def place(self, value: float) -> float:
        return self.zero + (self.top - self.zero) * value / self.largest

    def value(self, place: float) -> float:
        return (place - self.zero) * self.largest / (self.top - self.zero)


@dataclass(frozen=True, slots=True)
class Stretch:
    start: datetime
    end: datetime
    low: float
    per_hour: float

    @property
    def high(self) -> float:
        return self.place(self.end)

    def place(self, at: datetime) -> float:
        return self.low + (at - self.start) / HOUR * self.per_hour

    def instant(self, place: float) -> datetime:
        if self.per_hour == 0:
            return self.start
        return self.start + HOUR * ((place - self.low) / self.per_hour)


@dataclass(frozen=True, slots=True)
class TimeScale:
    stretches: tuple[Stretch, ...]

    def place(self, at: datetime) -> float:
        return self._holding(at).place(at)

    def instant(self, place: float) -> datetime:
        lows = [stretch.low for stretch in self.stretches]
        return self.stretches[max(0, bisect_right(lows, place + 1e-9) - 1)].instant(place)

    def _holding(self, at: datetime) -> Stretch:
        starts = [stretch.start for stretch in self.stretches]
        return self.stretches[max(0, bisect_right(starts, at) - 1)]

    @property
    def breaks(self) -> Iterator[tuple[Stretch, Stretch]]:
        yield from pairwise(self.stretches)


def spans(instants: Iterable[datetime], most_breaks: int) -> list[tuple[datetime, datetime]]:
    """Cut where nothing happens for hours: the longest silences first, so many and no more."""
    ordered = sorted(set(instants))
    gaps = [(after - before, index) for index, (before, after) in enumerate(_pairs(ordered), 1)]
    longest = sorted((gap for gap in gaps if gap[0] >= WORTH_A_BREAK), reverse=True)
    cuts = [0, *sorted(index for _, index in longest[:most_breaks]), len(ordered)]
    return [(ordered[low], ordered[high - 1]) for low, high in _pairs(cuts)]


def _pairs[T](values: Sequence[T]) -> list[tuple[T, T]]:
    return list(pairwise(values))


def per_hour(stretches: Sequence[tuple[datetime, datetime]], room: float, most: float) -> float:
    """One scale for all stretches, so that they fill the room together."""
    hours = sum(((end - start) / HOUR for start, end in stretches), start=0.0)
    return min(most, room / hours) if hours else 0.0


def broken_scale(
    instants: Iterable[datetime], low: float, high: float, *, gap: float, margin: float
) -> TimeScale:
    """Along one line: `margin` before and after what happens in each stretch, `gap` between two."""
    found = spans(instants, most_breaks=2)
    room = high - low - gap * (len(found) - 1) - 2 * margin * len(found)
    scale = per_hour(found, room, most=room)
    stretches, place = [], low
    for start, end in found:
        stretch = Stretch(start, end, place + margin, scale)
        stretches.append(stretch)
        place = stretch.high + margin + gap
    return TimeScale(tuple(stretches))


def hour_ticks(stretch: Stretch, zone: tzinfo, apart: float) -> list[datetime]:
    """Full local hours, at least `apart` from each other; midnights when hours are too close."""
    for step in HOURS_BETWEEN_TICKS:
        if stretch.per_hour * step >= apart:
            return [at for at in _full_hours(stretch, zone) if _local_hours(at, zone) % step == 0]
    days = ceil(apart / (24 * stretch.per_hour)) if stretch.per_hour else 1
    return list(_midnights(stretch, zone, days))


def _full_hours(stretch: Stretch, zone: tzinfo) -> Iterator[datetime]:
    local = stretch.start.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    at = local.astimezone(UTC)
    while at <= stretch.end:
        if at >= stretch.start:
            yield at
        at += HOUR


def _local_hours(at: datetime, zone: tzinfo) -> int:
    return at.astimezone(zone).hour


def _midnights(stretch: Stretch, zone: tzinfo, days: int) -> Iterator[datetime]:
    first = stretch.start.astimezone(zone).date()
    for number in range(0, (stretch.end - stretch.start) // DAY + 2, days):
        at = datetime.combine(first + number * DAY, time(), zone).astimezone(UTC)
        if stretch.start <= at <= stretch.end:
            yield at


def round_ticks(largest: float, most: int) -> list[float]:
    """0, 2, 4… in steps of 1, 2 or 5 times a power of ten; the last is not below the largest."""
    rough = max(largest, 1e-9) / most
    power = 10.0 ** floor(log10(rough))
    step = next(each * power for each in (1, 2, 5, 10) if each * power >= rough * (1 - 1e-9))
    return [index * step for index in range(ceil(largest / step - 1e-9) + 1)]
