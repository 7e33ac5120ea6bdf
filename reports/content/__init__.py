"""Everything that a « Constat d'incident » prints, as frozen dataclasses.

A dossier keeps `as_json()` before anything is rendered, and is rendered from `from_json()` alone:
no later change of a name, a vote or a rule can reach a document that already exists. Persons and
organisations appear only as an observer's number and a function.
"""

from reports.content.annexes import Answer, JournalLine, JournalRoot, Observation
from reports.content.errors import ContentRefused
from reports.content.exhibits import Exhibit, Referenced, Schedule, Scheduled
from reports.content.facts import (
    Basis,
    ChronologyRow,
    Degree,
    Duration,
    Effect,
    Finding,
    Landmark,
    Method,
    PublisherMessage,
    Tally,
    Timing,
    Verification,
)
from reports.content.grid import CaseColumn, Comparison, CriterionCell, CriterionRow
from reports.content.identity import (
    Association,
    Classification,
    Cover,
    Identification,
    Product,
    ReportStatus,
)
from reports.content.outcome import Decision, Relay
from reports.content.report import IncidentReport
from reports.content.seal import Seal

__all__ = [
    "Answer",
    "Association",
    "Basis",
    "CaseColumn",
    "ChronologyRow",
    "Classification",
    "Comparison",
    "ContentRefused",
    "Cover",
    "CriterionCell",
    "CriterionRow",
    "Decision",
    "Degree",
    "Duration",
    "Effect",
    "Exhibit",
    "Finding",
    "Identification",
    "IncidentReport",
    "JournalLine",
    "JournalRoot",
    "Landmark",
    "Method",
    "Observation",
    "Product",
    "PublisherMessage",
    "Referenced",
    "Relay",
    "ReportStatus",
    "Schedule",
    "Scheduled",
    "Seal",
    "Tally",
    "Timing",
    "Verification",
]
