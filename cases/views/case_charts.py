"""Which charts of a case a person sees."""

from typing import Any

from cases.case_charts import charts_of_case, first_report_of
from cases.charts.chart import Chart
from cases.models import Case
from members.models import User


def charts_shown_to(user: User, case: Case, findings: dict[str, Any] | None) -> tuple[Chart, ...]:
    """All of a case to who follows it; to everyone else, what five or more told of a relayed one.

    Charts are drawn from the observations as they are. Once these no longer give the findings that
    were relayed, everyone else sees the findings alone.
    """
    if findings is None:
        return ()
    analysis = case.analysis()
    charts = charts_of_case(case, analysis, reported_at=first_report_of(case))
    if user.follows_cases:
        return charts.drawn(case.reference)
    return charts.drawn_for_members(case.reference) if analysis.as_json() == findings else ()
