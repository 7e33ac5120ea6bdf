import pytest


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """A folder of its own, so that a test can count the files that it made."""
    settings.PROMESSE_HOME = tmp_path
    return tmp_path
