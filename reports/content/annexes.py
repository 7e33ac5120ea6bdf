"""Each observation without its author's name, and what the journal kept."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Answer:
    question: str
    answer: str | None
    """None: the observer did not answer, which is not « aucun »."""


@dataclass(frozen=True)
class Observation:
    number: int
    observer: int
    organisation_kind: str
    product: str
    observed_at: datetime
    received_at: datetime
    source: str
    answers: tuple[Answer, ...]
    fact: str
    inference: str = ""
    opinion: str = ""


@dataclass(frozen=True)
class JournalLine:
    sequence: int
    at: datetime
    act: str
    function: str


@dataclass(frozen=True)
class JournalRoot:
    """One digest for all the entries of the journal up to a day."""

    day: date
    first: int
    last: int
    root: str
    stamped_at: datetime | None = None
    authority: str = ""
