"""Who reaches what at the desk. The tables: `tests/access/tables/desk.py` and `acts.py`."""

import pytest

from cases.admin.steps import STEP_PAGES
from cases.admin.triage import TRIAGE_ACTS
from tests.access.rows import Row, rows
from tests.access.tables.acts import ACTS
from tests.access.tables.desk import DESK
from tests.access.visits import surprises

DESK_ROWS, ACT_ROWS = rows(DESK, "admin:"), rows(ACTS, "admin:")


def model_of(row: Row) -> str:
    return row.name.rpartition("_")[0]


@pytest.mark.slow
@pytest.mark.parametrize("model", sorted({model_of(row) for row in DESK_ROWS}))
def test_each_role_gets_the_pages_written_for_it(world, model):
    asked = [row for row in DESK_ROWS if model_of(row) == model]
    assert surprises(world, asked) == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({row.name for row in ACT_ROWS}))
def test_each_role_gets_the_acts_written_for_it(world, name):
    assert surprises(world, [row for row in ACT_ROWS if row.name == name]) == {}


@pytest.mark.parametrize("slug", [*STEP_PAGES, *TRIAGE_ACTS])
def test_each_act_is_in_the_table_asked_for_and_sent(slug):
    assert {row.method for row in ACT_ROWS if row.argument == slug} == {"get", "post"}
