"""A request of the matrix: made, undone, and told by its status and by what it changed."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.access.marks import read_against_the_rules
from tests.access.rows import ROLES, Row
from tests.access.scenes import scene
from tests.access.world import World

# The acts' rows, and the tokens, factors and addresses of people.
APPS = ("members", "cases", "evidence", "reports", "knox", "mfa", "account")
# Logging in is no act.
NOT_TOLD = "last_login"


@dataclass(frozen=True)
class Visit:
    status: int
    content: str
    changed: bool

    def __str__(self) -> str:
        return f"{self.status}+" if self.changed else str(self.status)


def everything_kept() -> list[dict[str, object]]:
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    kept = [row for model in models for row in model.objects.order_by("pk").values()]
    return [{name: told for name, told in row.items() if name != NOT_TOLD} for row in kept]


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def surprises(world: World, asked: Iterable[Row]) -> dict[str, dict[str, str]]:
    """Where what a role got is not what is written for it."""
    seen = {row: statuses_of(world, row) for row in asked}
    return {
        str(row): {
            role: f"{status}, and {row.expected[role]} is written"
            for role, status in statuses.items()
            if status != row.expected[role]
        }
        for row, statuses in seen.items()
        if statuses != row.expected
    }


def statuses_of(world: World, row: Row) -> dict[str, str]:
    """What each role gets; nobody may read on the way what is not theirs."""
    asked = scene(world, row)
    before = everything_kept() if row.method == "post" else None
    seen = {}
    for role in ROLES:
        with undone():
            visit = _visit(world.client(role), row, asked.url, asked.sent(), before)
        assert read_against_the_rules(role, row.name, visit.content) == [], (role, str(row))
        seen[role] = str(visit)
    return seen


def _visit(
    client: Client,
    row: Row,
    url: str,
    sent: dict[str, object],
    before: list[dict[str, object]] | None,
) -> Visit:
    response = client.post(url, sent) if row.method == "post" else client.get(url)
    content = content_of(response)
    changed = before is not None and everything_kept() != before
    return Visit(response.status_code, content, changed)


def content_of(response: HttpResponse) -> str:
    """Everything that is sent, headers too."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers}\n{body.decode(errors='replace')}"
