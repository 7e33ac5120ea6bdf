"""What was observed, how, and what is found from it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_noop


class Degree(StrEnum):
    REPORTED = gettext_noop("signalé")
    VERIFIED = gettext_noop("vérifié")


class Basis(StrEnum):
    DECLARED = gettext_noop("déclaré")
    DOCUMENTED = gettext_noop("documenté")


@dataclass(frozen=True)
class Tally:
    label: str
    count: int


@dataclass(frozen=True)
class Verification:
    verdict: str
    verified_at: datetime
    independent_organisations: int
    objective_trace: str
    """Empty when the verdict rests on organisations alone."""
    grounds: str


@dataclass(frozen=True)
class Method:
    observations: int
    respondents: int
    sufficiency: str
    by_kind: tuple[Tally, ...]
    first_observed_at: datetime
    last_observed_at: datetime
    rule: str
    verification: Verification | None
    conflicts: tuple[str, ...]
    limits: tuple[str, ...]
    set_aside: tuple[Tally, ...] = ()


@dataclass(frozen=True)
class ChronologyRow:
    at: datetime
    fact: str
    observers: tuple[int, ...]
    degree: Degree
    origin: str = ""
    """What the source is when it is more than the observers: « mail de l'éditeur »."""
    exhibits: tuple[int, ...] = ()
    """Numbers on the schedule of what those observers handed in."""


@dataclass(frozen=True)
class Landmark:
    label: str
    at: datetime | None
    answered: int


@dataclass(frozen=True)
class Duration:
    label: str
    minutes: Decimal | None
    answered: int


@dataclass(frozen=True)
class Timing:
    landmarks: tuple[Landmark, ...]
    durations: tuple[Duration, ...]
    exclusions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Effect:
    party: str
    statement: str
    answered: int
    basis: Basis


@dataclass(frozen=True)
class PublisherMessage:
    phase: str
    channel: str
    first_received_at: datetime
    received_by: int
    asked: int


@dataclass(frozen=True)
class Finding:
    text: str
    basis: str
    """Where the reader finds it: « critère 3, n = 12 ; observations A-1 à A-8 »."""
    exhibits: tuple[int, ...] = ()
    """Numbers on the schedule of what those who told it handed in."""
