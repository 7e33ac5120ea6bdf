import pytest

from cases.claims.references import load_references


@pytest.fixture
def references(db: None) -> None:
    load_references()
