"""The table of the article: the eight criteria down, the compared cases across. Pure.

Page, terminal, dossier and bulletin print from here, so that they cannot differ.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.analysis import NONE_RECEIVED, Analysis, CriterionResult
from cases.charts.matrix import Shade, shade_of
from cases.criteria import CRITERIA, END_COMMUNICATION, PUBLISHER_COMMUNICATION, Criterion
from cases.figures import FEWEST_FOR_A_PERCENTAGE, UNKNOWN
from cases.labels import label_in_words

WORDING_WIDTH = 34
CELL_WIDTH = 32
GUTTER = "  "


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    analysis: Analysis

    @property
    def respondents(self) -> str:
        count = self.analysis.respondent_count
        return ngettext(
            "%(n)s répondant : %(sufficiency)s", "%(n)s répondants : %(sufficiency)s", count
        ) % {"n": count, "sufficiency": label_in_words(self.analysis.sufficiency.value)}

    @property
    def field_restoration(self) -> str:
        restoration = self.analysis.field_restoration
        basis = _("n = %(n)s") % {"n": restoration.answered}
        if restoration.median_minutes is None:
            return f"{label_in_words(UNKNOWN)} ({basis})"
        return f"{number_format(restoration.median_minutes, 1)} min ({basis})"


@dataclass(frozen=True, slots=True)
class Cell:
    """`note` is the number of the sentence that stands under the table for this cell."""

    result: CriterionResult
    note: int | None = None

    @property
    def label(self) -> str:
        return label_in_words(self.result.label)

    @property
    def shade(self) -> Shade:
        return shade_of(self.result.code, self.result.label)

    @property
    def basis(self) -> str:
        """How many answered; of a ratio also how many are counted, and how far it may be off: in
        per cent, so from ten answers on (guard G5)."""
        basis = _("n = %(n)s") % {"n": self.result.answered}
        ratio = self.result.ratio
        if ratio is None or ratio.interval is None:
            return basis
        if self.result.answered < FEWEST_FOR_A_PERCENTAGE:
            return _("%(basis)s, dont %(positive)s") % {"basis": basis, "positive": ratio.positive}
        lower, upper = (number_format(bound * 100, 1) for bound in ratio.interval)
        return _("%(basis)s, dont %(positive)s ; intervalle à 95 %% : %(lower)s à %(upper)s %%") % {
            "basis": basis,
            "positive": ratio.positive,
            "lower": lower,
            "upper": upper,
        }


@dataclass(frozen=True, slots=True)
class Row:
    criterion: Criterion
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    number: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Comparison:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    footnotes: tuple[Footnote, ...]


def compare(analyses: Sequence[tuple[str, Analysis]]) -> Comparison:
    columns = tuple(Column(label, analysis) for label, analysis in analyses)
    sentences = [_silence(column) for column in columns]
    silent = [index for index, sentence in enumerate(sentences) if sentence]
    notes = {index: number for number, index in enumerate(silent, start=1)}
    return Comparison(
        columns,
        tuple(Row(criterion, tuple(_cells(criterion, columns, notes))) for criterion in CRITERIA),
        tuple(Footnote(number, sentences[index]) for index, number in notes.items()),
    )


def _cells(
    criterion: Criterion, columns: Sequence[Column], notes: dict[int, int]
) -> Iterator[Cell]:
    for index, column in enumerate(columns):
        result = column.analysis.result(criterion.code)
        yield Cell(result, notes[index] if result.label == NONE_RECEIVED else None)


def _silence(column: Column) -> str:
    """« aucune » says what reached the observers, not what the publisher did: so says this."""
    incident = column.analysis.result(PUBLISHER_COMMUNICATION)
    end = column.analysis.result(END_COMMUNICATION)
    silent = (incident.label == NONE_RECEIVED, end.label == NONE_RECEIVED)
    if not any(silent):
        return ""
    sentence = {
        (True, True): _(
            "%(case)s : aucun message de l’éditeur n’est parvenu aux %(n)s observateurs interrogés."
        ),
        (True, False): _(
            "%(case)s : aucun message de l’éditeur pendant l’incident n’est parvenu "
            "aux %(n)s observateurs interrogés."
        ),
        (False, True): _(
            "%(case)s : aucun message de l’éditeur sur la fin de l’incident n’est parvenu "
            "aux %(n)s observateurs interrogés."
        ),
    }[silent]
    # Both criteria ask the same observers.
    return sentence % {"case": column.label, "n": end.answered}


def as_text(comparison: Comparison) -> str:
    """The table for a terminal, in aligned columns."""
    columns = comparison.columns
    lines = [
        *_text_row(_("Critère"), [column.label for column in columns]),
        *_text_rule(len(columns)),
    ]
    for row in comparison.rows:
        lines += _text_row(
            f"{row.criterion.number} - {row.criterion.wording}",
            [_text_cell(cell) for cell in row.cells],
        )
    lines += _text_rule(len(columns))
    lines += _text_row(_("Répondants"), [column.respondents for column in columns])
    lines += _text_row(
        _("Retour à la normale constaté"), [column.field_restoration for column in columns]
    )
    notes = [f"({note.number}) {note.sentence}" for note in comparison.footnotes]
    return "\n".join([*lines, *([""] if notes else []), *notes]) + "\n"


def _text_cell(cell: Cell) -> str:
    mark = f" ({cell.note})" if cell.note else ""
    return f"{cell.label}{mark}\n{cell.basis}"


def _text_row(wording: str, cells: Sequence[str]) -> list[str]:
    blocks = [_wrapped(wording, WORDING_WIDTH), *(_wrapped(cell, CELL_WIDTH) for cell in cells)]
    widths = _widths(len(cells))
    return [
        GUTTER.join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()
        for parts in zip_longest(*blocks, fillvalue="")
    ]


def _text_rule(cell_count: int) -> list[str]:
    return [GUTTER.join("-" * width for width in _widths(cell_count))]


def _widths(cell_count: int) -> list[int]:
    return [WORDING_WIDTH, *[CELL_WIDTH] * cell_count]


def _wrapped(text: str, width: int) -> list[str]:
    return [
        line
        for paragraph in text.split("\n")
        for line in textwrap.wrap(paragraph, width, break_on_hyphens=False)
    ]
