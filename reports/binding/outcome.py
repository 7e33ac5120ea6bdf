"""What became of each exhibit: bound, from which page, or left as it is, and why."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from reports.states import FileKind


@dataclass(frozen=True)
class Outcome:
    number: int
    pages: int = 0
    first_page: int = 0
    """In the file of exhibits; 0 where it is not bound."""
    why_not: str = ""
    """A sentence for the schedule; empty where it is bound."""

    @property
    def is_bound(self) -> bool:
        return not self.why_not


class NotBound(Exception):
    """This file stays as it was handed in; the message says why, on the schedule."""


@dataclass(frozen=True)
class MadeFile:
    kind: FileKind
    name: str
    path: Path
    pages: int

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    @property
    def sha256(self) -> str:
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True)
class Bound:
    """What the dossier says of its exhibits, and the files that hold them."""

    outcomes: tuple[Outcome, ...] = ()
    files: tuple[MadeFile, ...] = ()

    @property
    def volume(self) -> MadeFile | None:
        return self._of(FileKind.EXHIBITS)

    @property
    def facts(self) -> MadeFile | None:
        """The dated facts, where they are too many for the dossier."""
        return self._of(FileKind.FACTS)

    def _of(self, kind: FileKind) -> MadeFile | None:
        return next((each for each in self.files if each.kind == kind), None)

    @property
    def by_number(self) -> dict[int, Outcome]:
        return {each.number: each for each in self.outcomes}


NOTHING_BOUND = Bound()
