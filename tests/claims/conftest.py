from collections.abc import Callable

import pytest

from cases.claims import actions
from cases.claims.models import LossLine, LossSheet
from cases.claims.references import load_references
from tests import factories
from tests.cases.races import together
from tests.claims.declaring import PROOF, declare

race = together.race


@pytest.fixture
def references(db: None) -> None:
    load_references()


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


@pytest.fixture
def sheet(cast, references) -> LossSheet:
    """Of `adherent`, on a case that they observed."""
    return actions.open_sheet(factories.case(cast), by=cast.adherent)


@pytest.fixture
def line(sheet, cast) -> LossLine:
    return declare(sheet, cast.adherent)


@pytest.fixture
def documented(line, cast) -> LossLine:
    actions.document_loss(line, PROOF, by=cast.adherent)
    return line


@pytest.fixture
def name_handler(sheet, cast) -> Callable[[], None]:
    def name() -> None:
        frame = actions.Frame(True, None, None, None, cast.committee)
        actions.describe_sheet(sheet, frame, by=cast.adherent, seen=sheet.version)

    return name
