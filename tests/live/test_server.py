"""script/server as a person types it: a second run, and one without the demonstration."""

import os
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pexpect
import pytest

from tests.live.installation import ENOUGH, ROOT, wait_until

pytestmark = pytest.mark.slow

ADDRESS, NAME, PASSWORD = "premiere@example.org", "Première Personne", "tempete-sur-la-lande"
ASKED = {
    "Adresse électronique": ADDRESS,
    "Nom et prénom": NAME,
    "Mot de passe": PASSWORD,
    "Le même": PASSWORD,
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the default installation has no server; the run on SQLite tries it")
    return tmp_path


def own(home: Path) -> dict[str, str]:
    return {"PROMESSE_HOME": str(home), "PROMESSE_ENV_FILE": os.devnull, "PYTHONUTF8": "1"}


@contextmanager
def terminal(home: Path, port: int, *options: str) -> Iterator[pexpect.spawn]:
    """Ended by Ctrl-C, after which no process of it is left."""
    clean = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    command = str(ROOT / "script/server")
    window = pexpect.spawn(
        command, ["--port", str(port), *options], cwd=ROOT, env={**clean, **own(home)},
        encoding="utf-8", timeout=ENOUGH, preexec_fn=hear_interruptions,
    )  # fmt: skip
    try:
        yield window
        window.sendintr()
        window.expect("Tout est arrêté")
        window.expect(pexpect.EOF)
    finally:
        window.close(force=True)


def hear_interruptions() -> None:
    """As at a person's terminal, though the tests may run where Ctrl-C is not heard."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def kept(home: Path) -> list[str]:
    """All that the database holds, less what only says who is logged in."""
    with closing(sqlite3.connect(home / "promesse.sqlite3")) as base:
        return [line for line in base.iterdump() if "django_session" not in line]


def dossiers_are_ready(home: Path) -> bool:
    with closing(sqlite3.connect(home / "promesse.sqlite3", timeout=20)) as base:
        return base.execute("SELECT DISTINCT state FROM reports_dossier").fetchall() == [("ready",)]


def test_a_second_run_prints_the_same_accounts_and_changes_nothing(home, free_port):
    with terminal(home, free_port) as first:
        first.expect("promesse répond")
        wait_until(lambda: dossiers_are_ready(home))
    accounts, before = (home / "demo-accounts.txt").read_text(), kept(home)
    with terminal(home, free_port) as second:
        second.expect("promesse répond")
        said = second.before
    assert all(password in said for password in passwords(accounts))
    assert (home / "demo-accounts.txt").read_text() == accounts
    assert kept(home) == before


def passwords(accounts: str) -> list[str]:
    found = [line.split()[1] for line in accounts.splitlines() if "@" in line]
    assert found
    return found


def test_without_demonstration_it_asks_once_for_the_first_administrator(home, free_port):
    with terminal(home, free_port, "--no-demo") as window:
        for question, answer in ASKED.items():
            window.expect(question)
            window.sendline(answer)
        window.expect("promesse répond")
    assert not (home / "demo-accounts.txt").exists()
    with closing(sqlite3.connect(home / "promesse.sqlite3")) as base:
        people = base.execute("SELECT email, full_name FROM members_user").fetchall()
        roles = base.execute("SELECT role FROM members_membership").fetchall()
        observed = base.execute("SELECT count(*) FROM cases_observation").fetchone()
    assert people == [(ADDRESS, NAME)]
    assert roles == [("administrator",)]
    assert observed == (0,)
    before = kept(home)
    with terminal(home, free_port, "--no-demo") as window:
        window.expect("promesse répond")
        assert "Adresse électronique" not in window.before
    assert kept(home) == before


def test_a_database_that_does_not_answer_is_told_in_a_sentence(home, free_port):
    nobody = f"postgres://promesse@127.0.0.1:{free_port}/promesse"
    asked = subprocess.run(
        [ROOT / "script/server", "--no-demo"],
        cwd=ROOT,
        env={**os.environ, **own(home), "DATABASE_URL": nobody},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 1
    assert "la base de données de DATABASE_URL ne répond pas" in asked.stderr
    assert "Traceback" not in asked.stderr
