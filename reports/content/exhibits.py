"""The schedule of exhibits (« bordereau »), as counsel communicates it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True)
class Exhibit:
    number: int
    title: str
    dated_on: date | None
    origin: str
    nature: str
    name: str
    """Of the file, as it was handed in."""
    media_type: str
    size: int
    sha256: str
    withdrawn_on: date | None = None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None


@dataclass(frozen=True)
class Schedule:
    number: int
    """« Bordereau n° 2 »: another each time that its lines are not those of the one before."""
    exhibits: tuple[Exhibit, ...]

    @property
    def communicated(self) -> Iterator[Exhibit]:
        return (each for each in self.exhibits if not each.is_withdrawn)

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset(each.number for each in self.exhibits)

    @property
    def last(self) -> int:
        return max(self.numbers)


class Named(Protocol):
    @property
    def name(self) -> str: ...


class Referenced(Protocol):
    @property
    def reference(self) -> str: ...

    @property
    def version(self) -> int: ...

    @property
    def established_at(self) -> datetime: ...

    @property
    def classification(self) -> str: ...

    @property
    def demonstration_notice(self) -> str: ...

    @property
    def association(self) -> Named: ...


class Scheduled(Protocol):
    """A frozen content with exhibits: of an incident, or of a claim."""

    @property
    def cover(self) -> Referenced: ...

    @property
    def schedule(self) -> Schedule | None: ...

    @property
    def language(self) -> str: ...

    @property
    def timezone(self) -> str: ...
