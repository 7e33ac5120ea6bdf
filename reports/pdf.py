"""A frozen content becomes a PDF/A-3a; the only module that knows WeasyPrint."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any, Never

import pydyf
from django.template import Context, Engine
from django.utils.translation import gettext as _
from django.utils.translation import override
from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from cases.charts.chart import Chart
from members.typography import french
from reports.binding.outcome import NOTHING_BOUND, Bound, Outcome
from reports.content import Exhibit, IncidentReport
from reports.data_files import DataFile, data_files
from reports.typeface import font_faces

ROOT = Path(__file__).resolve().parent.parent
STYLESHEET = ROOT / "static" / "promesse" / "print.css"
EXHIBIT_SHEET = ROOT / "static" / "promesse" / "print-exhibit.css"
SHOWN_OF_AN_ADDRESS = 200
END_OF_RDF = b"</rdf:RDF>"
LANGUAGE_IN_METADATA = (
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about="">'
    "<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
    "</rdf:Description>"
)

security_log = logging.getLogger("promesse.security")


class ForbiddenFetch(Exception):
    """The document asked for something that it does not hold: it is not made."""


class HeldWithinTheDocument(URLFetcher):
    """Nothing is read from disk or network: a member's text cannot reach another file or host."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
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
        files, charts = data_files(report), drawn(report)
        return write_pdf(written(report, files, charts, bound), report, files, charts)


def print_page(template: str, context: Mapping[str, object], language: str) -> bytes:
    """A document that claims no archive format: what goes in the file of exhibits."""
    with override(language):
        html = (
            templates()
            .get_template(template)
            .render(Context({**context, "language": language}, use_l10n=False, use_tz=False))
        )
    fetcher, fonts = HeldWithinTheDocument(), FontConfiguration()
    sheet = font_faces() + STYLESHEET.read_text() + EXHIBIT_SHEET.read_text()
    style = CSS(string=sheet, font_config=fonts, url_fetcher=fetcher)
    identifier = hashlib.sha256(html.encode()).hexdigest()[:32].encode()
    try:
        pdf: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(
            stylesheets=[style], font_config=fonts, pdf_identifier=identifier
        )
    except FatalURLFetchingError as fatal:
        raise not_made(str(fatal)) from fatal
    if fetcher.forbidden:
        raise not_made(fetcher.forbidden[0])
    return pdf


def written(
    report: IncidentReport,
    files: tuple[DataFile, ...],
    charts: Mapping[str, Chart],
    bound: Bound = NOTHING_BOUND,
) -> str:
    context = {
        "report": report,
        "cover": report.cover,
        "files": files,
        "digest": report.digest(),
        "charts": charts,
        "bound": bound,
        "lines": lines_of(report, bound),
    }
    page = templates().get_template("print/incident_report.html")
    return page.render(Context(context, use_l10n=False, use_tz=False))


def lines_of(report: IncidentReport, bound: Bound) -> list[tuple[Exhibit, Outcome | None]]:
    """Each line of the schedule, and what became of its file where it is known."""
    if report.schedule is None:
        return []
    known = bound.by_number
    return [(each, known.get(each.number)) for each in report.schedule.exhibits]


def drawn(report: IncidentReport) -> dict[str, Chart]:
    if report.charts is None:
        return {}
    incident, propagation, load = report.charts.drawn("constat")
    return {"incident": incident, "propagation": propagation, "load": load}


@cache
def templates() -> Engine:
    """An engine of its own: no context processor or site setting changes the print."""
    return Engine(
        dirs=[str(ROOT / "templates")],
        libraries={
            "i18n": "django.templatetags.i18n",
            "print_fr": "reports.templatetags.print_fr",
        },
    )


def write_pdf(
    html: str, report: IncidentReport, files: tuple[DataFile, ...], charts: Mapping[str, Chart]
) -> bytes:
    fetcher = HeldWithinTheDocument()
    finish = Finishing(report.language, {each.title: each for each in charts.values()})
    try:
        pdf = lay_out(html, report, files, fetcher, finish)
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


def lay_out(
    html: str,
    report: IncidentReport,
    files: tuple[DataFile, ...],
    fetcher: HeldWithinTheDocument,
    finish: "Finishing",
) -> bytes:
    fonts = FontConfiguration()
    sheet = font_faces() + STYLESHEET.read_text()
    style = CSS(string=sheet, font_config=fonts, url_fetcher=fetcher)
    pdf: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[style],
        font_config=fonts,
        attachments=[attachment(file, report) for file in files],
        pdf_variant="pdf/a-3a",
        pdf_identifier=report.digest()[:32].encode(),
        finisher=finish,
    )
    return pdf


def attachment(file: DataFile, report: IncidentReport) -> Attachment:
    established = report.cover.established_at.astimezone(UTC)
    return Attachment(
        string=file.content,
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
        self.describe_the_charts(pdf)

    def list_each_file_once(self, pdf: pydyf.PDF) -> None:
        """Each associated file is listed twice; ISO 19005-3 wants each once."""
        associated: list[Any] = pdf.catalog["AF"]
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(associated))

    def name_the_language(self, pdf: pydyf.PDF) -> None:
        """In the metadata too, where an archive looks for it (Dublin Core)."""
        said = LANGUAGE_IN_METADATA.format(language=self.language).encode()
        (metadata,) = [each for each in pdf.objects if is_metadata(each)]
        metadata.stream = [part.replace(END_OF_RDF, said + END_OF_RDF) for part in metadata.stream]

    def describe_the_charts(self, pdf: pydyf.PDF) -> None:
        """A figure of the structure tree has its drawing's title alone; the sentence says what it
        shows."""
        for figure in pdf.objects:
            if isinstance(figure, pydyf.Dictionary) and figure.get("S") == "/Figure":
                title = figure["Alt"].string if "Alt" in figure else ""
                if chart := self.charts.get(title):
                    figure["Alt"] = pydyf.String(f"{title}. {french(chart.sentence)}")


def is_metadata(each: object) -> bool:
    return isinstance(each, pydyf.Stream) and each.extra.get("Type") == "/Metadata"
