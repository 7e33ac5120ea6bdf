from collections.abc import Iterator

import pytest

from tests.evidence.antivirus import Antivirus
from tests.evidence.authority import Authority


@pytest.fixture(scope="session")
def authority(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture
def stamping(authority, settings) -> Iterator[Authority]:
    """The authority answers, and the settings name it."""
    settings.TSA_CERTIFICATES = str(authority.certificates)
    authority.asked.clear()
    with authority.serving() as url:
        settings.TSA_URL = url
        yield authority


@pytest.fixture(scope="session")
def antivirus(tmp_path_factory) -> Iterator[Antivirus]:
    """A real clamd, that knows one signature of our own."""
    with Antivirus(tmp_path_factory.mktemp("clamd")).running() as started:
        yield started


@pytest.fixture
def scanning(antivirus, settings) -> Antivirus:
    settings.CLAMD_URL = antivirus.url
    return antivirus
