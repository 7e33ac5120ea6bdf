"""The vendored typeface of printed documents: its files, and the characters that it can draw."""

import base64
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent.parent / "static" / "fonts"
# Two families: WeasyPrint takes two files of one family and style for one font, and would draw a
# character of the second with the glyph that has its number in the first.
FAMILIES = {"latin": "Atkinson Hyperlegible Next", "latin-ext": "Atkinson Hyperlegible Next Ext"}
LINE_FEED = "\n"
ENDLESS = re.compile(r"[^ \n]{400,}| {400,}")
PIECE = 80
BREAK = SafeString("<br>")


class Style(NamedTuple):
    weight: int
    slope: str


STYLES = (Style(400, "normal"), Style(700, "normal"))


@cache
def font_file(subset: str, style: Style) -> bytes:
    """Unpacked once: WeasyPrint would unpack it for every document."""
    name = f"atkinson-hyperlegible-next-{subset}-{style.weight}-{style.slope}.woff2"
    font = TTFont(FOLDER / name, recalcBBoxes=False, recalcTimestamp=False)
    font.flavor = None
    unpacked = BytesIO()
    font.save(unpacked)
    return unpacked.getvalue()


@cache
def font_faces() -> str:
    """The `@font-face` rules, each file inside its rule: a document fetches nothing."""
    return "\n".join(font_face(subset, style) for style in STYLES for subset in FAMILIES)


def font_face(subset: str, style: Style) -> str:
    encoded = base64.b64encode(font_file(subset, style)).decode()
    return (
        f'@font-face {{ font-family: "{FAMILIES[subset]}"; font-weight: {style.weight};'
        f" font-style: {style.slope};"
        f' src: url("data:font/ttf;base64,{encoded}") format("truetype"); }}'
    )


@cache
def drawable() -> frozenset[str]:
    """What every style can draw, but combining marks: a thousand of them would only smear."""
    common = frozenset.intersection(*(characters_of(style) for style in STYLES))
    return frozenset(each for each in common if not unicodedata.combining(each)) | {LINE_FEED}


def characters_of(style: Style) -> frozenset[str]:
    return frozenset(
        chr(point)
        for subset in FAMILIES
        for point in TTFont(BytesIO(font_file(subset, style))).getBestCmap()
    )


def literal(text: str) -> SafeString:
    """Text exactly as it was written, escaped; what the typeface cannot draw is named by its code.

    PDF/A forbids a missing glyph, and an invisible control (bidirectional override, line
    separator) could make the page say something else than the data.
    """
    composed = unicodedata.normalize("NFC", text).replace("\r\n", LINE_FEED).replace("\t", "    ")
    if drawable().issuperset(composed):
        return broken(composed)
    runs = groupby(composed, key=drawable().__contains__)
    return format_html_join(
        "", "{}", ((broken("".join(run)) if known else named(run),) for known, run in runs)
    )


def broken(text: str) -> SafeString:
    """WeasyPrint lays out a word whole for each of its lines: an endless one would take hours."""
    if not ENDLESS.search(text):
        return escape(text)
    return format_html_join(BREAK, "{}", ((piece,) for piece in pieces(text)))


def pieces(text: str) -> Iterator[str]:
    start = 0
    for endless in ENDLESS.finditer(text):
        for cut in range(endless.start(), endless.end(), PIECE):
            yield text[start:cut]
            start = cut
    yield text[start:]


def named(run: Iterable[str]) -> SafeString:
    codes = " ".join(code_point(each, len(list(same))) for each, same in groupby(run))
    return format_html('<span class="codepoint">{}</span>', codes)


def code_point(character: str, times: int) -> str:
    code = f"U+{ord(character):04X}"
    return code if times == 1 else f"{code} × {times}"


def plain(text: str) -> str:
    """The same for a title or a property of the file, where no markup can be."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(each if each in drawable() else f"[U+{ord(each):04X}]" for each in composed)
