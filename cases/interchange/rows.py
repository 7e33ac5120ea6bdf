"""What a file holds once it has been read: rows that name each other by key."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from cases.answers import Answers
from cases.vocabulary import Delivery
from members.kinds import OrganisationKind

FORMAT = "promesse-observations/1"
KEY_LENGTH = 64
NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class ProductRow:
    key: str
    name: str
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class PublisherRow:
    key: str
    name: str
    products: tuple[ProductRow, ...]


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    key: str
    name: str
    kind: OrganisationKind


@dataclass(frozen=True, slots=True)
class CaseRow:
    key: str
    publisher: str
    title: str
    occurred_on: date


@dataclass(frozen=True, slots=True)
class ObservationRow:
    case: str
    reference: str
    organisation: str
    product: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class ObservationFile:
    timezone: str
    publishers: tuple[PublisherRow, ...]
    organisations: tuple[OrganisationRow, ...]
    cases: tuple[CaseRow, ...]
    observations: tuple[ObservationRow, ...]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)
