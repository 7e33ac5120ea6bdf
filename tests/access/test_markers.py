"""What one organisation wrote is nowhere for those who may not read it: pages, lists, searches,
filters, counts, completions, refusals. The tables: `markers.py`, `tables/seen.py`."""

import pytest

from tests.access.every_row import every_row
from tests.access.markers import MARKERS
from tests.access.rows import ROLES, Row
from tests.access.scenes import scene
from tests.access.tables.seen import SEEN
from tests.access.visits import content_of, leaks, undone

SIGHTS = [line.split() for line in SEEN.strip().splitlines()]


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_no_refusal_of_an_empty_form_says_what_is_not_theirs(world, role):
    """What is asked for and what is accepted are read by the tests of each table."""
    asked = {(row.name, row.argument): row for row in every_row()}
    assert leaks(world, role, asked.values()) == []


def test_whoever_may_read_a_word_reads_it(world):
    unseen = [sight for sight in SIGHTS if not _is_seen(world, *sight)]
    assert unseen == []


def _is_seen(world, word, role, page, argument="", method="get") -> bool:
    with undone():
        asked, client = scene(world, Row(page, method, argument, ())), world.client(role)
        response = (
            client.post(asked.url, asked.sent()) if method == "post" else client.get(asked.url)
        )
        content = content_of(response)
    return MARKERS[word].word in content


def test_each_right_to_read_is_shown_by_a_sight():
    may = {(m.name, role) for m in MARKERS.values() for role in ROLES if m.places[role] != "-"}
    assert may == {(word, role) for word, role, *_page in SIGHTS}
