"""Who reaches which page of the product. The table: `tests/access/tables/pages.py`."""

from tests.access.rows import rows
from tests.access.tables.pages import PAGES
from tests.access.visits import surprises


def test_each_role_gets_the_status_written_for_it(world):
    assert surprises(world, rows(PAGES)) == {}
