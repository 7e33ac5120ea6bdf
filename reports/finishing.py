"""What WeasyPrint leaves out of a PDF/A-3a, or says twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pydyf
from weasyprint import Document

from cases.charts.chart import Chart
from members.typography import french

END_OF_RDF = b"</rdf:RDF>"
LANGUAGE_IN_METADATA = (
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about="">'
    "<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
    "</rdf:Description>"
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
