"""A frozen content becomes a PDF/A-3a."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from django.template import Context
from django.utils.translation import gettext as _
from django.utils.translation import override
from weasyprint.document import Page

from cases.charts.chart import Chart
from reports import joining
from reports.binding.outcome import NOTHING_BOUND, Bound
from reports.content import IncidentReport, Referenced
from reports.data_files import DataFile, data_files
from reports.finishing import Finishing, FinishingPiece
from reports.layout import KeepPages, all_pages, attachment, within
from reports.page_count import count_more
from reports.paging import Flow, held_by, page_by_page
from reports.pieces import Written, drawn, templates
from reports.print_cache import cached
from reports.templatetags.print_fr import in_words

ROOT = Path(__file__).resolve().parent.parent
STYLESHEET = ROOT / "static" / "promesse" / "print.css"
EXHIBIT_SHEET = ROOT / "static" / "promesse" / "print-exhibit.css"
ARCHIVE = "pdf/a-3a"
PAGES_IN_FRONT = 2
NOTHING_DRAWN: Mapping[str, Chart] = {}


def render_incident_report(report: IncidentReport, bound: Bound = NOTHING_BOUND) -> bytes:
    """The same content gives the same bytes, on any day and in any process."""
    with override(report.language):
        written = Written(report, data_files(report), drawn(report), bound)
        pieces = list(pieces_of(written, written.charts))
        cover, contents = front(written, pieces)
        return joining.join(cover, [contents, *pieces], margins(report))


def pieces_of(
    written: Iterable[str | Flow], charts: Mapping[str, Chart] = NOTHING_DRAWN
) -> Iterator[bytes]:
    for each in written:
        if isinstance(each, Flow):
            yield from map(counted, page_by_page(each, partial(_cut, each.mark)))
        else:
            yield laid_out(each, charts)


def laid_out(html: str, charts: Mapping[str, Chart], sheet: str = "") -> bytes:
    """A piece; one that was laid out before is not again. `sheet` follows that of all print."""
    style = STYLESHEET.read_text() + sheet
    return counted(cached(f"{style} {html}", lambda: _laid_out(html, charts, style)))


def counted(piece: bytes) -> bytes:
    count_more(joining.page_count(piece))
    return piece


def _cut(mark: str, html: str) -> bytes:
    """No further than the first page with rows, if others are on another."""
    style = STYLESHEET.read_text()

    def kept(pages: Sequence[Page]) -> int:
        return held_by([each.anchors for each in pages], mark)

    return cached(f"{mark} {style} {html}", lambda: _laid_out(html, NOTHING_DRAWN, style, kept))


def _laid_out(
    html: str, charts: Mapping[str, Chart], style: str, kept: KeepPages = all_pages
) -> bytes:
    finish = FinishingPiece(
        {each.title: each for each in charts.values()}, hashlib.sha256(html.encode()).hexdigest()
    )
    return within(
        html,
        style,
        pdf_variant=ARCHIVE,
        finisher=finish,
        kept=kept,
        pdf_identifier=False,  # given when all is joined: here it would code each stream twice
    )


class Dated(Protocol):
    @property
    def established_at(self) -> datetime: ...


class Frozen(Protocol):
    """A content that is printed: the same one gives the same bytes."""

    @property
    def cover(self) -> Dated: ...

    @property
    def language(self) -> str: ...

    def digest(self) -> str: ...


class Fronted(Protocol):
    """What is before the pieces: its numbers of pages are known once they are laid out."""

    @property
    def report(self) -> Frozen: ...

    @property
    def files(self) -> tuple[DataFile, ...]: ...

    @property
    def charts(self) -> Mapping[str, Chart]: ...

    def cover(self) -> str: ...

    def contents(self, pages: Mapping[str, int]) -> str: ...


def front(written: Fronted, pieces: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The cover, and the contents: laid out again if both take more pages than was thought."""
    cover = counted(write_pdf(written.cover(), written.report, written.files, written.charts))
    before = PAGES_IN_FRONT
    while True:
        contents = laid_out(written.contents(joining.pages_of_parts(pieces, before)), NOTHING_DRAWN)
        pages = joining.page_count(cover) + joining.page_count(contents)
        if pages == before:
            return cover, contents
        before = pages


def margins(report: IncidentReport) -> joining.Margins:
    cover = report.cover
    title = _("Constat d’incident – rapport d’observation associatif")
    return joining.Margins(reference_of(cover), in_words(cover.classification), title)


def reference_of(cover: Referenced) -> str:
    reference = f"{cover.reference} {_('· version')} {cover.version}"
    return f"{reference} · {_('démonstration')}" if cover.demonstration_notice else reference


def print_page(template: str, context: Mapping[str, object], language: str) -> bytes:
    return print_html(page_written(template, context, language))


def page_written(template: str, context: Mapping[str, object], language: str) -> str:
    page = templates().get_template(template)
    said = {**context, "language": language}
    with override(language):
        html: str = page.render(Context(said, use_l10n=False, use_tz=False))
    return html


def print_html(html: str) -> bytes:
    """A document that claims no archive format: what goes in the file of exhibits."""
    identifier = hashlib.sha256(html.encode()).hexdigest()[:32].encode()
    sheet = STYLESHEET.read_text() + EXHIBIT_SHEET.read_text()
    return within(html, sheet, pdf_identifier=identifier)


def write_pdf(
    html: str,
    report: Frozen,
    files: tuple[DataFile, ...],
    charts: Mapping[str, Chart],
    sheet: str = "",
) -> bytes:
    """What is laid out for this document alone. `sheet` follows that of all print."""
    return within(
        html,
        STYLESHEET.read_text() + sheet,
        pdf_variant=ARCHIVE,
        finisher=Finishing(report.language, {each.title: each for each in charts.values()}),
        attachments=[attachment(file, report.cover.established_at) for file in files],
        pdf_identifier=False,  # given when all is joined
    )
