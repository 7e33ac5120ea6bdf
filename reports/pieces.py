"""A frozen content as the HTML of its pieces: each is laid out by itself, and only when it changed.

What differs from version to version (reference, number of pages) is on the first piece alone and in
the margins, which are drawn when the pieces are joined.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import batched
from pathlib import Path
from typing import Any

from django.template import Context, Engine

from cases.charts.chart import Chart
from reports.binding.outcome import NOTHING_BOUND, Bound, Outcome
from reports.content import Exhibit, IncidentReport
from reports.data_files import DataFile

ROOT = Path(__file__).resolve().parent.parent
ROWS = 500
"""Of a table in one piece: the time of a layout grows faster than its rows."""
OBSERVATIONS = 100
CHRONOLOGY = "print/incident_report/chronology.html"
OBSERVED = "print/incident_report/observations.html"
EXHIBITS = "print/incident_report/exhibits.html"
JOURNAL = "print/incident_report/journal.html"
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
END = ("print/incident_report/corrections.html", "print/incident_report/integrity.html")

type Lines = list[tuple[Exhibit, Outcome | None]]


@dataclass(frozen=True)
class Written:
    """The HTML of the pieces that follow the cover and the contents, in their order."""

    report: IncidentReport
    files: tuple[DataFile, ...]
    charts: Mapping[str, Chart]
    bound: Bound = NOTHING_BOUND

    def front(self, pages: Mapping[str, int]) -> str:
        """The cover and the contents, `pages` being where each part begins."""
        page = templates().get_template("print/incident_report.html")
        return _rendered(page, {**self._context, "pages": pages})

    def __iter__(self) -> Iterator[str]:
        told = () if self.bound.facts else self.report.chronology
        rows = list(batched(told, ROWS))
        if len(rows) <= 1:
            yield self._piece((*BEFORE, *AFTER), rows=told, is_first=True)
        else:
            yield self._piece(BEFORE, rows=rows[0], is_first=True)
            yield from (self._piece((CHRONOLOGY,), rows=more) for more in rows[1:])
            yield self._piece(AFTER)
        yield from self._sliced(OBSERVED, self.report.observations, OBSERVATIONS)
        yield from self._tail(self.report.journal)

    def _tail(self, journal: Sequence[object]) -> Iterator[str]:
        """What changes with every version, in one piece if it is not long."""
        if len(journal) <= ROWS:
            yield self._piece((EXHIBITS, JOURNAL, *END), rows=journal, is_first=True)
            return
        yield self._piece((EXHIBITS, JOURNAL), rows=journal[:ROWS], is_first=True)
        yield from (self._piece((JOURNAL,), rows=more) for more in batched(journal[ROWS:], ROWS))
        yield self._piece(END)

    def _sliced(self, part: str, rows: Sequence[object], size: int) -> Iterator[str]:
        yield self._piece((part,), rows=rows[:size], is_first=True)
        for more in batched(rows[size:], size):
            yield self._piece((part,), rows=more)

    def _piece(
        self, parts: tuple[str, ...], rows: Sequence[object] = (), *, is_first: bool = False
    ) -> str:
        page = templates().get_template("print/piece.html")
        said = {"parts": parts, "rows": rows, "is_first": is_first}
        return _rendered(page, {**self._context, **said})

    @property
    def _context(self) -> dict[str, Any]:
        return {
            "report": self.report,
            "cover": self.report.cover,
            "files": self.files,
            "digest": self.report.digest(),
            "charts": self.charts,
            "bound": self.bound,
            "lines": lines_of(self.report, self.bound),
        }


def lines_of(report: IncidentReport, bound: Bound) -> Lines:
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
