"""A small escaped SVG writer. One source is drawn by the browser and by WeasyPrint.

Every shape has a look: a class for the page, whose stylesheet knows both colour schemes, and
presentation attributes for print and the desk, which read no stylesheet of ours. A rule of a
stylesheet wins over a presentation attribute, so both may stand together.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

INK, GREY, PALE, PAPER = "#16181d", "#4a5568", "#c6ceda", "#ffffff"
BLUE, AMBER = "#163e75", "#8a4b00"
FONTS = "Atkinson Hyperlegible Next,system-ui,sans-serif"
SIZE, SMALL = 13.5, 12.8

type Value = str | float


class Look(Enum):
    """Class suffix, and what print draws. Two series never differ by colour alone."""

    LABEL = "label", {"fill": INK, "font-size": SIZE}
    STRONG = "strong", {"fill": INK, "font-size": SIZE, "font-weight": "bold"}
    MUTED = "muted", {"fill": GREY, "font-size": SMALL}
    GRID = "grid", {"stroke": PALE, "stroke-width": 1, "fill": "none"}
    AXIS = "axis", {"stroke": GREY, "stroke-width": 1.2, "fill": "none"}
    LEADER = "leader", {"stroke": GREY, "stroke-width": 0.8, "fill": "none"}
    BREAK = "break", {"stroke": GREY, "stroke-width": 1.4, "fill": "none"}
    PUBLISHER = "publisher", {"stroke": BLUE, "stroke-width": 2.6, "fill": "none"}
    OUTSIDE = (
        "outside",
        {"stroke": AMBER, "stroke-width": 2.6, "fill": "none", "stroke-dasharray": "7 4"},
    )
    REFERENCE = (
        "reference",
        {"stroke": INK, "stroke-width": 1.2, "fill": "none", "stroke-dasharray": "2 3"},
    )
    THRESHOLD = (
        "threshold",
        {"stroke": AMBER, "stroke-width": 1.4, "fill": "none", "stroke-dasharray": "9 3 2 3"},
    )
    BAND = "band", {"fill": "#d3deed", "stroke": BLUE, "stroke-width": 0.6}
    RANGE = "range", {"stroke": "#8fa3c0", "stroke-width": 4, "stroke-linecap": "round"}
    FRAME = "frame", {"stroke": AMBER, "stroke-width": 1.6, "fill": "none"}
    HATCH = "hatch", {"stroke": AMBER, "stroke-width": 1}
    FULL = "full", {"fill": BLUE, "stroke": BLUE, "stroke-width": 1.6}
    HOLLOW = "hollow", {"fill": PAPER, "stroke": BLUE, "stroke-width": 1.8}
    OTHER = "other", {"fill": PAPER, "stroke": AMBER, "stroke-width": 1.8}

    def __init__(self, suffix: str, printed: dict[str, Value]) -> None:
        self.suffix = suffix
        self.printed = printed


@dataclass(frozen=True, slots=True)
class Element:
    name: str
    attributes: dict[str, Value] = field(default_factory=dict)
    children: tuple["Element | str", ...] = ()

    def __str__(self) -> str:
        given = "".join(f' {name}="{written(value)}"' for name, value in self.attributes.items())
        if not self.children:
            return f"<{self.name}{given}/>"
        inside = "".join(
            escape(child) if isinstance(child, str) else str(child) for child in self.children
        )
        return f"<{self.name}{given}>{inside}</{self.name}>"


def written(value: Value) -> str:
    """Two decimals are a hundredth of a pixel: more would only make the page heavier."""
    if isinstance(value, str):
        return escape(value)
    return f"{value:.2f}".rstrip("0").rstrip(".")


def looking(look: Look) -> dict[str, Value]:
    return {"class": f"p-chart__{look.suffix}", **look.printed}


def text(x: float, y: float, words: str, look: Look, anchor: str = "start") -> Element:
    aligned: dict[str, Value] = {} if anchor == "start" else {"text-anchor": anchor}
    return Element("text", {"x": x, "y": y, **aligned, **looking(look)}, (words,))


def line(x1: float, y1: float, x2: float, y2: float, look: Look) -> Element:
    return Element("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, **looking(look)})


def path(points: Iterable[tuple[float, float]], look: Look) -> Element:
    return Element("path", {"d": _through(points), **looking(look)})


def polygon(points: Iterable[tuple[float, float]], look: Look) -> Element:
    return Element("path", {"d": _through(points) + "Z", **looking(look)})


def _through(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{written(x)} {written(y)}" for x, y in points)


def group(data: dict[str, Value], *children: Element) -> Element:
    """`data` is what a shape stands for, read back by whoever checks the drawing."""
    return Element("g", {f"data-{name}": value for name, value in data.items()}, children)


def drawing(
    key: str, title: str, description: str, size: tuple[float, float], *shapes: Element
) -> SafeString:
    """`key` is unique in its page: the names of title and description are made from it."""
    width, height = size
    attributes: dict[str, Value] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {written(width)} {written(height)}",
        "width": width,
        "height": height,
        "class": "p-chart__svg",
        "role": "img",
        "aria-labelledby": f"{key}-title {key}-desc",
        "font-family": FONTS,
    }
    named = (
        Element("title", {"id": f"{key}-title"}, (title,)),
        Element("desc", {"id": f"{key}-desc"}, (description,)),
    )
    return mark_safe(str(Element("svg", attributes, (*named, *shapes))))  # noqa: S308 escaped above
