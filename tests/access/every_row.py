"""All the tables at once."""

from tests.access.rows import Row, rows
from tests.access.tables.acts import ACTS
from tests.access.tables.api import API
from tests.access.tables.desk import DESK
from tests.access.tables.libraries import LIBRARIES, LIBRARIES_FORMS
from tests.access.tables.pages import PAGES
from tests.access.tables.shown import SHOWN


def every_row() -> list[Row]:
    desk = [row for table in (DESK, ACTS) for row in rows(table, "admin:")]
    return [*rows(PAGES), *rows(API), *desk, *rows(LIBRARIES + LIBRARIES_FORMS), *rows(SHOWN)]
