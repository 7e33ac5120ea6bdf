"""The file of exhibits: the schedule in front, then each exhibit that can be bound, stamped."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pikepdf
from django.utils.translation import gettext as _
from django.utils.translation import override
from pikepdf import Array, Name, OutlineItem

from cases.evidence import store
from reports.binding import lettering, sound
from reports.binding.laid_out import is_laid_out, laid_out
from reports.binding.outcome import NotBound, Outcome
from reports.binding.stamp import Words, stamp
from reports.content import Exhibit, Schedule, Scheduled
from reports.pdf import print_page

PDF = "application/pdf"
LINES_ON_A_PAGE = 24
"""Of the schedule, about: a good guess saves laying it out twice."""
TO_EXHIBIT = "piece:"
"""How the schedule's links are told apart until the exhibits have pages."""

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
        outcomes, front = _numbered(report, schedule, leaves, reasons)
        alone = folder / "bordereau.pdf"
        front_pages = _write_without_links(front, alone)
        if not leaves:
            return Volume(outcomes, (), alone, None, 0, front_pages)
        path = folder / "pieces.pdf"
        pages = join(front, leaves, path)
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
) -> tuple[tuple[Outcome, ...], bytes]:
    """With the schedule's own pages, whose number it prints: laid out again if it was another."""
    before = 1 + len(schedule.exhibits) // LINES_ON_A_PAGE
    while True:
        outcomes = tuple(_outcomes(schedule, leaves, reasons, before))
        front = _front(report, schedule, outcomes)
        with pikepdf.open(BytesIO(front)) as pdf:
            pages = len(pdf.pages)
        if pages == before:
            return outcomes, front
        before = pages


def _outcomes(
    schedule: Schedule, leaves: list[Leaf], reasons: dict[int, str], before: int
) -> Iterator[Outcome]:
    bound = {leaf.exhibit.number: leaf.pages for leaf in leaves}
    page = before + 1
    for exhibit in schedule.exhibits:
        pages = bound.get(exhibit.number, 0)
        yield Outcome(exhibit.number, pages, page if pages else 0, reasons.get(exhibit.number, ""))
        page += pages


def _front(report: Scheduled, schedule: Schedule, outcomes: tuple[Outcome, ...]) -> bytes:
    context = {
        "report": report,
        "cover": report.cover,
        "schedule": schedule,
        "lines": list(zip(schedule.exhibits, outcomes, strict=True)),
        "to_exhibit": TO_EXHIBIT,
    }
    return print_page("print/schedule.html", context, report.language)


def _write_without_links(front: bytes, path: Path) -> int:
    with pikepdf.open(BytesIO(front)) as pdf:
        for page in pdf.pages:
            if "/Annots" in page.obj:
                del page.obj["/Annots"]
        pdf.save(path, deterministic_id=True)
        return len(pdf.pages)


def join(front: bytes, leaves: Sequence[Leaf], path: Path) -> int:
    with ExitStack() as opened:
        whole = opened.enter_context(pikepdf.open(BytesIO(front)))
        starts: dict[int, int] = {}
        for leaf in leaves:
            starts[leaf.exhibit.number] = len(whole.pages)
            # Its streams are read when the whole is saved.
            part = opened.enter_context(pikepdf.open(leaf.path))
            whole.pages.extend(part.pages)
        _share_the_font(whole, list(starts.values()))
        _lead_to_exhibits(whole, starts)
        _bookmark(whole, leaves, starts)
        whole.save(path, deterministic_id=True)
        return len(whole.pages)


def _share_the_font(whole: pikepdf.Pdf, first_pages: list[int]) -> None:
    """That of the stamps, of which each exhibit brought a copy."""
    name = f"/{lettering.FONT}"
    shared = whole.pages[first_pages[0]].obj.Resources.Font[name]
    for number in first_pages[1:]:
        whole.pages[number].obj.Resources.Font[name] = shared


def _lead_to_exhibits(whole: pikepdf.Pdf, starts: dict[int, int]) -> None:
    for page in whole.pages:
        for link in page.obj.get("/Annots", pikepdf.Array()).as_list():
            address = str(link.A.URI) if "/A" in link else ""
            if address.startswith(TO_EXHIBIT):
                target = whole.pages[starts[int(address.removeprefix(TO_EXHIBIT))]]
                link.Dest = Array([target.obj, Name.Fit])
                del link["/A"]


def _bookmark(whole: pikepdf.Pdf, leaves: Sequence[Leaf], starts: dict[int, int]) -> None:
    with whole.open_outline() as outline:
        for leaf in leaves:
            number = leaf.exhibit.number
            title = _("Pièce n° %(number)s") % {"number": number}
            outline.root.append(OutlineItem(f"{title} – {leaf.exhibit.title}", starts[number]))
