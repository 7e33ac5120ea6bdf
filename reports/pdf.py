"""A frozen content becomes a PDF/A-3a."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.template import Context
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.charts.chart import Chart
from reports import joining
from reports.binding.outcome import NOTHING_BOUND, Bound
from reports.content import IncidentReport
from reports.data_files import DataFile, data_files
from reports.finishing import Finishing, FinishingPiece
from reports.layout import attachment, within
from reports.page_count import count_more
from reports.pieces import Written, drawn, templates
from reports.print_cache import cached
from reports.templatetags.print_fr import in_words

ROOT = Path(__file__).resolve().parent.parent
STYLESHEET = ROOT / "static" / "promesse" / "print.css"
EXHIBIT_SHEET = ROOT / "static" / "promesse" / "print-exhibit.css"
ARCHIVE = "pdf/a-3a"
PAGES_IN_FRONT = 2


def render_incident_report(report: IncidentReport, bound: Bound = NOTHING_BOUND) -> bytes:
    """The same content gives the same bytes, on any day and in any process."""
    with override(report.language):
        written = Written(report, data_files(report), drawn(report), bound)
        pieces = [laid_out(html, written.charts) for html in written]
        return joining.join(front(written, pieces), pieces, margins(report))


def laid_out(html: str, charts: Mapping[str, Chart], sheet: str = "") -> bytes:
    """A piece; one that was laid out before is not again. `sheet` follows that of all print."""
    style = STYLESHEET.read_text() + sheet
    piece = cached(f"{style} {html}", lambda: _laid_out(html, charts, style))
    count_more(joining.page_count(piece))
    return piece


def _laid_out(html: str, charts: Mapping[str, Chart], style: str) -> bytes:
    finish = FinishingPiece(
        {each.title: each for each in charts.values()}, hashlib.sha256(html.encode()).hexdigest()
    )
    return within(
        html,
        style,
        pdf_variant=ARCHIVE,
        finisher=finish,
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

    def front(self, pages: Mapping[str, int]) -> str: ...


def front(written: Fronted, pieces: Sequence[bytes]) -> bytes:
    """The cover and the contents: laid out again if they take more pages than was thought."""
    before = PAGES_IN_FRONT
    while True:
        html = written.front(joining.pages_of_parts(pieces, before))
        laid = write_pdf(html, written.report, written.files, written.charts)
        pages = joining.page_count(laid)
        if pages == before:
            count_more(pages)
            return laid
        before = pages


def margins(report: IncidentReport) -> joining.Margins:
    cover = report.cover
    reference = f"{cover.reference} {_('· version')} {cover.version}"
    if cover.demonstration_notice:
        reference += f" · {_('démonstration')}"
    title = _("Constat d’incident – rapport d’observation associatif")
    return joining.Margins(reference, in_words(cover.classification), title)


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
