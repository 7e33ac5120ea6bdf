"""Where the making of a dossier is: its stages, with counts where something was counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from statistics import median
from typing import Protocol

from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.words import duration
from reports.models import Dossier
from reports.states import DossierState, Stage

FEWEST_FOR_A_MEDIAN = 3
DOSSIERS_IN_A_MEDIAN = 50
FIRST_LOOK, LAST_LOOK = 2, 10


@dataclass(frozen=True)
class StageRow:
    label: str | Promise
    state: str
    detail: str


@dataclass(frozen=True)
class Progress:
    stages: tuple[StageRow, ...]
    done: int
    expected: str
    """How long it took before, or nothing when too few were made to say it."""

    @property
    def total(self) -> int:
        return len(self.stages)


@dataclass(frozen=True)
class Look:
    """When the page asks again, what it says then, and whether something is new since the last."""

    seconds: int
    query: str
    has_news: bool


class Work(Protocol):
    """A row that is a job, with as much of it as its progress needs."""

    state: str
    stage: str
    pages: int | None
    size: int | None

    @property
    def is_under_way(self) -> bool: ...


def progress_of(dossier: Dossier) -> Progress:
    """`dossier` comes `with_observation_counts`: its content is not read for it."""
    progress = progress_of_work(dossier, _observations(dossier.observation_count or 0))
    return replace(progress, expected=_expected() if dossier.is_under_way else "")


def progress_of_work(work: Work, frozen: str = "") -> Progress:
    """`frozen` says of the content what is worth counting."""
    stages = tuple(_rows(work, frozen))
    return Progress(stages, sum(row.state == "done" for row in stages), "")


def _observations(n: int) -> str:
    return ngettext("%(n)s observation", "%(n)s observations", n) % {"n": n}


def next_look(asked: Mapping[str, str], now: str) -> Look:
    """Every two seconds at first, then less and less often, up to ten; `now` is where it is."""
    before = asked.get("tour", "")
    seconds = int(before) if before.isdecimal() and len(before) < 3 else FIRST_LOOK - 1
    seconds = min(seconds + 1, LAST_LOOK)
    return Look(seconds, f"tour={seconds}&vu={now}", asked.get("vu", now) != now)


def _rows(work: Work, frozen: str) -> Iterator[StageRow]:
    reached = list(Stage).index(Stage(work.stage))
    for place, stage in enumerate(Stage):
        detail = frozen if stage == Stage.FROZEN else _detail(work, stage)
        yield StageRow(stage.label, _state(work, place, reached), detail)


def _state(work: Work, place: int, reached: int) -> str:
    """The content is frozen by the request itself; the last stage is done once it is reached."""
    if work.state == DossierState.READY or place == 0 or place < reached:
        return "done"
    if place > max(reached, 1):
        return "todo"
    match work.state:
        case DossierState.RENDERING:
            return "current"
        case DossierState.FAILED:
            return "failed"
    return "todo"


def _detail(work: Work, stage: Stage) -> str:
    match stage:
        case Stage.LAYOUT if work.pages:
            n = work.pages
            return ngettext("%(n)s page", "%(n)s pages", n) % {"n": n}
        case Stage.STORAGE if work.size:
            return filesizeformat(work.size)
    return ""


def _expected() -> str:
    made = Dossier.objects.filter(state=DossierState.READY, started_at__isnull=False)
    last = made.order_by("-ready_at").values_list("started_at", "ready_at")[:DOSSIERS_IN_A_MEDIAN]
    lengths = [(ready - started).total_seconds() for started, ready in last if started and ready]
    if len(lengths) < FEWEST_FOR_A_MEDIAN:
        return ""
    return _("D’ordinaire %(length)s (médiane des %(n)s derniers dossiers).") % {
        "length": in_words(round(median(lengths))),
        "n": len(lengths),
    }


def in_words(seconds: int) -> str:
    if seconds >= 60:
        return duration(timedelta(seconds=seconds))
    return _("%(n)s\u00a0s") % {"n": max(seconds, 1)}
