"""Shapes that can be told apart in black and white: by outline first, filled or hollow second."""

from collections.abc import Callable, Iterator
from math import sqrt

from cases.charts import svg
from cases.charts.svg import Element, Look
from cases.timeline import MomentKind

RADIUS = 4.6
HATCHES_APART = 5


def circle(x: float, y: float, look: Look) -> Element:
    return Element("circle", {"cx": x, "cy": y, "r": RADIUS, **svg.looking(look)})


def square(x: float, y: float, look: Look) -> Element:
    half = RADIUS * 0.9
    place: dict[str, svg.Value] = {"x": x - half, "y": y - half}
    return Element("rect", {**place, "width": 2 * half, "height": 2 * half, **svg.looking(look)})


def diamond(x: float, y: float, look: Look) -> Element:
    reach = RADIUS * 1.25
    return svg.polygon([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)], look)


def up(x: float, y: float, look: Look) -> Element:
    return _triangle(x, y, look, RADIUS)


def down(x: float, y: float, look: Look) -> Element:
    return _triangle(x, y, look, -RADIUS)


def _triangle(x: float, y: float, look: Look, reach: float) -> Element:
    wide = abs(reach) * sqrt(3) / 1.5
    return svg.polygon(
        [(x, y - reach * 1.2), (x + wide, y + reach * 0.8), (x - wide, y + reach * 0.8)], look
    )


type Shape = Callable[[float, float, Look], Element]

OF_KIND: dict[MomentKind, tuple[Shape, Look]] = {
    MomentKind.FIRST_CALL: (circle, Look.HOLLOW),
    MomentKind.BLOCKED: (square, Look.FULL),
    MomentKind.RESTORED: (circle, Look.FULL),
    MomentKind.NOTICE_OPEN: (up, Look.FULL),
    MomentKind.NOTICE_UPDATE: (diamond, Look.FULL),
    MomentKind.NOTICE_END: (down, Look.FULL),
    MomentKind.REPORTED: (up, Look.HOLLOW),
    MomentKind.VERIFIED: (diamond, Look.HOLLOW),
    MomentKind.DECIDED: (diamond, Look.FULL),
    MomentKind.RELAYED: (circle, Look.FULL),
    MomentKind.DISMISSED: (down, Look.HOLLOW),
}


def of_kind(kind: MomentKind, x: float, y: float) -> Element:
    shape, look = OF_KIND[kind]
    return shape(x, y, look)


def hatched(x: float, y: float, width: float, height: float) -> Iterator[Element]:
    """A column of slanting lines: it stays a hatch where a colour would become a grey."""
    frame: dict[str, svg.Value] = {"x": x, "y": y, "width": width, "height": height}
    yield Element("rect", {**frame, **svg.looking(Look.FRAME)})
    place = y
    while place + width <= y + height:
        yield svg.line(x, place + width, x + width, place, Look.HATCH)
        place += HATCHES_APART
