"""The files that travel inside the PDF: the frozen content, the analysis, the observations."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from reports.content import CaseColumn, Comparison, CriterionCell, IncidentReport, Observation

# A spreadsheet reads a cell that starts so as a formula, and may cut a cell at another separator.
FORMULA_AT_START = re.compile(r"^(?=[\t\r\n]|\s*[=+\-@＝＋－＠])")
FORMULA_INSIDE = re.compile(r'([;,|"\t\r\n]\s{0,4})(?=[=+\-@＝＋－＠])')
BYTE_ORDER_MARK = "\ufeff"
UNANSWERED = ""


@dataclass(frozen=True)
class DataFile:
    name: str
    description: str
    relationship: str
    """AFRelationship of ISO 19005-3: what the file is to the document."""
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def data_files(report: IncidentReport) -> tuple[DataFile, ...]:
    """Sorted by name, as a PDF name tree wants them."""
    return (
        DataFile(
            "analyse.json",
            _("Les huit critères de chaque incident comparé, avec le nombre de réponses"),
            "Data",
            analysis(report.comparison).encode(),
        ),
        DataFile(
            "contenu.json",
            _("Le contenu figé dont ce document est l’impression"),
            "Source",
            report.as_json().encode(),
        ),
        DataFile(
            "observations.csv",
            _("Les observations de l’annexe A, sans nom d’observateur"),
            "Data",
            observations(report.observations).encode(),
        ),
    )


def analysis(comparison: Comparison) -> str:
    """The same object by case key as `manage.py analyse --format json` prints."""
    by_case = {
        column.key: criteria_of(column, [(row.code, row.cells[index]) for row in comparison.rows])
        for index, column in enumerate(comparison.columns)
    }
    return json.dumps(by_case, ensure_ascii=False, indent=1) + "\n"


def criteria_of(column: CaseColumn, cells: list[tuple[str, CriterionCell]]) -> dict[str, object]:
    return {
        "respondents": column.respondents,
        "sufficiency": column.sufficiency,
        **{code: criterion(cell) for code, cell in cells},
        "field_restoration": {
            "median_minutes": number(column.restoration_minutes),
            "answered": column.restoration_answered,
        },
    }


def criterion(cell: CriterionCell) -> dict[str, object]:
    shown: dict[str, object] = {"label": cell.label, "answered": cell.answered}
    if cell.positive is not None:
        shown["positive"] = cell.positive
    if cell.interval is not None:
        shown["interval"] = [number(bound) for bound in cell.interval]
    return shown


def number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def observations(rows: tuple[Observation, ...]) -> str:
    questions = list(dict.fromkeys(each.question for row in rows for each in row.answers))
    return as_sheet([titles(questions), *(cells(row, questions) for row in rows)])


def titles(questions: list[str]) -> list[str]:
    known = ["Observation", _("Observateur"), _("Type d’organisation"), _("Produit")]
    moments = [_("Observé le (UTC)"), _("Reçu le (UTC)"), "Source"]
    return [*known, *moments, *questions, _("Fait"), _("Inférence"), "Opinion"]


def cells(row: Observation, questions: list[str]) -> list[str]:
    answered = {each.question: each.answer for each in row.answers}
    given = [answered.get(question) or UNANSWERED for question in questions]
    known = [f"A-{row.number}", str(row.observer), row.organisation_kind, row.product]
    moments = [f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (row.observed_at, row.received_at)]
    return [*known, *moments, row.source, *given, row.fact, row.inference, row.opinion]


def as_sheet(rows: Iterable[Iterable[str]]) -> str:
    """Semicolons and a byte order mark, so that a French spreadsheet opens it by a double click.

    No cell is read as a formula.
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows(map(without_formula, row) for row in rows)
    return BYTE_ORDER_MARK + sheet.getvalue()


def without_formula(text: str) -> str:
    return FORMULA_INSIDE.sub(r"\1'", FORMULA_AT_START.sub("'", text))
