"""Contrast of the desk's palette, by the formula of WCAG 2.2, in both schemes of django-unfold."""

import math
import re
from itertools import product
from pathlib import Path

import pytest
from unfold.settings import CONFIG_DEFAULTS

from promesse.look import BLUE, GREYS

FONT = {
    name: re.sub(r"var\(--color-base-(\d+)\)", r"base-\1", colour)
    for name, colour in CONFIG_DEFAULTS["COLORS"]["font"].items()
}
WORDS = {
    scheme: [colour for name, colour in FONT.items() if name.endswith(f"-{scheme}")]
    for scheme in ("light", "dark")
}
GROUNDS = {"light": ["white", "base-50", "base-100"], "dark": ["base-900", "base-800"]}
LINK = {"light": "primary-600", "dark": "primary-500"}
PAIRS = {
    scheme: [
        *product([*WORDS[scheme], LINK[scheme]], GROUNDS[scheme]),
        # A button keeps its colours in both schemes.
        ("white", "primary-600"),
    ]
    for scheme in ("light", "dark")
}
# The edge of a control, as static/promesse/desk.css draws it.
DESK = (Path(__file__).parents[2] / "static/promesse/desk.css").read_text()
EDGES = re.findall(
    r"\n(\.dark )?#main :is\(input, .*?var\(--color-(base-\d+)\) !important", DESK, re.S
)
EDGE = {"dark" if dark else "light": colour for dark, colour in EDGES}
# It, the ring of a control in focus, and the edge of the stage that is under way.
SHAPES = {
    scheme: list(product([LINK[scheme], EDGE[scheme]], GROUNDS[scheme]))
    for scheme in ("light", "dark")
}


def luminance(colour: str) -> float:
    """Of a colour in the palette, by way of OKLab (CSS Color 4, 9.2) to linear sRGB."""
    if colour == "white":
        return 1.0
    name, _, weight = colour.partition("-")
    lightness, chroma, hue = parts({"base": GREYS, "primary": BLUE}[name][weight])
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(max(channel, 0.0), 1.0) for channel in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def parts(written: str) -> tuple[float, float, float]:
    """« oklch(97.8% .007 258) »"""
    found = re.fullmatch(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", written)
    return float(found[1]) / 100, float(found[2]), float(found[3])


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_the_way_from_oklch_is_the_standards(monkeypatch):
    monkeypatch.setitem(BLUE, "600", "oklch(62.8% .2577 29.23)")  # red, #ff0000
    assert contrast("primary-600", "white") == pytest.approx(4.0, abs=0.02)
    monkeypatch.setitem(BLUE, "600", "oklch(56.93% 0 0)")  # grey, #777777
    assert contrast("primary-600", "white") == pytest.approx(4.48, abs=0.02)


def test_the_words_of_the_desk_are_written_in_six_greys():
    assert WORDS == {
        "light": ["base-500", "base-600", "base-900"],
        "dark": ["base-400", "base-300", "base-100"],
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(PAIRS, 4.5), (SHAPES, 3)], ids=["text", "shapes"])
def test_every_pair_that_meets_at_the_desk_can_be_told_apart(scheme, pairs, least):
    faint = {pair: round(contrast(*pair), 2) for pair in pairs[scheme] if contrast(*pair) < least}
    assert faint == {}
