"""Which charts of a case a person sees."""

from typing import Any

from cases.case_charts import charts_for_members, charts_of_case, first_report_of
from cases.charts.chart import Chart
from cases.evidence.remembered import until_next_entry
from cases.models import Case
from members.models import User

SECONDS_KEPT = 600


def charts_shown_to(user: User, case: Case, findings: dict[str, Any] | None) -> tuple[Chart, ...]:
    """All of a case to who follows it; to everyone else, what five or more told of a relayed one.

    Drawn once, until the journal's next entry.
    """
    if findings is None:
        return ()
    audience = "followers" if user.follows_cases else "members"
    name = f"charts:{case.pk}:{audience}"
    return until_next_entry(name, lambda: _drawn(user, case, findings), seconds=SECONDS_KEPT)


def _drawn(user: User, case: Case, findings: dict[str, Any]) -> tuple[Chart, ...]:
    if not user.follows_cases:
        return charts_for_members(case, findings)
    charts = charts_of_case(case, case.analysis(), reported_at=first_report_of(case))
    return charts.drawn(case.reference)
