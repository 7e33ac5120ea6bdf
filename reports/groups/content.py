"""All that the common part of a « dossier d'action de groupe » prints, frozen when it is ordered.

Claimants are M1 to Mn in it: nobody's name is. Amounts are: its only readers are counsel.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Self

from reports import canonical
from reports.claims.content import Flag, Said, ToConfirm
from reports.content import ContentRefused, Cover, Exhibit, JournalRoot, Seal

SCHEMA = "promesse-group-dossier/1"


@dataclass(frozen=True)
class Route:
    """A way to act, told so that it can be compared."""

    label: str
    claimant: str
    joining: str
    court: str
    damages: str
    notes: str
    source: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Fact:
    """A line of a table of two columns. What was not given is empty."""

    label: str
    said: str = ""


@dataclass(frozen=True)
class Condition:
    label: str
    is_met: bool
    said: str


@dataclass(frozen=True)
class Incident:
    reference: str
    title: str
    occurred_on: date
    observers: int
    """Organisations that told of it."""
    last_day: date
    """Of the ordinary delay to bring a claim about it, counted from the incident itself."""
    report_version: int | None
    """Of the last « Constat d'incident », which tells its facts."""
    report_sha256: str


@dataclass(frozen=True)
class HeadTotal:
    """What one head of loss comes to over the cohort."""

    label: str
    claimants: int
    total: Decimal
    mean: Decimal
    median: Decimal
    may_be_published: bool


@dataclass(frozen=True)
class LossTold:
    head: str
    amount: Decimal | None
    """None for what is left to the court."""
    state: str
    documents: int


@dataclass(frozen=True)
class DocumentTold:
    """A file that proves a loss. Its name, which could name its owner, is in the annex alone."""

    number: int
    head: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Claimed:
    """One claim: what it comes to, and the schedule of what proves it."""

    pseudonym: str
    claim: str
    """Its reference, which names its annex."""
    incident: str
    kind: str
    """Of organisation."""
    products: tuple[str, ...]
    state: str
    principal: Decimal
    losses: tuple[LossTold, ...]
    documents: tuple[DocumentTold, ...]
    stands_for_the_others: bool
    """They agreed to be set out in the writ."""
    last_day: date | None = None
    """To bring it, as its own dossier counts; None in what was frozen before it was told here."""

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(loss.head for loss in self.losses))


@dataclass(frozen=True)
class Estimate:
    """Of how many it may concern beyond them: never added to what is known."""

    number: int
    source: str
    method: str
    on: date


@dataclass(frozen=True)
class Size:
    """Of claimants that are known, and what is estimated beyond them."""

    claimants: int
    claims: int
    opt_ins: int
    method: str
    estimates: tuple[Estimate, ...] = ()


@dataclass(frozen=True)
class Joining:
    moment: str
    since: date | None
    until: date | None
    mandate_title: str
    mandate: str


@dataclass(frozen=True)
class CommonSchedule:
    incident: str
    exhibits: tuple[Exhibit, ...]


@dataclass(frozen=True)
class GroupDossier:
    cover: Cover
    title: str
    aim: str
    routes: tuple[Route, ...]
    """All of them, the one that is taken too."""
    association: tuple[Fact, ...]
    conditions: tuple[Condition, ...]
    decision: tuple[Fact, ...]
    declarations: tuple[Fact, ...]
    publisher: str
    court: Fact | None
    incidents: tuple[Incident, ...]
    grounds: tuple[Fact, ...]
    """That counsel chose in claims of the cohort, and in how many."""
    criteria: tuple[Fact, ...]
    size: Size
    heads: tuple[HeadTotal, ...]
    claimed: tuple[Claimed, ...]
    joining: Joining
    schedules: tuple[CommonSchedule, ...]
    to_confirm: tuple[ToConfirm, ...]
    said: tuple[Said, ...]
    """The sentences of reference that it prints, as they were that day."""
    timezone: str
    language: str
    root: JournalRoot | None
    seal: Seal | None
    schema: str = SCHEMA
    flags: tuple[Flag, ...] = ()
    """Of those frozen before such words were refused."""

    def __post_init__(self) -> None:
        if self.schema != SCHEMA:
            raise ContentRefused(f"{self.schema} is not {SCHEMA}")

    def as_json(self) -> str:
        return self._json

    @cached_property
    def _json(self) -> str:
        return canonical.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """One that was frozen before a field was there keeps its own digest, without that field."""
        dossier = canonical.from_json(cls, text)
        dossier.__dict__["_json"] = canonical.to_json_like(dossier, text)
        return dossier

    def digest(self) -> str:
        return hashlib.sha256(self.as_json().encode()).hexdigest()

    @property
    def words(self) -> dict[str, str]:
        return {each.code: each.text for each in self.said}

    @property
    def route(self) -> Route | None:
        return next((each for each in self.routes if each.is_chosen), None)

    @property
    def individual_cases(self) -> tuple[Claimed, ...]:
        return tuple(each for each in self.claimed if each.stands_for_the_others)

    @property
    def total(self) -> Decimal:
        return sum((each.principal for each in self.claimed), Decimal("0.00"))

    @property
    def first_last_day(self) -> date:
        return min(day for _incident, day in self.limits)

    @property
    def prudent_last_day(self) -> date:
        """As if everybody had known the facts on the day of the incident, and nothing was done."""
        return min(each.last_day for each in self.incidents)

    @property
    def counts_each_claim(self) -> bool:
        return any(each.last_day for each in self.claimed)

    @property
    def limits(self) -> tuple[tuple[Incident, date], ...]:
        """Of each incident, the first last day of the claims about it."""
        return tuple((each, self._first_of(each)) for each in self.incidents)

    def _first_of(self, incident: Incident) -> date:
        about = (each for each in self.claimed if each.incident == incident.reference)
        days = [each.last_day for each in about if each.last_day]
        return min(days, default=incident.last_day)
