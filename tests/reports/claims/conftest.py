import pytest

from cases.claims.models import Claim
from cases.claims.references import load_references
from tests.reports.claims import claiming


@pytest.fixture
def references(db: None) -> None:
    load_references()


@pytest.fixture
def claim(cast, references) -> Claim:
    return claiming.claim(cast)
