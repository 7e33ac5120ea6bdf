"""What an act leaves behind: one journal entry, or nothing at all."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper

from cases.evidence.models import Entry
from members.models import User


def every_row() -> dict[str, list[tuple[object, ...]]]:
    """As the database gives them: no object is made of what is only compared."""
    tables = [model._meta.db_table for model in [*apps.get_app_config("cases").get_models(), Entry]]
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in tables}


def _rows(cursor: CursorWrapper, table: str) -> list[tuple[object, ...]]:
    cursor.execute(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608  # a name of our own
    return cursor.fetchall()


@contextmanager
def refused(
    error: type[Exception], sentence: str = ""
) -> Iterator[pytest.ExceptionInfo[Exception]]:
    """The act inside raises this error, with this beginning of its message, and changes no row."""
    before = every_row()
    with pytest.raises(error) as raised:
        yield raised
    assert re.match(re.escape(sentence), str(raised.value)), str(raised.value)
    assert every_row() == before


@contextmanager
def one_entry(verb: str, thread: str, by: User | None) -> Iterator[list[Entry]]:
    """The act inside writes this entry and no other; the list holds it afterwards."""
    last = Entry.objects.count()
    written: list[Entry] = []
    yield written
    written.extend(Entry.objects.filter(sequence__gt=last))
    assert [(entry.verb, entry.thread, entry.actor) for entry in written] == [(verb, thread, by)]
