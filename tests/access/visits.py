"""A request of the matrix: made, undone, and told by its status and by what it changed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from tests.access.markers import read_against_the_rules
from tests.access.rows import ROLES, Row
from tests.access.scenes import scene
from tests.access.world import World

# The acts' rows, and the tokens, factors and addresses of people.
APPS = (
    "members",
    "cases",
    "claims",
    "evidence",
    "reports",
    "claim_documents",
    "group_documents",
    "knox",
    "mfa",
    "account",
)
TABLES = {
    connection.ops.quote_name(model._meta.db_table): ", ".join(
        connection.ops.quote_name(field.column)
        for field in model._meta.local_concrete_fields
        if field.name != "last_login"  # logging in is no act
    )
    for app in APPS
    for model in apps.get_app_config(app).get_models()
}


HARMLESS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@dataclass(frozen=True)
class Visit:
    status: int
    content: str
    changed: bool

    def __str__(self) -> str:
        return f"{self.status}+" if self.changed else str(self.status)


def everything_kept() -> list[tuple[object, ...]]:
    """Read without models, since it is read after each POST that writes."""
    kept: list[tuple[object, ...]] = []
    with connection.cursor() as cursor:
        for table, columns in TABLES.items():
            cursor.execute(f"SELECT {columns} FROM {table} ORDER BY 1")  # noqa: S608 our own names
            kept.extend((table, *row) for row in cursor.fetchall())
    return kept


@contextmanager
def noting_writes() -> Iterator[list[str]]:
    """Every statement that may have changed what is kept: to read it all for each role that was
    refused would take most of the time."""
    noted: list[str] = []

    def note(
        execute: Callable[..., object], sql: str, params: object, many: bool, context: object
    ) -> object:
        if not sql.startswith(HARMLESS) and any(table in sql for table in TABLES):
            noted.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield noted


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


def statuses_of(world: World, row: Row, roles: Sequence[str] = ROLES) -> dict[str, str]:
    """What each role gets; nobody may read on the way what is not theirs."""
    seen = {}
    with undone():
        asked = scene(world, row)
        # No row wears out what another may ask of this address in a minute.
        for name in ("default", "remembered"):
            caches[name].clear()
        before = everything_kept() if row.method == "post" else None
        for role in roles:
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
    before: list[tuple[object, ...]] | None,
) -> Visit:
    with noting_writes() as written:
        response = client.post(url, sent) if row.method == "post" else client.get(url)
        content = content_of(response)
    changed = bool(written) and before is not None and everything_kept() != before
    return Visit(response.status_code, content, changed)


def content_of(response: HttpResponse) -> str:
    """Everything that is sent, headers too."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers}\n{body.decode(errors='replace')}"


def leaks(world: World, role: str, asked: Iterable[Row]) -> list[tuple[str, str]]:
    """The words read against the rules in answers to an empty form, each with its address."""
    found = []
    for row in asked:
        with undone():
            url = scene(world, row).url
            content = content_of(world.client(role).post(url))
        found.extend((url, word) for word in read_against_the_rules(role, row.name, content))
    return found
