"""Contrast of the committed stylesheet's colours, by the formula of WCAG 2.2, in both schemes."""

import re
from itertools import product
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "static/promesse/promesse.css"
TONES = ["neutral", "info", "warning", "success", "danger"]
GROUNDS = ["body-background-colour", "card", "band"]
TEXTS = ["text-colour", "secondary-text-colour", "link-colour", "link-visited-colour",
         "link-hover-colour", "error-colour"]  # fmt: skip
PAIRS_OF_TEXT = [
    *product(TEXTS, GROUNDS),
    *((f"tone-{tone}", f"tone-{tone}-ground") for tone in TONES),
    *(("text-colour", f"tone-{tone}-ground") for tone in TONES),
    *(("secondary-text-colour", f"tone-{tone}-ground") for tone in TONES),
    *product(["link-colour", "link-hover-colour"], [f"tone-{tone}-ground" for tone in TONES]),
    *((f"tone-{tone}", "card") for tone in TONES),
    ("header-focus", "header"),
    ("action-text", "action"),
    ("action-text", "action-hover"),
    ("beacon-text", "beacon"),
    ("beacon-text", "beacon-hover"),
    ("danger-text", "danger"),
    ("danger-text", "danger-hover"),
    ("header-text", "header"),
]
PAIRS_OF_SHAPES = [
    *product(["input-border-colour", "ring", "action"], GROUNDS),
    *product(["success-colour", "error-colour"], GROUNDS),
    *((f"tone-{tone}", f"tone-{tone}-ground") for tone in TONES),
    ("ring", "tone-info-ground"),
    ("beacon", "header"),
]


def schemes() -> dict[str, dict[str, str]]:
    css = CSS.read_text()
    blocks = re.findall(
        r"(@media screen and \(prefers-color-scheme: ?dark\)\{)?:root\{([^}]*)\}", css
    )
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for is_dark, body in blocks:
        (dark if is_dark else light).update(re.findall(r"--p-([\w-]+): ?(#[0-9a-f]{6})", body))
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_the_formula_is_the_standards():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_dark_scheme_is_read_from_its_own_block():
    assert schemes()["dark"]["card"] != schemes()["light"]["card"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("pairs", "least"), [(PAIRS_OF_TEXT, 4.5), (PAIRS_OF_SHAPES, 3)], ids=["text", "shapes"]
)
def test_every_pair_that_meets_on_a_page_can_be_told_apart(scheme, pairs, least):
    colours = schemes()[scheme]
    faint = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in pairs
        if contrast(colours[pair[0]], colours[pair[1]]) < least
    }
    assert faint == {}
