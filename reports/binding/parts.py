"""The exhibits in files small enough to be sent one by one (« Envoi 1 sur 3 »), none cut in two."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import override

from reports.binding.volume import Leaf, join
from reports.content import Schedule, Scheduled
from reports.pdf import print_page

TABLE = 40_000
"""Bytes that the table of a part takes, about. What is too much all the same is cut closer."""


@dataclass(frozen=True)
class Part:
    name: str
    path: Path
    pages: int
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True)
class Group:
    leaves: tuple[Leaf, ...]
    is_too_large: bool
    """One exhibit that is over the limit by itself: it is not cut."""


def split(
    report: Scheduled,
    schedule: Schedule,
    leaves: tuple[Leaf, ...],
    folder: Path,
    most_bytes: int,
) -> list[Part]:
    """Each part begins with the table of all of them."""
    room = most_bytes - TABLE
    while True:
        groups = list(_groups(leaves, room))
        parts = list(_written(report, schedule, groups, folder, most_bytes))
        over = [
            part.path.stat().st_size
            for part, group in zip(parts, groups, strict=True)
            if not group.is_too_large and part.path.stat().st_size > most_bytes
        ]
        if not over:
            return parts
        room -= max(over) - most_bytes + 1


def _groups(leaves: tuple[Leaf, ...], room: int) -> Iterator[Group]:
    held: list[Leaf] = []
    taken = 0
    for leaf in leaves:
        size = leaf.path.stat().st_size
        if held and taken + size > room:
            yield Group(tuple(held), taken > room)
            held, taken = [], 0
        held.append(leaf)
        taken += size
    if held:
        yield Group(tuple(held), taken > room)


def _written(
    report: Scheduled,
    schedule: Schedule,
    groups: list[Group],
    folder: Path,
    most_bytes: int,
) -> Iterator[Part]:
    with override(report.language):
        for number, group in enumerate(groups, 1):
            name = f"Envoi-{number}sur{len(groups)}.pdf"
            table = _table(report, schedule, groups, number, most_bytes)
            pages = join(table, group.leaves, folder / name)
            yield Part(name, folder / name, pages, group.leaves)


def _table(
    report: Scheduled,
    schedule: Schedule,
    groups: list[Group],
    number: int,
    most_bytes: int,
) -> bytes:
    context = {
        "report": report,
        "cover": report.cover,
        "schedule": schedule,
        "groups": groups,
        "number": number,
        "most_bytes": most_bytes,
    }
    return print_page("print/part.html", context, report.language)
