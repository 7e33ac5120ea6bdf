from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase

from cases.evidence import triggers
from tests.cast import Cast

_empty_tables = TransactionTestCase._fixture_teardown


def _empty_tables_and_journal(self: TransactionTestCase) -> None:
    """A test whose threads commit ends in emptied tables, which the journal's triggers refuse:
    they step aside for that moment only."""
    triggers.drop(connection)
    try:
        _empty_tables(self)
    finally:
        triggers.create(connection)


TransactionTestCase._fixture_teardown = _empty_tables_and_journal


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of every test, made anew: see `tests/cast.py`."""
    return Cast()


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()
