"""A row whose work is to be printed, a dossier or a document of a claim, as its worker moves it."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from reports.jobs import (
    MOST_ATTEMPTS,
    WAKE_AGAIN_AFTER,
    NoLongerOurs,
    given_up,
    silent,
    silent_worker,
)
from reports.states import NOT_BEGUN, DossierState, Stage


def claimed(requested: QuerySet[Any]) -> bool:
    """Of the workers that were told of one row, one has it."""
    now = timezone.now()
    taken = requested.filter(state=DossierState.REQUESTED).update(
        state=DossierState.RENDERING,
        stage=Stage.LAYOUT,
        attempts=F("attempts") + 1,
        started_at=now,
        heartbeat_at=now,
        pages=None,
    )
    return taken == 1


def ours(row: Any) -> QuerySet[Any]:
    """The row, if nobody stopped the work or took it over meanwhile."""
    held: QuerySet[Any] = type(row).objects.filter(
        pk=row.pk,
        state=DossierState.RENDERING,
        attempts=row.attempts,
        started_at=row.started_at,
    )
    return held


def reach(row: Any, stage: Stage) -> None:
    """Raises `NoLongerOurs`."""
    if not ours(row).update(stage=stage, heartbeat_at=timezone.now()):
        raise NoLongerOurs


def count(row: Any, pages: int) -> None:
    """Raises `NoLongerOurs`."""
    if not ours(row).update(pages=pages, heartbeat_at=timezone.now()):
        raise NoLongerOurs


def swept(rows: QuerySet[Any], fail: Callable[[Any, str], object]) -> list[str]:
    """Take back what a dead worker held, give up after the third time; return what waits."""
    now = timezone.now()
    stale = rows.filter(silent_worker(now), state=DossierState.RENDERING)
    for row in stale.filter(attempts__gte=MOST_ATTEMPTS):
        fail(row, given_up())
    stale.filter(attempts__lt=MOST_ATTEMPTS).update(**NOT_BEGUN)
    asleep = silent("woken_at", WAKE_AGAIN_AFTER, now)
    waiting = rows.filter(asleep, state=DossierState.REQUESTED)
    keys = [str(pk) for pk in waiting.values_list("pk", flat=True)]
    waiting.filter(pk__in=keys).update(woken_at=now)
    return keys
