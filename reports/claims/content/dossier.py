"""The whole « Dossier de demande d'indemnisation »."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Self

from reports import canonical
from reports.claims.content.amounts import Reckoned
from reports.claims.content.letter import Notice, ToConfirm
from reports.claims.content.parties import Contract, Parties
from reports.claims.content.perception import Perceived
from reports.claims.content.right import Breach, Flag, Ground, Right
from reports.content import (
    Association,
    Classification,
    ContentRefused,
    JournalLine,
    JournalRoot,
    ReportStatus,
    Schedule,
    Seal,
)

SCHEMA = "promesse-claim-dossier/1"


@dataclass(frozen=True)
class Cover:
    association: Association
    reference: str
    case_reference: str
    case_title: str
    version: int
    established_at: datetime
    classification: Classification
    status: ReportStatus
    software: str
    demonstration_notice: str = ""


@dataclass(frozen=True)
class Urgency:
    """Until when an action can be brought."""

    known_on: date
    last_day: date
    is_barred: bool
    """On the day that the document was established."""
    to_do: tuple[str, ...]
    basis: str = ""
    """How the facts were known on `known_on`; empty where it is the day of the incident."""
    proof: int | None = None
    """The number of the exhibit that shows it."""
    prudent_last_day: date | None = None
    """Counted from the day of the incident, where `known_on` is a later one that was told."""


@dataclass(frozen=True)
class Said:
    code: str
    version: int
    text: str


@dataclass(frozen=True)
class ClaimDossier:
    cover: Cover
    facts_digest: str
    """Of the `CaseFacts` that are printed as its annex."""
    parties: Parties
    contracts: tuple[Contract, ...]
    urgency: Urgency
    summary: tuple[str, ...]
    diligence: tuple[str, ...]
    breaches: tuple[Breach, ...]
    grounds: tuple[Ground, ...]
    reckoned: Reckoned
    amicable: tuple[str, ...]
    notice: Notice
    schedule: Schedule | None
    journal: tuple[JournalLine, ...]
    root: JournalRoot | None
    to_confirm: tuple[ToConfirm, ...]
    flags: tuple[Flag, ...]
    """Of those frozen before such words were refused."""
    said: tuple[Said, ...]
    """The sentences of reference that it prints, as they were that day."""
    perceived: Perceived | None = None
    seal: Seal | None = None
    timezone: str = "Europe/Paris"
    language: str = "fr"
    schema: str = SCHEMA
    rights: tuple[Right, ...] = ()
    originals: tuple[str, ...] | None = None
    """Files handed in by then, by their name in the journal, in the order of arrival; None in what
    was frozen before they were told."""

    def __post_init__(self) -> None:
        if self.schema != SCHEMA:
            raise ContentRefused(f"{self.schema} is not {SCHEMA}")

    @property
    def is_incomplete(self) -> bool:
        return not self.contracts

    @property
    def is_documented(self) -> bool:
        """Counsel held it so, on a ground that stood when it was frozen."""
        return self.cover.status == ReportStatus.VALIDATED

    @property
    def words(self) -> dict[str, str]:
        return {each.code: each.text for each in self.said}

    def as_json(self) -> str:
        return self._json

    @cached_property
    def _json(self) -> str:
        return canonical.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        dossier = canonical.from_json(cls, text)
        dossier.__dict__["_json"] = canonical.to_json_like(dossier, text)
        return dossier

    def digest(self) -> str:
        return hashlib.sha256(self.as_json().encode()).hexdigest()
