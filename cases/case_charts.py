"""A case as it stands → what its charts draw; the same for page, desk and dossier."""

from datetime import datetime
from typing import Any

from django.db.models import Min

from cases.analysis import Analysis
from cases.charts.chart import Chart
from cases.charts.drawn import CaseCharts, charts_of
from cases.models import Case
from cases.states import ObservationState
from cases.timeline import MomentKind


def charts_of_case(case: Case, analysis: Analysis, *, reported_at: datetime | None) -> CaseCharts:
    stamps = {
        MomentKind.REPORTED: reported_at,
        MomentKind.VERIFIED: case.verified_at,
        MomentKind.DECIDED: case.decided_at,
        MomentKind.RELAYED: case.relayed_at,
        MomentKind.DISMISSED: case.dismissed_at,
    }
    return charts_of(analysis, case.zone, [(kind, at) for kind, at in stamps.items() if at])


def first_report_of(case: Case) -> datetime | None:
    counted = case.observations.filter(state=ObservationState.RECEIVED)
    first: datetime | None = counted.aggregate(at=Min("received_at"))["at"]
    return first


def charts_for_members(case: Case, findings: dict[str, Any]) -> tuple[Chart, ...]:
    """From the observations as they are: once these no longer give the findings that were relayed,
    the findings alone are seen."""
    analysis = case.analysis()
    if analysis.as_json() != findings:
        return ()
    charts = charts_of_case(case, analysis, reported_at=first_report_of(case))
    return charts.drawn_for_members(case.reference)
