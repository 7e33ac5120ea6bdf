"""The committee's dashboard: how long the watch takes, what waits longest, who is silent. It reads
cases and dossiers alike, which only this package may."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases import overview
from cases.actions.guards import refuse_outsiders
from cases.charts.delays import delays_chart
from cases.delays import by_publisher, delays
from cases.evidence.remembered import until_next_entry
from cases.models import Case
from cases.notices import unsent_questions
from cases.words import duration
from members.http import MemberRequest
from reports.health import dossier_health


@dataclass(frozen=True)
class Oldest:
    case: Case
    step: str
    waits: str


@require_safe
def dashboard(request: MemberRequest) -> HttpResponse:
    refuse_outsiders(request.user)
    now = timezone.now()
    watch = until_next_entry("dashboard", lambda: overview.watch(now))
    queue, standings, told = watch.queue, watch.standings, delays(watch.courses)
    health = dossier_health()
    context = {
        "queue": queue,
        "queue_waits": _since(queue.oldest, now),
        "standings": [(each, _cases_at(each)) for each in standings],
        "oldest": _oldest(standings, now),
        "first_looks": watch.first_looks,
        "chart": delays_chart("delais", told),
        "outliers": [
            (each.course, delay.leg.label, duration(each.length))
            for delay in told
            for each in delay.outliers
        ],
        "publishers": [
            (each, duration(each.delay.median) if each.delay and each.delay.median else "")
            for each in by_publisher(watch.courses)
        ],
        "silences": [(each, duration(now - each.since)) for each in watch.silences],
        "health": health,
        "health_waits": _since(health.oldest, now),
        "unsent": unsent_questions().count(),
    }
    return render(request, "dashboard.html", context)


def _cases_at(standing: overview.Standing) -> str:
    return f"{reverse('admin:cases_case_changelist')}?state__exact={standing.state}"


def _since(at: datetime | None, now: datetime) -> str:
    return duration(now - at) if at else ""


def _oldest(standings: list[overview.Standing], now: datetime) -> list[Oldest]:
    """Across the steps, those that have stood still longest."""
    told = [
        (since, Oldest(case, str(standing.state.label), duration(now - since)))
        for standing in standings
        for case, since in standing.oldest
    ]
    ranked = sorted(told, key=lambda pair: (pair[0], pair[1].case.pk))
    return [oldest for _since, oldest in ranked[: overview.OLDEST_SHOWN]]
