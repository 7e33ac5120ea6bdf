"""What the two charts with axes share: the frame, a count upwards, a broken time to the right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from cases.charts import svg, text
from cases.charts.axes import LinearScale, Stretch, TimeScale, broken_scale, hour_ticks
from cases.charts.svg import Element, Look
from members import typography

WIDTH, HEIGHT = 344.0, 268.0
TOP, FOOT = 44.0, 216.0
RIGHT = 336.0
GAP = 18.0
CHARACTER = 7.2


@dataclass(frozen=True, slots=True)
class Plane:
    times: TimeScale
    counts: LinearScale
    left: float
    zone: ZoneInfo


def plane(
    instants: Iterable[datetime],
    ticks: list[float],
    largest: float,
    zone: ZoneInfo,
    margin: float,
) -> Plane:
    left = max(len(written(tick)) for tick in ticks) * CHARACTER + 10
    times = broken_scale(instants, left, RIGHT, gap=GAP, margin=margin)
    return Plane(times, LinearScale(largest, FOOT, TOP), left, zone)


def written(tick: float) -> str:
    return text.number(Decimal(f"{tick:.10g}"))


def frame(on: Plane, ticks: list[float], unit: str) -> Iterator[Element]:
    yield svg.text(0, 16, unit, Look.MUTED)
    for tick in ticks:
        y = on.counts.place(tick)
        if tick:
            yield svg.line(on.left, y, RIGHT, y, Look.GRID)
        yield svg.text(on.left - 7, y + 4.5, written(tick), Look.MUTED, "end")
    told = ""
    for stretch in on.times.stretches:
        yield from _foot(on, stretch, told)
        told = text.day(stretch.end, on.zone)
    for before, after in on.times.breaks:
        yield from _break(before, after)


def _foot(on: Plane, stretch: Stretch, told: str) -> Iterator[Element]:
    """Hours below the line, and the day where it is not the one just told."""
    low, high = _edges(on, stretch)
    yield svg.line(low, FOOT, high, FOOT, Look.AXIS)
    taken = 0.0
    for at in hour_ticks(stretch, on.zone, apart=34) or [stretch.start]:
        x = stretch.place(at)
        yield svg.line(x, FOOT, x, FOOT + 5, Look.AXIS)
        yield svg.text(x, FOOT + 19, _hour(at, on.zone), Look.MUTED, "middle")
        day = text.day(at, on.zone)
        if day != told and x >= taken:
            yield svg.text(max(x - 12, 0), FOOT + 37, day, Look.LABEL)
            told, taken = day, x + len(day) * CHARACTER


def _edges(on: Plane, stretch: Stretch) -> tuple[float, float]:
    margin = on.times.stretches[0].low - on.left
    return stretch.low - margin, stretch.high + margin


def _hour(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    if local.minute or typography.is_english():
        return typography.clock(local)
    return f"{local.hour}\u00a0h"


def _break(before: Stretch, after: Stretch) -> Iterator[Element]:
    x = (before.high + after.low) / 2
    for shift in (-3, 3):
        yield svg.line(x + shift - 3, FOOT + 6, x + shift + 3, FOOT - 6, Look.BREAK)
