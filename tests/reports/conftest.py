import shutil

import pytest

from reports import pdf as printer


@pytest.fixture(autouse=True)
def home(settings, tmp_path, local_seal):
    """A folder of its own, so that a test can count the files that it made."""
    settings.PROMESSE_HOME = tmp_path
    shutil.copy(local_seal, tmp_path / "seal.p12")
    return tmp_path


@pytest.fixture
def layouts(monkeypatch) -> list[str]:
    """The HTML of whatever is laid out, and not taken from what is kept."""
    done, real = [], printer._laid_out
    monkeypatch.setattr(
        printer, "_laid_out", lambda html, *told: (done.append(html), real(html, *told))[1]
    )
    return done
