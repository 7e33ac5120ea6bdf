"""A frozen content as the HTML of its pieces: each is laid out by itself, and only when it changed.

What differs from version to version (reference, number of pages) is on the first piece alone and in
the margins, which are drawn when the pieces are joined.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import batched
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from django.template import Context, Engine

from cases.charts.chart import Chart
from reports.binding.outcome import NOTHING_BOUND, Bound, Outcome
from reports.content import Exhibit, IncidentReport, Scheduled
from reports.data_files import DataFile
from reports.paging import Flow

ROOT = Path(__file__).resolve().parent.parent
ROWS = 500
"""Of a table in one piece: the time of a layout grows faster than its rows."""
OBSERVATIONS = 100
CONTENTS = "print/incident_report/contents.html"
CHRONOLOGY = "print/incident_report/chronology.html"
OBSERVED = "print/incident_report/observations.html"
BEFORE = (
    "print/incident_report/identification.html",
    "print/incident_report/method.html",
    CHRONOLOGY,
)
AFTER = (
    "print/incident_report/criteria.html",
    "print/incident_report/timing.html",
    "print/incident_report/findings.html",
    "print/incident_report/decision.html",
)
CORRECTIONS = "print/incident_report/corrections.html"
INTEGRITY = "print/incident_report/integrity.html"


class Part(NamedTuple):
    """A table to which versions add rows (see `Flow`)."""

    template: str
    mark: str
    lines: int


EXHIBITS = Part("print/incident_report/exhibits.html", "exhibit-", 24)
JOURNAL = Part("print/incident_report/journal.html", "entry-", 40)
DIGESTS = Part("print/incident_report/digests.html", "digest-", 48)


class WritesParts(Protocol):
    def __call__(
        self,
        parts: tuple[str, ...],
        rows: Sequence[object],
        *,
        is_first: bool,
        is_last: bool,
    ) -> str: ...


type Lines = list[tuple[Exhibit, Outcome | None]]


@dataclass(frozen=True)
class Written:
    """The HTML of the pieces that follow the cover and the contents, in their order."""

    report: IncidentReport
    files: tuple[DataFile, ...]
    charts: Mapping[str, Chart]
    bound: Bound = NOTHING_BOUND

    def cover(self) -> str:
        return _rendered(templates().get_template("print/incident_report.html"), self._context)

    def contents(self, pages: Mapping[str, int]) -> str:
        """`pages` being where each part begins."""
        return _piece({"report": self.report, "parts": (CONTENTS,), "pages": pages})

    def __iter__(self) -> Iterator[str | Flow]:
        told = () if self.bound.facts else self.report.chronology
        rows = list(batched(told, ROWS))
        if len(rows) <= 1:
            yield self._piece((*BEFORE, *AFTER), rows=told, is_first=True)
        else:
            yield self._piece(BEFORE, rows=rows[0], is_first=True)
            yield from (self._piece((CHRONOLOGY,), rows=more) for more in rows[1:])
            yield self._piece(AFTER)
        yield from self._sliced(OBSERVED, self.report.observations, OBSERVATIONS)
        if self.report.schedule:
            yield from schedule_of(self.report, self.bound)
        without = () if self.report.schedule else (EXHIBITS.template,)
        yield from growing(self._piece, JOURNAL, self.report.journal, without, (CORRECTIONS,))
        yield from growing(
            self._piece, DIGESTS, lines_of(self.report, self.bound), (), (INTEGRITY,)
        )

    def _sliced(self, part: str, rows: Sequence[object], size: int) -> Iterator[str]:
        yield self._piece((part,), rows=rows[:size], is_first=True)
        for more in batched(rows[size:], size):
            yield self._piece((part,), rows=more)

    def _piece(
        self,
        parts: tuple[str, ...],
        rows: Sequence[object] = (),
        *,
        is_first: bool = False,
        is_last: bool = False,
    ) -> str:
        said = {"parts": parts, "rows": rows, "is_first": is_first, "is_last": is_last}
        return _piece({**self._context, **said})

    @property
    def _context(self) -> dict[str, Any]:
        return {
            "report": self.report,
            "cover": self.report.cover,
            "files": self.files,
            "digest": self.report.digest(),
            "charts": self.charts,
            "bound": self.bound,
        }


def schedule_of(report: Scheduled, bound: Bound) -> Iterator[str | Flow]:
    """The same pages in a dossier of an incident and in front of its exhibits."""

    def piece(
        parts: tuple[str, ...], rows: Sequence[object], *, is_first: bool, is_last: bool
    ) -> str:
        is_annex = isinstance(report, IncidentReport)
        said = {"parts": parts, "rows": rows, "is_first": is_first, "is_last": is_last}
        return _piece({"report": report, "is_annex": is_annex, **said})

    yield from growing(piece, EXHIBITS, lines_of(report, bound))


def lines_of(report: Scheduled, bound: Bound) -> Lines:
    """Each of the schedule, and what became of its file where it is known."""
    if report.schedule is None:
        return []
    known = bound.by_number
    return [(each, known.get(each.number)) for each in report.schedule.exhibits]


def growing(
    piece: WritesParts,
    part: Part,
    rows: Sequence[object],
    over: tuple[str, ...] = (),
    under: tuple[str, ...] = (),
) -> Iterator[str | Flow]:
    """Rows to which a version adds some. Slices that are full do not change any more."""
    full = max(len(rows) - 1, 0) // ROWS * ROWS

    def write(some: Sequence[object], *, is_first: bool, is_last: bool) -> str:
        parts = (*(over if is_first else ()), part.template, *(under if is_last else ()))
        return piece(parts, some, is_first=is_first, is_last=is_last)

    for place in range(0, full, ROWS):
        yield write(rows[place : place + ROWS], is_first=place == 0, is_last=False)
    yield Flow(rows[full:], part.mark, part.lines, write, is_first=full == 0)


def drawn(report: IncidentReport) -> dict[str, Chart]:
    if report.charts is None:
        return {}
    incident, propagation, load = report.charts.drawn("constat")
    return {"incident": incident, "propagation": propagation, "load": load}


def _piece(said: dict[str, Any]) -> str:
    return _rendered(templates().get_template("print/piece.html"), said)


def _rendered(page: Any, context: dict[str, Any]) -> str:
    html: str = page.render(Context(context, use_l10n=False, use_tz=False))
    return html


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
