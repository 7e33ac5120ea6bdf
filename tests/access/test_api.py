"""Who is answered by the API. The table: `tests/access/tables/api.py`."""

import pytest

from tests.access.rows import rows
from tests.access.tables.api import API
from tests.access.visits import surprises


@pytest.mark.parametrize("row", rows(API), ids=str)
def test_each_role_gets_the_status_written_for_it(world, row):
    assert surprises(world, [row]) == {}
