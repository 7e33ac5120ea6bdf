"""A capture much taller than a page, as windows of a page each on one picture: it stays whole, and
is not drawn anew. Lengths are in millimetres, as `print-exhibit.css` has them."""

from collections.abc import Iterator
from dataclasses import dataclass

PAGE_WIDTH = 172.0
FIRST_HEIGHT, NEXT_HEIGHT = 190.0, 250.0
"""Of a window: the first page has what the file is, and the band of the stamp."""
OVERLAP = 10.0
TALL = 3
"""Times its width: on one page such a picture is 67 mm wide, and is not read any more."""
MOST_PAGES = 60


@dataclass(frozen=True)
class Slice:
    top: float
    height: float


@dataclass(frozen=True)
class Sliced:
    width: float
    slices: tuple[Slice, ...]


def sliced(width: int, height: int) -> Sliced | None:
    """None for a picture that is read on one page. A thread of a picture is made narrower, so that
    it stays a document."""
    if height <= TALL * width:
        return None
    most = FIRST_HEIGHT + (MOST_PAGES - 1) * (NEXT_HEIGHT - OVERLAP)
    whole = min(PAGE_WIDTH * height / width, most)
    return Sliced(whole * width / height, tuple(_slices(whole)))


def _slices(whole: float) -> Iterator[Slice]:
    top, height = 0.0, FIRST_HEIGHT
    while top + height < whole:
        yield Slice(top, height)
        top, height = top + height - OVERLAP, NEXT_HEIGHT
    yield Slice(top, whole - top)
