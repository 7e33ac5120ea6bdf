"""Who reaches the libraries' pages and forms. The tables: `tests/access/tables/libraries.py`."""

from tests.access.rows import rows
from tests.access.tables.libraries import LIBRARIES, LIBRARIES_FORMS
from tests.access.visits import surprises


def test_each_role_gets_the_status_written_for_it(world):
    assert surprises(world, rows(LIBRARIES)) == {}


def test_each_role_gets_from_a_form_the_status_written_for_it(world):
    assert surprises(world, rows(LIBRARIES_FORMS)) == {}
