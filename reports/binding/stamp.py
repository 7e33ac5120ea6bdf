"""The stamp of an exhibit's first page: its number, and the empty box of the lawyer's own stamp.

The page grows by a band at its top as a reader sees it, and the stamp is in the band alone: nothing
of the exhibit is covered, moved or made smaller.
"""

from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from reports.binding import lettering
from reports.binding.sound import contents_of

MM = 72 / 25.4
BAND = 42 * MM
BOX = 35 * MM
EDGE = 4 * MM
WIDEST = 60 * MM
"""What number and box need; a narrower page grows to its right too."""
LARGE, SMALL = 15, 8
MARGIN_OF_LINES = 6


@dataclass(frozen=True)
class Words:
    title: str
    """« Pièce n° 12 »"""
    beneath: tuple[str, ...]
    box: str
    """« cachet de l’avocat »"""


def stamp(pdf: pikepdf.Pdf, font: pikepdf.Object, words: Words) -> None:
    """On the first page of a file of its own. Its content is drawn inside a form, so that nothing
    it does to the drawing reaches the stamp, and what its crop box hides stays hidden."""
    page = pdf.pages[0]
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    turn = int(page.obj.get("/Rotate", 0)) % 360
    form = _as_form(pdf, page, (left, bottom, right, top))
    size = right - left if turn in (0, 180) else top - bottom
    placed = {
        0: (1, 0, 0, 1, left, top),
        90: (0, 1, -1, 0, left, bottom),
        180: (-1, 0, 0, -1, right, bottom),
        270: (0, -1, 1, 0, right, top),
    }[turn]
    band = _band(words, max(size, WIDEST))
    matrix = b" ".join(b"%.3f" % each for each in placed)
    page.obj.Contents = pdf.make_stream(b"q /Exhibit Do Q\nq " + matrix + b" cm\n" + band + b"Q\n")
    page.obj.Resources = Dictionary(
        XObject=Dictionary(Exhibit=form), Font=Dictionary({f"/{lettering.FONT}": font})
    )
    _grow(page, turn, (left, bottom, right, top), max(0.0, WIDEST - size))


def _as_form(
    pdf: pikepdf.Pdf, page: pikepdf.Page, box: tuple[float, float, float, float]
) -> pikepdf.Object:
    drawn = b"\n".join(stream.read_bytes() for stream in contents_of(page))
    form = pdf.make_stream(drawn, Type=Name.XObject, Subtype=Name.Form, BBox=Array(box))
    form.Resources = page.resources
    if "/Group" in page.obj:
        form.Group = page.obj.Group
    return form


def _grow(
    page: pikepdf.Page, turn: int, box: tuple[float, float, float, float], more: float
) -> None:
    left, bottom, right, top = box
    grown = {
        0: (left, bottom, right + more, top + BAND),
        90: (left - BAND, bottom, right, top + more),
        180: (left - more, bottom - BAND, right, top),
        270: (left, bottom - more, right + BAND, top),
    }[turn]
    for name in ("/BleedBox", "/TrimBox", "/ArtBox"):
        if name in page.obj:
            del page.obj[name]
    page.obj.MediaBox = page.obj.CropBox = Array(grown)


def _band(words: Words, width: float) -> bytes:
    """From its lower left corner as a reader sees it."""
    box_left, box_bottom = width - BOX - EDGE, (BAND - BOX) / 2
    drawn = [
        b"1 g 0 0 %.2f %.2f re f\n" % (width, BAND),
        b"0.4 w 0.55 G %.2f %.2f %.2f %.2f re S\n" % (box_left, box_bottom, BOX, BOX),
        b"0 0 m %.2f 0 l S\n0.09 g\n" % width,
        lettering.drawn(words.title, _fitting(words.title, LARGE, box_left), EDGE, BAND - 12 * MM),
    ]
    for line, text in enumerate(words.beneath, 1):
        size, height = _fitting(text, SMALL, box_left), BAND - 12 * MM - line * MARGIN_OF_LINES * MM
        drawn.append(lettering.drawn(text, size, EDGE, height))
    caption = (BOX - lettering.width(words.box, MARGIN_OF_LINES)) / 2
    drawn.append(b"0.45 g\n")
    drawn.append(lettering.drawn(words.box, MARGIN_OF_LINES, box_left + caption, box_bottom + MM))
    return b"".join(drawn)


def _fitting(text: str, size: float, room: float) -> float:
    taken = lettering.width(text, size) + 2 * EDGE
    return size if taken <= room else size * max(0.3, (room - EDGE) / taken)
