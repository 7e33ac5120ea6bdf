"""A frozen content becomes a PDF/A-3a; the only module that knows WeasyPrint."""

import gc
import hashlib
import logging
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Never, Protocol

import pydyf
from django.template import Context
from django.utils.translation import gettext as _
from django.utils.translation import override
from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from cases.charts.chart import Chart
from members.typography import french
from reports import joining
from reports.binding.outcome import NOTHING_BOUND, Bound
from reports.content import Cover, IncidentReport
from reports.data_files import DataFile, data_files
from reports.page_count import count_more
from reports.pieces import Written, drawn, templates
from reports.print_cache import cached
from reports.templatetags.print_fr import in_words
from reports.typeface import font_faces

ROOT = Path(__file__).resolve().parent.parent
STYLESHEET = ROOT / "static" / "promesse" / "print.css"
EXHIBIT_SHEET = ROOT / "static" / "promesse" / "print-exhibit.css"
ARCHIVE = "pdf/a-3a"
PAGES_IN_FRONT = 2
MADE_BY_A_LONG_LAYOUT = 400_000
"""Objects that are still there at its end."""
SHOWN_OF_AN_ADDRESS = 200
END_OF_RDF = b"</rdf:RDF>"
LANGUAGE_IN_METADATA = (
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about="">'
    "<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
    "</rdf:Description>"
)

# It asks nobody: reading all authorities of the system would take longer than a short layout.
TRUSTS_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

security_log = logging.getLogger("promesse.security")


class ForbiddenFetch(Exception):
    """The document asked for something that it does not hold: it is not made."""


class HeldWithinTheDocument(URLFetcher):
    """Nothing is read from disk or network: a member's text cannot reach another file or host."""

    def __init__(self) -> None:
        super().__init__(
            ssl_context=TRUSTS_NOBODY,
            allowed_protocols=("data",),
            allow_redirects=False,
            fail_on_errors=True,
        )
        self.forbidden: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if not url.lower().startswith("data:"):
            self.forbid(url[:SHOWN_OF_AN_ADDRESS])
        return super().fetch(url, headers)

    def forbid(self, address: str) -> Never:
        security_log.error("forbidden fetch by a document: %r", address)
        self.forbidden.append(address)
        raise FatalURLFetchingError(address)


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


@contextmanager
def without_collecting() -> Iterator[None]:
    """Looking for garbage costs a third of a long layout, and finds none until it ends: then all
    of it goes at once, before the next one begins. What a short one leaves waits for the next."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        made = gc.get_count()[0]
        if was_on:
            gc.enable()
            if made > MADE_BY_A_LONG_LAYOUT:
                gc.collect()


class Frozen(Protocol):
    """A content that is printed: the same one gives the same bytes."""

    @property
    def cover(self) -> Cover: ...

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
    html: str, report: Frozen, files: tuple[DataFile, ...], charts: Mapping[str, Chart]
) -> bytes:
    return within(
        html,
        STYLESHEET.read_text(),
        pdf_variant=ARCHIVE,
        finisher=Finishing(report.language, {each.title: each for each in charts.values()}),
        attachments=[attachment(file, report.cover.established_at) for file in files],
        pdf_identifier=False,
    )


class Styles(threading.local):
    """The typeface and the style sheets, read once: a short layout would spend a third of its time
    on them. Each thread has its own: a map of fonts is for one at a time."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.read: dict[str, CSS] = {}

    def sheet(self, text: str) -> CSS:
        if text not in self.read:
            fetcher = HeldWithinTheDocument()
            self.read[text] = CSS(string=text, font_config=self.fonts, url_fetcher=fetcher)
        return self.read[text]


STYLES = Styles()


def within(html: str, sheet: str, **options: Any) -> bytes:
    """What the HTML holds, laid out; what it asks for from elsewhere fails it."""
    fetcher = HeldWithinTheDocument()
    try:
        sheets = [STYLES.sheet(font_faces()), STYLES.sheet(sheet)]
        with without_collecting():
            pdf: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(
                stylesheets=sheets, font_config=STYLES.fonts, **options
            )
    except FatalURLFetchingError as fatal:  # a BaseException, so no caller would catch it
        raise not_made(str(fatal)) from fatal
    if fetcher.forbidden:  # WeasyPrint goes on without an image whose drawing failed
        raise not_made(fetcher.forbidden[0])
    return pdf


def not_made(address: str) -> ForbiddenFetch:
    return ForbiddenFetch(
        _("Ce document demande un fichier extérieur (%(address)s) : il n’est pas produit.")
        % {"address": repr(address)}
    )


def attachment(file: DataFile, established_at: datetime) -> Attachment:
    established = established_at.astimezone(UTC)
    return Attachment(
        string=file.content,
        url_fetcher=HeldWithinTheDocument(),
        name=file.name,
        description=file.description,
        relationship=file.relationship,
        created=established,
        modified=established,
    )


@dataclass(frozen=True)
class Finishing:
    """What WeasyPrint leaves out or says twice. The charts are found by their title."""

    language: str
    charts: Mapping[str, Chart]

    def __call__(self, document: Document, pdf: pydyf.PDF) -> None:
        self.list_each_file_once(pdf)
        self.name_the_language(pdf)
        describe_the_charts(pdf, self.charts)

    def list_each_file_once(self, pdf: pydyf.PDF) -> None:
        """Each associated file is listed twice; ISO 19005-3 wants each once."""
        associated: list[Any] = pdf.catalog["AF"]
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(associated))

    def name_the_language(self, pdf: pydyf.PDF) -> None:
        """In the metadata too, where an archive looks for it (Dublin Core)."""
        said = LANGUAGE_IN_METADATA.format(language=self.language).encode()
        (metadata,) = [each for each in pdf.objects if is_metadata(each)]
        metadata.stream = [part.replace(END_OF_RDF, said + END_OF_RDF) for part in metadata.stream]


def is_metadata(each: object) -> bool:
    return isinstance(each, pydyf.Stream) and each.extra.get("Type") == "/Metadata"


@dataclass(frozen=True)
class FinishingPiece:
    charts: Mapping[str, Chart]
    name: str

    def __call__(self, document: Document, pdf: pydyf.PDF) -> None:
        """The headers of tables are known by a name that no other piece has."""
        describe_the_charts(pdf, self.charts)
        for each in pdf.objects:
            if isinstance(each, pydyf.Dictionary) and each.get("S") == "/TH" and "ID" in each:
                each["ID"].string = f"{self.name[:12]}-{each['ID'].string}"


def describe_the_charts(pdf: pydyf.PDF, charts: Mapping[str, Chart]) -> None:
    """A figure of the structure tree has its drawing's title alone; the sentence says what it
    shows."""
    for figure in pdf.objects:
        if isinstance(figure, pydyf.Dictionary) and figure.get("S") == "/Figure":
            title = figure["Alt"].string if "Alt" in figure else ""
            if chart := charts.get(title):
                figure["Alt"] = pydyf.String(f"{title}. {french(chart.sentence)}")
