"""Who reaches which page of the product. The table: `tests/access/tables/pages.py`."""

import pytest

from tests.access.rows import rows
from tests.access.tables.pages import PAGES
from tests.access.visits import surprises


@pytest.mark.parametrize("method", ["get", "post"])
def test_each_role_gets_the_status_written_for_it(world, method):
    asked = [row for row in rows(PAGES) if row.method == method]
    assert asked
    assert surprises(world, asked) == {}
