"""Who handles a claim for the committee, on every page of claims and groups. The tables:
`tables/pages.py` (the committee's column), `tables/handled.py` (where the handler's differs)."""

import pytest

from tests.access.markers import HANDLER
from tests.access.rows import Row, rows
from tests.access.tables.handled import HANDLED
from tests.access.tables.pages import PAGES
from tests.access.visits import statuses_of

ABOUT_CLAIMS = (
    *("association", "case-sheets", "claim", "cohort", "consent", "contract", "counsel-claims"),
    *("group", "loss", "offer", "opt-in", "perception", "switching"),
)


def written() -> dict[str, str]:
    cells = [line.split() for line in HANDLED.strip().splitlines()]
    return {"-".join(words): status for *words, status in cells}


def asked() -> list[Row]:
    return [row for row in rows(PAGES) if row.name.startswith(ABOUT_CLAIMS)]


@pytest.mark.slow
def test_the_handler_gets_what_is_written_for_them_and_else_what_the_committee_gets(world):
    told = written()
    expected = {str(row): told.get(str(row), row.expected["committee"]) for row in asked()}
    seen = {str(row): statuses_of(world, row, (HANDLER,))[HANDLER] for row in asked()}
    assert {name: got for name, got in seen.items() if got != expected[name]} == {}


def test_each_line_for_the_handler_is_that_of_a_page():
    assert set(written()) <= {str(row) for row in asked()}
