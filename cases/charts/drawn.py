"""The three charts of a case, under names that are unique in its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from cases.analysis import Analysis
from cases.charts.chart import Chart
from cases.charts.incident import Incident, incident_chart, only_of_many
from cases.charts.load import Load, load_chart
from cases.charts.of_case import incident_of, load_of, propagation_of
from cases.charts.propagation import Propagation, propagation_chart
from cases.timeline import MomentKind

# Below it, a member could tell whose figures they read (guard on published figures).
FEWEST_FOR_MEMBERS = 5


@dataclass(frozen=True)
class CaseCharts:
    """What the charts of a case draw: a dossier freezes it, and draws it later."""

    incident: Incident
    propagation: Propagation
    load: Load

    def drawn(self, key: str) -> tuple[Chart, ...]:
        return (
            incident_chart(f"incident-{key}", self.incident),
            propagation_chart(f"propagation-{key}", self.propagation),
            load_chart(f"appels-{key}", self.load),
        )

    def drawn_for_members(self, key: str) -> tuple[Chart, ...]:
        """Only what five or more told."""
        fewest = FEWEST_FOR_MEMBERS
        charts = [incident_chart(f"incident-{key}", only_of_many(self.incident, fewest))]
        if min(curve.asked for curve in self.propagation.curves) >= fewest:
            charts.append(propagation_chart(f"propagation-{key}", self.propagation))
        if min((slot.answered for slot in self.load.slots), default=0) >= fewest:
            charts.append(load_chart(f"appels-{key}", self.load))
        return tuple(charts)


def charts_of(
    analysis: Analysis, zone: ZoneInfo, steps: Iterable[tuple[MomentKind, datetime]]
) -> CaseCharts:
    return CaseCharts(
        incident_of(analysis, zone, steps),
        propagation_of(analysis, zone),
        load_of(analysis, zone),
    )
