"""Who is answered by the API. The table: `tests/access/tables/api.py`."""

from tests.access.rows import rows
from tests.access.tables.api import API
from tests.access.visits import surprises


def test_each_role_gets_the_status_written_for_it(world):
    assert surprises(world, rows(API)) == {}
