from collections.abc import Iterator

import pytest

from cases.evidence import journal
from tests.cases.races import together

race = together.race


@pytest.fixture(autouse=True)
def _the_journal_stays_sound(transactional_db: None) -> Iterator[None]:
    yield
    assert journal.first_broken_entry() is None
