"""The file of exhibits: the schedule in front, then each exhibit that can be bound, stamped."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pikepdf
from django.utils.translation import gettext as _
from django.utils.translation import override
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from cases.evidence import store
from reports import joining
from reports.binding import lettering, sound
from reports.binding.laid_out import is_laid_out, laid_out
from reports.binding.outcome import Bound, NotBound, Outcome
from reports.binding.stamp import Words, stamp
from reports.content import Exhibit, Schedule, Scheduled
from reports.joining import Place
from reports.pdf import pieces_of, reference_of
from reports.pieces import EXHIBITS, schedule_of
from reports.templatetags.print_fr import in_words
from reports.wording import moment

PDF = "application/pdf"
LINES_ON_A_PAGE, LETTERS_ON_A_LINE = 54, 31
"""Of the schedule, about: a good guess saves laying it out twice."""
UNDER_IT, AROUND_A_TITLE = 18, 0.7
"""In lines: its note and box to sign, and the space around each of its rows."""
MM = 72 / 25.4
WIDE, HIGH = 12 * MM, 6 * MM
"""Of a number on the schedule, which leads to its exhibit."""

NO_LINES: Mapping[int, Place] = {}

type Cached = Callable[[str, Callable[[], bytes]], bytes]


@dataclass(frozen=True)
class Leaf:
    """One bound exhibit, in a file of its own."""

    exhibit: Exhibit
    path: Path
    pages: int


@dataclass(frozen=True)
class Volume:
    outcomes: tuple[Outcome, ...]
    leaves: tuple[Leaf, ...]
    schedule: Path
    """The schedule alone."""
    path: Path | None
    """Schedule and exhibits; None where nothing could be bound."""
    pages: int
    schedule_pages: int


def bind(report: Scheduled, schedule: Schedule, folder: Path, cached: Cached) -> Volume:
    with override(report.language):
        leaves, reasons = _leaves(report, schedule, folder, cached)
        outcomes, pieces = _numbered(report, schedule, leaves, reasons)
        alone = folder / "bordereau.pdf"
        places = _write_schedule(report, schedule, pieces, alone)
        front_pages = sum(map(joining.page_count, pieces))
        if not leaves:
            return Volume(outcomes, (), alone, None, 0, front_pages)
        path = folder / "pieces.pdf"
        pages = join(alone.read_bytes(), leaves, path, places)
        return Volume(outcomes, tuple(leaves), alone, path, pages, front_pages)


def _leaves(
    report: Scheduled, schedule: Schedule, folder: Path, cached: Cached
) -> tuple[list[Leaf], dict[int, str]]:
    leaves: list[Leaf] = []
    reasons: dict[int, str] = {}
    for exhibit in schedule.exhibits:
        if exhibit.is_withdrawn:
            reasons[exhibit.number] = _("retirée")
            continue
        try:
            leaves.append(_leaf(report, exhibit, folder, cached))
        except NotBound as reason:
            reasons[exhibit.number] = str(reason)
    return leaves, reasons


def _leaf(report: Scheduled, exhibit: Exhibit, folder: Path, cached: Cached) -> Leaf:
    path = folder / f"{exhibit.number:05d}.pdf"
    key = f"stamped {exhibit} {report.cover.reference} {report.language}"
    path.write_bytes(cached(key, lambda: _stamped(report, exhibit, cached)))
    with pikepdf.open(path) as pdf:
        return Leaf(exhibit, path, len(pdf.pages))


def _stamped(report: Scheduled, exhibit: Exhibit, cached: Cached) -> bytes:
    with _opened(exhibit, report.language, cached) as pdf:
        try:
            _make_passive(pdf)
            stamp(pdf, lettering.embedded(pdf), _words(report, exhibit, len(pdf.pages)))
            written = BytesIO()
            pdf.save(written, deterministic_id=True)
        except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as damage:
            raise NotBound(_("PDF endommagé")) from damage
    return written.getvalue()


def _opened(exhibit: Exhibit, language: str, cached: Cached) -> pikepdf.Pdf:
    if exhibit.media_type == PDF:
        return sound.opened(_content(exhibit))
    if not is_laid_out(exhibit.media_type):
        raise NotBound(_("ni PDF, ni image, ni courriel"))
    # Its number may change until a dossier lists it: the layout stays.
    key = f"laid out {replace(exhibit, number=0)} {language}"
    return sound.opened(cached(key, lambda: laid_out(exhibit, _content(exhibit), language)))


def _content(exhibit: Exhibit) -> bytes:
    with store.open_kept(exhibit.sha256) as kept:
        return kept.read()


def _make_passive(pdf: pikepdf.Pdf) -> None:
    """What forms and notes show is drawn on the page; nothing is left that acts or leads out."""
    pdf.flatten_annotations("all")
    for page in pdf.pages:
        for name in ("/Annots", "/AA", "/Metadata", "/PieceInfo", "/Thumb", "/StructParents"):
            if name in page.obj:
                del page.obj[name]


def _words(report: Scheduled, exhibit: Exhibit, pages: int) -> Words:
    return Words(
        _("Pièce n° %(number)s") % {"number": exhibit.number},
        (
            _("p. 1 / %(pages)s") % {"pages": pages},
            report.cover.reference,
            f"SHA-256 {exhibit.sha256[:16]}",
        ),
        _("cachet de l’avocat"),
    )


def _numbered(
    report: Scheduled, schedule: Schedule, leaves: list[Leaf], reasons: dict[int, str]
) -> tuple[tuple[Outcome, ...], list[bytes]]:
    """With the schedule's own pages, whose number it prints: laid out again if it was another."""
    before = _guessed(schedule)
    while True:
        outcomes = tuple(_outcomes(schedule, leaves, reasons, before))
        pieces = list(pieces_of(schedule_of(report, Bound(outcomes))))
        pages = sum(map(joining.page_count, pieces))
        if pages == before:
            return outcomes, pieces
        before = pages


def _guessed(schedule: Schedule) -> int:
    lines = sum(
        AROUND_A_TITLE + 1 + len(exhibit.title) // LETTERS_ON_A_LINE
        for exhibit in schedule.exhibits
    )
    return 1 + int((lines + UNDER_IT) // LINES_ON_A_PAGE)


def _outcomes(
    schedule: Schedule, leaves: list[Leaf], reasons: dict[int, str], before: int
) -> Iterator[Outcome]:
    bound = {leaf.exhibit.number: leaf.pages for leaf in leaves}
    page = before + 1
    for exhibit in schedule.exhibits:
        pages = bound.get(exhibit.number, 0)
        yield Outcome(exhibit.number, pages, page if pages else 0, reasons.get(exhibit.number, ""))
        page += pages


def _write_schedule(
    report: Scheduled, schedule: Schedule, pieces: Sequence[bytes], path: Path
) -> dict[int, Place]:
    """The very pages that are in the dossier, by themselves. Where the line of each exhibit is."""
    with ExitStack() as opened:
        read = [opened.enter_context(pikepdf.open(BytesIO(each))) for each in pieces]
        whole, places = joining.appended(read, _margins(report, schedule))
        with whole.open_outline() as outline:
            outline.root.append(OutlineItem(_title(schedule), 0))
        whole.docinfo.Title = f"{_title(schedule)} – {report.cover.reference}"
        whole.Root.Lang = String(report.language)
        whole.save(path, deterministic_id=True, object_stream_mode=joining.PACKED)
    return {
        exhibit.number: places[f"{EXHIBITS.mark}{exhibit.number}"] for exhibit in schedule.exhibits
    }


def _margins(report: Scheduled, schedule: Schedule) -> joining.Margins:
    cover = report.cover
    established = moment(cover.established_at, report.timezone)
    return joining.Margins(
        reference=f"{reference_of(cover)} · {established}",
        classification=in_words(cover.classification),
        title=f"{cover.association.name} · {_title(schedule)}",
        first=1,
    )


def _title(schedule: Schedule) -> str:
    told = {"number": schedule.number, "last": schedule.last}
    return _("Bordereau n° %(number)s – pièces 1 à %(last)s") % told


def join(
    front: bytes, leaves: Sequence[Leaf], path: Path, lines: Mapping[int, Place] = NO_LINES
) -> int:
    """`lines`: where each exhibit has its own, which leads to it."""
    with ExitStack() as opened:
        whole = opened.enter_context(pikepdf.open(BytesIO(front)))
        starts: dict[int, int] = {}
        for leaf in leaves:
            starts[leaf.exhibit.number] = len(whole.pages)
            # Its streams are read when the whole is saved.
            part = opened.enter_context(pikepdf.open(leaf.path))
            whole.pages.extend(part.pages)
        _share_the_font(whole, list(starts.values()))
        _lead_to_exhibits(whole, starts, lines)
        _bookmark(whole, leaves, starts)
        whole.save(path, deterministic_id=True)
        return len(whole.pages)


def _share_the_font(whole: pikepdf.Pdf, first_pages: list[int]) -> None:
    """That of the stamps, of which each exhibit brought a copy."""
    name = f"/{lettering.FONT}"
    shared = whole.pages[first_pages[0]].obj.Resources.Font[name]
    for number in first_pages[1:]:
        whole.pages[number].obj.Resources.Font[name] = shared


def _lead_to_exhibits(
    whole: pikepdf.Pdf, starts: Mapping[int, int], lines: Mapping[int, Place]
) -> None:
    for number, at in lines.items():
        if number in starts:
            link = Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([at.left, at.top - HIGH, at.left + WIDE, at.top]),
                Border=Array([0, 0, 0]),
                Dest=Array([whole.pages[starts[number]].obj, Name.Fit]),
            )
            page = whole.pages[at.page].obj
            page.Annots = Array([*page.get("/Annots", Array()).as_list(), link])


def _bookmark(whole: pikepdf.Pdf, leaves: Sequence[Leaf], starts: dict[int, int]) -> None:
    with whole.open_outline() as outline:
        for leaf in leaves:
            number = leaf.exhibit.number
            title = _("Pièce n° %(number)s") % {"number": number}
            outline.root.append(OutlineItem(f"{title} – {leaf.exhibit.title}", starts[number]))
