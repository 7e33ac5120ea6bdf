"""An installation of its own for each test: home, database, broker, and the product's processes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from tests.live.brokers import QueueFolder, Redis
from tests.live.databases import Database

ROOT = Path(__file__).parents[2]
ENOUGH = 120
PRODUCE = "reports.tasks.produce_dossier"
SWEEP = "reports.tasks.sweep_dossiers"


@dataclass(frozen=True)
class Installation:
    home: Path
    environment: dict[str, str]
    database: Database
    broker: QueueFolder | Redis

    def states(self) -> list[str]:
        asked = self.database.rows("SELECT state FROM reports_dossier ORDER BY requested_at, id")
        return [state for (state,) in asked]

    def wanted(self) -> list[str]:
        """Of its dossiers, as a message names them."""
        asked = self.database.rows("SELECT id FROM reports_dossier ORDER BY requested_at, id")
        return [str(UUID(str(key))) for (key,) in asked]

    def told(self, verb: str) -> int:
        """How often the journal says it."""
        return self.database.rows("SELECT verb FROM evidence_entry").count((verb,))

    def attempts(self) -> list[int]:
        asked = self.database.rows("SELECT attempts FROM reports_dossier ORDER BY attempts")
        return [attempts for (attempts,) in asked]

    def pdfs(self) -> list[Path]:
        """Every file that is kept, whatever its name."""
        return [path for path in (self.home / "files").rglob("*") if path.is_file()]

    def send(self, task: str, *values: str) -> None:
        """A real message, as the pages and the scheduler send it."""
        command = ["celery", "--app", "promesse", "call", task, "--args", json.dumps(values)]
        self.run(sys.executable, "-m", *command)

    def sweep_after_ten_minutes(self) -> None:
        """Ten minutes pass for the rows, and the scheduler's message comes."""
        self.database.age_dossiers()
        self.send(SWEEP)

    def run(self, *command: str) -> None:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-3000:]

    @contextmanager
    def process(self, name: str, log: str = "") -> Iterator[subprocess.Popen[bytes]]:
        """As script/server starts it, alone in its group."""
        path = self.home / f"{log or name}.log"
        with path.open("ab") as output:
            started = subprocess.Popen(
                ["script/process", name],
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        try:
            yield started
        finally:
            self._stop(started)

    def _stop(self, process: subprocess.Popen[bytes]) -> None:
        process.terminate()
        try:
            process.wait(ENOUGH)
        except subprocess.TimeoutExpired:
            # A worker then writes in its log where each of its threads stands.
            process.send_signal(signal.SIGUSR1)
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
            pytest.fail(f"It does not stop.\n{self.logs()}")
        finally:
            kill_all(process)

    def wait_until(self, ready: Callable[[], bool], every: float = 0.1) -> None:
        wait_until(ready, self.logs, every)

    def wait_for(self, *states: str, every: float = 0.1) -> None:
        self.wait_until(lambda: sorted(self.states()) == sorted(states), every)

    def logs(self) -> str:
        """What a person would be shown of a test that failed."""
        said = [
            f"{path.name}\n{path.read_text()[-6000:]}" for path in sorted(self.home.glob("*.log"))
        ]
        return "\n".join([str(self.database.rows("SELECT * FROM reports_dossier"))[-500:], *said])


def wait_until(
    ready: Callable[[], bool], said: Callable[[], str] = str, every: float = 0.1
) -> None:
    until = time.monotonic() + ENOUGH
    while not ready():
        assert time.monotonic() < until, said()
        time.sleep(every)


def kill_all(process: subprocess.Popen[bytes]) -> None:
    """The process and those it started, at once and without a word, as when the power fails."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def freeze_all(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGSTOP)
