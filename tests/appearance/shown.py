"""Every page that a role is shown: the table of who reaches what, and nothing to keep beside it."""

from dataclasses import dataclass

from tests.access.rows import Row, rows
from tests.access.scenes import scene
from tests.access.tables.acts import ACTS
from tests.access.tables.desk import DESK
from tests.access.tables.libraries import LIBRARIES
from tests.access.tables.pages import PAGES
from tests.access.world import World

# No page but what a script puts into one.
FRAGMENTS = {"admin:search"}
# A refusal is a page too, and one of each is enough.
REFUSALS = ("403", "404")


@dataclass(frozen=True)
class Shown:
    name: str
    url: str
    html: str


def every_row() -> list[Row]:
    desk = rows(DESK, "admin:") + rows(ACTS, "admin:")
    return [row for row in rows(PAGES) + desk + rows(LIBRARIES) if _is_page(row)]


def _is_page(row: Row) -> bool:
    return row.method == "get" and row.name not in FRAGMENTS


def shown_to(world: World, role: str) -> list[Shown]:
    """By URL, each page once; of the refusals, the first of each."""
    pages: dict[str, Shown] = {}
    for row in sorted(every_row(), key=_is_once_sent):
        status = row.expected[role]
        if status != "200" and (status not in REFUSALS or status in pages):
            continue
        if page := _page(world, role, row):
            pages.setdefault(status if status in REFUSALS else page.url, page)
    return list(pages.values())


def _is_once_sent(row: Row) -> bool:
    """What sends the claim of the world, which is a draft no more: after the rest."""
    return row.argument.startswith("sent_")


def _page(world: World, role: str, row: Row) -> Shown | None:
    url = scene(world, row).url
    response = world.client(role).get(url)
    if response.streaming:
        b"".join(response.streaming_content)
        return None
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return Shown(str(row), url, response.content.decode()) if is_page else None
