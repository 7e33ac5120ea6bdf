"""What is the same for all who claim for one case: the facts, without observers or votes.

The names of the fields are those of an `IncidentReport`, whose templates print them.
"""

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property

from cases.charts.drawn import CaseCharts
from reports import canonical
from reports.content import (
    ChronologyRow,
    Comparison,
    Effect,
    Finding,
    Identification,
    IncidentReport,
    Method,
    PublisherMessage,
    Schedule,
    Timing,
)

SCHEMA = "promesse-claim-facts/1"


@dataclass(frozen=True)
class CaseFacts:
    identification: Identification
    summary: tuple[str, ...]
    method: Method
    chronology: tuple[ChronologyRow, ...]
    comparison: Comparison
    timing: Timing
    effects: tuple[Effect, ...]
    publisher_messages: tuple[PublisherMessage, ...]
    findings: tuple[Finding, ...]
    reserves: tuple[str, ...]
    schedule: Schedule | None
    charts: CaseCharts | None
    timezone: str
    language: str
    schema: str = SCHEMA

    def as_json(self) -> str:
        return self._json

    @cached_property
    def _json(self) -> str:
        return canonical.to_json(self)

    def digest(self) -> str:
        """Names this version of the case: claims that share it share what was laid out of it."""
        return hashlib.sha256(self.as_json().encode()).hexdigest()


def facts_of(report: IncidentReport) -> CaseFacts:
    """Without the numbers of the case's schedule: that of a claim gives others."""
    return CaseFacts(
        identification=report.identification,
        summary=report.summary,
        method=report.method,
        chronology=tuple(replace(row, exhibits=()) for row in report.chronology),
        comparison=report.comparison,
        timing=report.timing,
        effects=report.effects,
        publisher_messages=report.publisher_messages,
        findings=tuple(replace(each, exhibits=()) for each in report.findings),
        reserves=report.reserves,
        schedule=report.schedule,
        charts=report.charts,
        timezone=report.timezone,
        language=report.language,
    )
