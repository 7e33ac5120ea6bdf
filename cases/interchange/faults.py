"""Why a file is refused: every fault, each with its row, its field and a reason to act on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cases.errors import Refused

SHOWN_LENGTH = 60
# Control characters, line and direction marks, halves of surrogate pairs.
UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` as in « observations[12] (org-03, ebp-07) »; both are empty for the file itself."""

    row: str
    field: str
    reason: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.row, self.field) if part)
        return f"{place} : {self.reason}" if place else self.reason


class FileRefused(Refused):
    """Nothing of the file was kept."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


def shown(value: object) -> str:
    """A text of the file, fit for a terminal and a page: short, without control characters."""
    if not isinstance(value, str):
        return "?"
    return UNSHOWABLE.sub("\ufffd", value[:SHOWN_LENGTH])


def row_name(place: str, *named_by: object) -> str:
    """As in « observations[12] (org-03, ebp-07) »."""
    return f"{place} ({', '.join(shown(each) for each in named_by)})"
