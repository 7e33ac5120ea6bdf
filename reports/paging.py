"""Rows that grow at their end, laid out page by page: a page that did not change is not again.

A page is laid out with as many rows as it may hold and a few more, and holds those that fit: what
it is like depends on these alone, not on the rows that were added far behind them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from reports import joining

SPARE = 4
"""Rows more than the page before held: the first has a heading over it."""


class Writes(Protocol):
    def __call__(self, some: Sequence[object], *, is_first: bool, is_last: bool) -> str: ...


@dataclass(frozen=True)
class Flow:
    rows: Sequence[object]
    mark: str
    """How the name of the place of each row begins."""
    lines: int
    """How many may be on the first page; a good guess saves a layout."""
    write: Writes
    """As HTML, with what is over the first of all rows and under the last."""
    is_first: bool = True
    """No rows of the same table are before these."""

    def __str__(self) -> str:
        return self.write(self.rows, is_first=self.is_first, is_last=True)


def page_by_page(flow: Flow, lay_out: Callable[[str], bytes]) -> Iterator[bytes]:
    """`lay_out` gives the pages that `held_by` leaves."""
    start, asked = 0, flow.lines
    while True:
        some = flow.rows[start : start + asked]
        is_last = start + asked >= len(flow.rows)
        is_first = flow.is_first and start == 0
        page = lay_out(flow.write(some, is_first=is_first, is_last=is_last))
        held = _count(joining.told(page).places, flow.mark)
        if held < len(some) or is_last:
            yield page
            start, asked = start + held, held + SPARE
        else:  # there was room for more
            asked *= 2
        if is_last and held == len(some):
            return


def held_by(pages: Sequence[Iterable[str]], mark: str) -> int:
    """How many pages are kept, each being told by the names of its places: all of them if all rows
    are on one, and no further than the first with rows if not. The others are begun anew."""
    with_rows = [number for number, names in enumerate(pages, 1) if _count(names, mark)]
    return with_rows[0] if len(with_rows) > 1 else len(pages)


def _count(names: Iterable[str], mark: str) -> int:
    return sum(name.startswith(mark) for name in names)
