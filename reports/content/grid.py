"""The eight criteria of one case, beside those of the cases it is compared with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cases.charts.matrix import Shade, shade_of
from cases.figures import FEWEST_FOR_A_PERCENTAGE
from reports.content.errors import ContentRefused

SILENCE = "aucune"
COMMUNICATION_CRITERIA = frozenset({"publisher_communication", "end_communication"})


@dataclass(frozen=True)
class CaseColumn:
    key: str
    reference: str
    publisher: str
    occurred_on: date
    respondents: int
    sufficiency: str
    restoration_minutes: Decimal | None
    restoration_answered: int


@dataclass(frozen=True)
class CriterionCell:
    label: str
    answered: int
    positive: int | None = None
    interval: tuple[Decimal, Decimal] | None = None

    def __post_init__(self) -> None:
        if self.answered < FEWEST_FOR_A_PERCENTAGE and re.search(r"\d\s*%", self.label):
            raise ContentRefused(f"{self.label}: no percentage below {FEWEST_FOR_A_PERCENTAGE}")

    @property
    def printed_interval(self) -> tuple[Decimal, Decimal] | None:
        return self.interval if self.answered >= FEWEST_FOR_A_PERCENTAGE else None


@dataclass(frozen=True)
class CriterionRow:
    code: str
    number: int
    title: str
    rule: str
    cells: tuple[CriterionCell, ...]
    """One for each column of the comparison, in its order."""

    @property
    def shaded(self) -> Iterator[tuple[CriterionCell, Shade]]:
        """Each cell with its place in the order of this criterion."""
        for cell in self.cells:
            yield cell, shade_of(self.code, cell.label)


@dataclass(frozen=True)
class Silence:
    publisher: str
    criterion: int
    asked: int


@dataclass(frozen=True)
class Comparison:
    columns: tuple[CaseColumn, ...]
    """The case of this document first, then those it is compared with."""
    rows: tuple[CriterionRow, ...]

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ContentRefused("every criterion needs one cell a column")

    @property
    def silences(self) -> Iterator[Silence]:
        """The cells that say what reached the observers, not what the publisher did."""
        for row in self.rows:
            for column, cell in zip(self.columns, row.cells, strict=True):
                if row.code in COMMUNICATION_CRITERIA and cell.label == SILENCE:
                    yield Silence(column.publisher, row.number, cell.answered)
