"""What a form gets from a page that only shows. The table: `tests/access/tables/shown.py`."""

from tests.access.rows import rows
from tests.access.tables.shown import SHOWN
from tests.access.visits import surprises


def test_each_role_gets_the_status_written_for_it(world):
    assert surprises(world, rows(SHOWN)) == {}
