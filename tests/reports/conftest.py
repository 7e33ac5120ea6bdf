import shutil

import pytest


@pytest.fixture(autouse=True)
def home(settings, tmp_path, local_seal):
    """A folder of its own, so that a test can count the files that it made."""
    settings.PROMESSE_HOME = tmp_path
    shutil.copy(local_seal, tmp_path / "seal.p12")
    return tmp_path
