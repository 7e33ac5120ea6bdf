"""A table of who reaches what: one line a URL and method, one column a role.

A line is `name [get|post] [object] status × 8`. A status followed by `+` is that of a request which
changes rows; without it, nothing in the database may have changed.
"""

import re
from dataclasses import dataclass

ROLES = (
    "anonymous",
    "member",
    "other_member",
    "committee",
    "board",
    "administrator",
    "lawyer",
    "mandated",
)
STATUS = re.compile(r"\d{3}\+?")


@dataclass(frozen=True)
class Row:
    """`argument` names what of the world the URL is asked for."""

    name: str
    method: str
    argument: str
    statuses: tuple[str, ...]

    def __str__(self) -> str:
        return "-".join(word for word in (self.name, self.argument, self.method) if word)

    @property
    def expected(self) -> dict[str, str]:
        return dict(zip(ROLES, self.statuses, strict=True))


def rows(table: str, prefix: str = "") -> list[Row]:
    lines = [line.partition("#")[0].split() for line in table.splitlines()]
    return [_row(prefix + line[0], line[1:]) for line in lines if line]


def _row(name: str, cells: list[str]) -> Row:
    statuses = tuple(cell for cell in cells if STATUS.fullmatch(cell))
    words = [cell for cell in cells if not STATUS.fullmatch(cell)]
    method = "post" if "post" in words else "get"
    arguments = [word for word in words if word not in ("get", "post")]
    [argument] = arguments or [""]
    assert len(statuses) == len(ROLES), name
    return Row(name, method, argument, statuses)
