"""A real worker, started after the request, over the queue of the default installation."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.reports import dossiers

ROOT = Path(__file__).parents[2]
# Of one machine, whatever the servers that the suite runs on.
OTHERS = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "DJANGO_SETTINGS_MODULE")
ENOUGH = 60

pytestmark = pytest.mark.slow


@pytest.fixture
def product(tmp_path) -> dict[str, str]:
    """The environment of an installation where both dossiers of January have been requested."""
    inherited = {name: value for name, value in os.environ.items() if name not in OTHERS}
    own = {
        **inherited,
        "PROMESSE_HOME": str(tmp_path),
        "PROMESSE_ENV_FILE": os.devnull,
        "PROMESSE_DEMO": "yes",
    }
    for command in (["migrate", "--noinput"], ["demo"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=own,
            check=True,
            capture_output=True,
        )
    return own


@contextmanager
def process(environment: dict[str, str], *command: str) -> Iterator[None]:
    log = Path(environment["PROMESSE_HOME"]) / f"{command[0]}.log"
    with log.open("wb") as output:
        started = subprocess.Popen(
            [sys.executable, "-m", "celery", "--app", "promesse", *command],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
        )
        try:
            yield
        finally:
            started.terminate()
            started.wait(ENOUGH)


def rows(home: Path, question: str) -> list[tuple]:
    with closing(sqlite3.connect(home / "promesse.sqlite3", timeout=20)) as base:
        return base.execute(question).fetchall()


def states(home: Path) -> list[str]:
    return [state for (state,) in rows(home, "SELECT state FROM reports_dossier")]


def wait_until_ready(home: Path) -> None:
    until = time.monotonic() + ENOUGH
    while states(home) != ["ready", "ready"]:
        assert time.monotonic() < until, (home / "worker.log").read_text()[-2000:]
        time.sleep(0.2)


def assert_the_files_can_be_read(home: Path) -> None:
    for sha256, attempts in rows(home, "SELECT sha256, attempts FROM reports_dossier"):
        assert attempts == 1
        path = home / "files" / "sha256" / sha256[:2] / sha256[2:4] / sha256
        assert "Grille des huit critères" in dossiers.text_of(path.read_bytes())


def test_what_was_requested_while_no_worker_ran_is_made_when_one_comes(product, tmp_path):
    assert states(tmp_path) == ["requested", "requested"]
    with process(product, "worker", "--concurrency", "1"):
        wait_until_ready(tmp_path)
    assert_the_files_can_be_read(tmp_path)
    made = "SELECT count(*) FROM evidence_entry WHERE verb = 'dossier.produced'"
    assert rows(tmp_path, made) == [(2,)]


def test_what_the_queue_lost_is_found_again_by_the_sweep(product, tmp_path):
    for message in (tmp_path / "queue").glob("*.msg"):
        message.unlink()
    with (
        process(product, "worker", "--concurrency", "1"),
        process(product, "beat"),
    ):
        time.sleep(1)
        assert states(tmp_path) == ["requested", "requested"]
        wait_until_ready(tmp_path)
    assert_the_files_can_be_read(tmp_path)
