"""What an act leaves behind: one journal entry, or nothing at all."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps

from cases.evidence.models import Entry
from members.models import User


def every_row() -> dict[str, list[dict[str, object]]]:
    models = [*apps.get_app_config("cases").get_models(), Entry]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


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
