from itertools import count

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import override

from cases.evidence import journal
from cases.evidence.remembered import until_next_entry


@pytest.fixture
def times():
    """How often it was worked out, as the answer."""
    numbers = count(1)
    return lambda: next(numbers)


def an_entry(cast) -> None:
    class Subject:
        journal_name, journal_thread = "draft:1", ""

    with transaction.atomic():
        journal.record("draft.begun", Subject(), by=cast.adherent)


def test_it_is_worked_out_once_until_the_next_entry(cast, times):
    assert [until_next_entry("a", times), until_next_entry("a", times)] == [1, 1]
    an_entry(cast)
    assert until_next_entry("a", times) == 2


def test_another_name_is_another_answer(cast, times):
    assert [until_next_entry("a", times), until_next_entry("b", times)] == [1, 2]


def test_each_language_has_its_own(cast, times):
    assert until_next_entry("a", times) == 1
    with override("en"):
        assert until_next_entry("a", times) == 2
    assert until_next_entry("a", times) == 1


def test_what_no_entry_tells_is_seen_a_minute_later(cast, times, time_machine):
    time_machine.move_to("2026-11-29 09:00:00+00:00", tick=False)
    assert until_next_entry("a", times) == 1
    time_machine.shift(61)
    assert until_next_entry("a", times) == 2


def test_a_name_may_be_any_text(cast, times):
    address = "/liste/?q=deux mots, « é »\n" + "x" * 500
    assert [until_next_entry(address, times), until_next_entry(address, times)] == [1, 1]
    assert until_next_entry(f"{address}y", times) == 2


def test_what_pages_say_takes_no_room_from_the_limits_on_logging_in(cast, times):
    cache.set("failed", 5)
    for number in range(400):
        until_next_entry(f"page {number}", times)
    assert cache.get("failed") == 5
