"""The whole « Constat d'incident »."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from cases.charts.drawn import CaseCharts
from reports import canonical
from reports.content.annexes import JournalLine, JournalRoot, Observation
from reports.content.errors import ContentRefused
from reports.content.exhibits import Schedule
from reports.content.facts import (
    ChronologyRow,
    Effect,
    Finding,
    Method,
    PublisherMessage,
    Timing,
)
from reports.content.grid import Comparison
from reports.content.identity import Cover, Identification
from reports.content.outcome import Decision, Relay
from reports.content.seal import Seal

SCHEMA = "promesse-incident-report/1"


@dataclass(frozen=True)
class IncidentReport:
    cover: Cover
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
    decision: Decision | None
    relay: Relay | None
    observations: tuple[Observation, ...]
    journal: tuple[JournalLine, ...]
    decision_absence: str = ""
    """Why there is no decision to print: not taken yet, or kept to the internal version."""
    references_to_confirm: tuple[str, ...] = ()
    timezone: str = "Europe/Paris"
    language: str = "fr"
    """In which it was frozen, and is printed for ever."""
    charts: CaseCharts | None = None
    """What is drawn of this case; None in what was frozen before there were charts."""
    root: JournalRoot | None = None
    """The last of the journal; None where it had none yet, or what was frozen names none."""
    schedule: Schedule | None = None
    """None where no exhibit was put on it, or what was frozen knew of none."""
    seal: Seal | None = None
    """None in what was frozen before documents were sealed: it stays without."""
    originals: tuple[str, ...] | None = None
    """Files handed in by then, by their name in the journal, in the order of the bag; None in what
    was frozen before they were told."""
    schema: str = SCHEMA

    def __post_init__(self) -> None:
        if self.schema != SCHEMA:
            raise ContentRefused(f"{self.schema} is not {SCHEMA}")

    def as_json(self) -> str:
        return self._json

    @cached_property
    def _json(self) -> str:
        """Written once: the digest, the identifier and the attachment all ask for it."""
        return canonical.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """One that was frozen before a field was there keeps its own digest, without that field."""
        report = canonical.from_json(cls, text)
        report.__dict__["_json"] = canonical.to_json_like(report, text)
        return report

    def digest(self) -> str:
        """SHA-256 of the frozen content, the very bytes that the PDF carries as `contenu.json`."""
        return hashlib.sha256(self.as_json().encode()).hexdigest()
