"""Pieces of a tagged PDF/A-3a joined into one: pages, structure, bookmarks, destinations.

pikepdf copies pages and what they show, not how they are tagged: the trees are joined here. Margins
(reference, class, number of the page) are drawn last, as artifacts, once the pages are counted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, OutlineItem, PageLocation, String

from reports.binding import lettering

HELD = 8
PACKED = pikepdf.ObjectStreamMode.generate
TO_PART = "part:"
"""How a link to another piece is written until the pieces are joined."""
MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 22 * MM, 190 * MM, 276 * MM, 16.4 * MM
SIZE = 8
GREY = b"0.29 0.333 0.408 rg\n"
ACROSS = 96
FAINT = b"0.93 0.9 0.86 rg\n"
# At half a right angle, about the middle of an A4 page.
SLANTED = b"0.7071 0.7071 -0.7071 0.7071 297.64 420.94 cm\n"


@dataclass(frozen=True)
class Margins:
    reference: str
    classification: str
    title: str
    across: str = ""
    """What is said over each whole page, behind its text."""
    first: int = 2
    """The first page that says reference and class: before it, a cover says them."""

    def behind(self) -> bytes:
        if not self.across:
            return b"q\n"
        said = lettering.drawn(self.across, ACROSS, -lettering.width(self.across, ACROSS) / 2, 0)
        artifact = b"/Artifact <</Type /Background>> BDC\n" + FAINT + said + b"EMC\n"
        return b"q " + SLANTED + artifact + b"Q q\n"

    def drawn(self, page: int, total: int) -> bytes:
        folio = f"page {page} / {total}"
        lines = [(self.title, LEFT, BOTTOM), (folio, _at_the_right(folio), BOTTOM)]
        if page >= self.first:
            at = _at_the_right(self.classification)
            lines += [(self.reference, LEFT, TOP), (self.classification, at, TOP)]
        text = b"".join(lettering.drawn(said, SIZE, x, y) for said, x, y in lines)
        artifact = b"/Artifact <</Type /Pagination>> BDC\n" + GREY + text + b"EMC\n"
        return b"\nQ q\n" + artifact + b"Q\n"


def _at_the_right(text: str) -> float:
    return RIGHT - lettering.width(text, SIZE)


type Inserted = tuple[str, bytes]
"""A piece, after the name of the place in the front before whose page it goes."""


class Place(NamedTuple):
    page: int
    """How many pages are before its own."""
    left: float
    top: float


class Told(NamedTuple):
    pages: int
    places: Mapping[str, int]
    """Each named place, and how many pages are before its own."""


@lru_cache(maxsize=HELD)
def told(piece: bytes) -> Told:
    """Held for a while: the same pieces are in many dossiers, one after the other."""
    with pikepdf.open(BytesIO(piece)) as pdf:
        numbers = _numbers(pdf, 0)
        places = {name: numbers[at[0].objgen] for name, at in _destinations(pdf)}
        return Told(len(pdf.pages), places)


def page_count(piece: bytes) -> int:
    return told(piece).pages


def pages_of_parts(pieces: Iterable[bytes], before: int) -> dict[str, int]:
    """On which page each named place of the pieces is, `before` pages preceding them."""
    found: dict[str, int] = {}
    for piece in pieces:
        found |= {name: page + before + 1 for name, page in told(piece).places.items()}
        before += page_count(piece)
    return found


def pages_of_whole(
    front: bytes, pieces: Sequence[bytes], inserted: Sequence[Inserted]
) -> dict[str, int]:
    """On which page each named place is, once all are joined."""
    own = told(front).places
    counts = [(own[before], page_count(piece)) for before, piece in inserted]
    found = {
        name: page + 1 + sum(count for place, count in counts if place <= page)
        for name, page in own.items()
    }
    passed = 0
    for before, piece in inserted:
        found |= pages_of_parts([piece], own[before] + passed)
        passed += page_count(piece)
    return found | pages_of_parts(pieces, page_count(front) + passed)


def join(
    front: bytes, pieces: Sequence[bytes], margins: Margins, inserted: Sequence[Inserted] = ()
) -> bytes:
    """The same pieces give the same bytes. What is inserted comes in the order of its places."""
    with ExitStack() as opened:
        whole = _Whole(opened.enter_context(pikepdf.open(BytesIO(front))))
        own = told(front).places if inserted else {}
        passed = 0
        for before, piece in inserted:
            whole.add(opened.enter_context(pikepdf.open(BytesIO(piece))), own[before] + passed)
            passed += page_count(piece)
        for piece in pieces:
            whole.add(opened.enter_context(pikepdf.open(BytesIO(piece))), len(whole.pdf.pages))
        whole.close(margins)
        written = BytesIO()
        whole.pdf.save(written, deterministic_id=True, object_stream_mode=PACKED)
        return written.getvalue()


@dataclass
class _Whole:
    pdf: pikepdf.Pdf
    parents: list[Any] = field(default_factory=list)
    """The parent tree: key and value in turn."""
    places: dict[str, Array] = field(default_factory=dict)
    headings: list[tuple[int, OutlineItem]] = field(default_factory=list)
    """Each with the number of its page."""

    def __post_init__(self) -> None:
        self.document = self.pdf.Root.StructTreeRoot.K[0]
        self.elements = self.document.K.as_list()
        self.parents = list(self.pdf.Root.StructTreeRoot.ParentTree.Nums.as_list())
        self.places = dict(_destinations(self.pdf))

    def add(self, piece: pikepdf.Pdf, first: int) -> None:
        """As the pages from `first` on; what goes before it was added already."""
        key = self._next_key()
        numbers = _numbers(piece, first)
        self.headings += _headings(piece, numbers)
        placed = {name: (numbers[at[0].objgen], at) for name, at in _destinations(piece)}
        for number, page in enumerate(piece.pages, first):
            self.pdf.pages.insert(number, page)
            self._move(self.pdf.pages[number].obj, key)
        for name, (number, at) in placed.items():
            self.places[name] = Array([self.pdf.pages[number].obj, *at.as_list()[1:]])
        self._graft(self.pdf.copy_foreign(piece.Root.StructTreeRoot), key)

    def _next_key(self) -> int:
        return int(self.parents[-2]) + 1 if self.parents else 0

    def _move(self, page: pikepdf.Object, key: int) -> None:
        page.StructParents = int(page.StructParents) + key
        for annotation in page.get("/Annots", Array()).as_list():
            if "/StructParent" in annotation:
                annotation.StructParent = int(annotation.StructParent) + key

    def _graft(self, root: pikepdf.Object, key: int) -> None:
        """The elements keep the pages that they are on: both were copied from the same file."""
        for element in root.K[0].K.as_list():
            element.P = self.document
            self.elements.append(element)
        numbers = root.ParentTree.Nums.as_list()
        for place in range(0, len(numbers), 2):
            self.parents += [int(numbers[place]) + key, numbers[place + 1]]

    def close(self, margins: Margins) -> None:
        tree = Dictionary(Nums=Array(self.parents))
        self.pdf.Root.StructTreeRoot.ParentTree = self.pdf.make_indirect(tree)
        self.pdf.Root.StructTreeRoot.ParentTreeNextKey = self._next_key()
        self._in_order()
        self._name_places()
        self._lead_to_places()
        draw(self.pdf, margins)

    def _in_order(self) -> None:
        """Elements and bookmarks come as their pages do."""
        numbers = _numbers(self.pdf, 0)
        self.document.K = Array(
            sorted(self.elements, key=lambda each: numbers[_page_of(each).objgen])
        )
        with self.pdf.open_outline() as outline:
            title = outline.root[0]
            own = [(numbers[_destination(each)[0].objgen], each) for each in title.children]
            title.children[:] = [each for _page, each in sorted([*own, *self.headings], key=_first)]

    def _name_places(self) -> None:
        named: list[Any] = []
        for name in sorted(self.places, key=lambda each: bytes(String(each))):
            named += [String(name), self.places[name]]
        if "/Names" not in self.pdf.Root:
            self.pdf.Root.Names = Dictionary()
        self.pdf.Root.Names.Dests = Dictionary(Names=Array(named))

    def _lead_to_places(self) -> None:
        for page in self.pdf.pages:
            for link in page.obj.get("/Annots", Array()).as_list():
                if "/A" in link and str(link.A.URI).startswith(TO_PART):
                    link.Dest = String(str(link.A.URI).removeprefix(TO_PART))
                    del link["/A"]


def appended(
    pieces: Iterable[pikepdf.Pdf], margins: Margins
) -> tuple[pikepdf.Pdf, dict[str, Place]]:
    """Their pages alone, without their structure; and where each named place is."""
    whole, places = pikepdf.new(), {}
    for piece in pieces:
        numbers = _numbers(piece, len(whole.pages))
        for name, at in _destinations(piece):
            page, _kind, left, top, *_zoom = at.as_list()
            places[name] = Place(numbers[page.objgen], float(left), float(top))
        whole.pages.extend(piece.pages)
    for page in whole.pages:
        del page.obj.StructParents
    draw(whole, margins)
    return whole, places


def draw(pdf: pikepdf.Pdf, margins: Margins) -> None:
    font, total = lettering.embedded(pdf), len(pdf.pages)
    for number, page in enumerate(pdf.pages, 1):
        if "/Font" not in page.obj.Resources:
            page.obj.Resources.Font = Dictionary()
        page.obj.Resources.Font[f"/{lettering.FONT}"] = font
        page.contents_add(margins.behind(), prepend=True)
        page.contents_add(margins.drawn(number, total))


def _destinations(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    if "/Dests" in pdf.Root.get("/Names", Dictionary()):
        named = pdf.Root.Names.Dests.Names.as_list()
        yield from ((str(named[place]), named[place + 1]) for place in range(0, len(named), 2))


def _numbers(pdf: pikepdf.Pdf, first: int) -> dict[tuple[int, int], int]:
    return {page.obj.objgen: number for number, page in enumerate(pdf.pages, first)}


def _page_of(element: pikepdf.Object) -> pikepdf.Object:
    """That of the first element which says it: a list or a table leaves it to its parts."""
    while "/Pg" not in element:
        kids = element.K
        element = kids[0] if isinstance(kids, Array) else kids
    return element.Pg


def _first(pair: tuple[int, OutlineItem]) -> int:
    return pair[0]


def _destination(item: OutlineItem) -> Any:
    return item.destination.as_list()  # type: ignore[union-attr]


def _headings(
    piece: pikepdf.Pdf, numbers: Mapping[tuple[int, int], int]
) -> list[tuple[int, OutlineItem]]:
    with piece.open_outline() as outline:
        found = [(numbers[_destination(item)[0].objgen], item) for item in outline.root]
        return [(number, _heading(item, numbers)) for number, item in found]


def _heading(item: OutlineItem, numbers: Mapping[tuple[int, int], int]) -> OutlineItem:
    page, _kind, left, top, *_zoom = _destination(item)
    copied = OutlineItem(
        item.title, numbers[page.objgen], PageLocation.XYZ, left=float(left), top=float(top)
    )
    copied.children.extend(_heading(each, numbers) for each in item.children)
    return copied
