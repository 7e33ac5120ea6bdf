"""Who reaches the libraries' own pages. The table: `tests/access/tables/libraries.py`."""

from tests.access.rows import rows
from tests.access.tables.libraries import LIBRARIES
from tests.access.visits import surprises


def test_each_role_gets_the_status_written_for_it(world):
    assert surprises(world, rows(LIBRARIES)) == {}
