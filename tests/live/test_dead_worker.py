"""The worker dies in the middle of a dossier: another one makes it, once."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from reports.jobs import MOST_ATTEMPTS, given_up
from tests.live.brokers import QueueFolder
from tests.live.installation import PRODUCE, Installation, freeze_all, kill_all
from tests.reports import dossiers

pytestmark = pytest.mark.slow


def held_in_mid_render(installation: Installation, worker: subprocess.Popen[bytes]) -> None:
    """Stopped where it stands, so that what comes next comes in the middle."""
    installation.send(PRODUCE, installation.wanted()[0])
    installation.wait_for("rendering", "requested", every=0.01)
    freeze_all(worker)
    assert sorted(installation.states()) == ["rendering", "requested"]


def its_child_dies_in_mid_render(
    installation: Installation, worker: subprocess.Popen[bytes]
) -> None:
    """And the sweep finds what it held."""
    held_in_mid_render(installation, worker)
    kill_child(worker)
    os.killpg(worker.pid, signal.SIGCONT)
    installation.sweep_after_ten_minutes()


def assert_both_were_made_once(installation: Installation, attempts: list[int]) -> None:
    assert installation.attempts() == attempts
    assert installation.told("dossier.produced") == 2
    assert installation.told("dossier.failed") == 0
    kept = installation.database.rows("SELECT sha256 FROM reports_dossier")
    assert sorted(path.name for path in installation.pdfs()) == sorted(name for (name,) in kept)
    for path in installation.pdfs():
        assert "Grille des huit critères" in dossiers.text_of(path.read_bytes())


def test_what_a_killed_worker_held_is_made_by_another_once(installation):
    with installation.process("worker") as worker:
        held_in_mid_render(installation, worker)
        kill_all(worker)
    assert installation.pdfs() == []
    with installation.process("worker"):
        installation.sweep_after_ten_minutes()
        installation.wait_for("ready", "ready")
    assert_both_were_made_once(installation, attempts=[1, 2])


def test_what_its_killed_child_held_is_made_again_by_the_same_worker(installation):
    """The kernel takes the process that has the memory, and leaves its parent."""
    with installation.process("worker") as worker:
        its_child_dies_in_mid_render(installation, worker)
        installation.wait_for("ready", "ready")
    assert_both_were_made_once(installation, attempts=[1, 2])


def test_what_kills_its_worker_three_times_is_given_up_and_the_other_is_made(installation):
    with installation.process("worker") as worker:
        installation.send(PRODUCE, installation.wanted()[0])
        for attempt in range(1, MOST_ATTEMPTS + 1):
            installation.wait_until(lambda held=attempt: first(installation) == ("rendering", held))
            kill_child(worker)
            installation.sweep_after_ten_minutes()
        installation.wait_until(lambda: installation.states() == ["failed", "ready"])
    assert installation.attempts() == [1, MOST_ATTEMPTS]
    assert installation.told("dossier.failed") == installation.told("dossier.produced") == 1
    [(reason,)] = installation.database.rows(
        "SELECT failure FROM reports_dossier WHERE state = 'failed'"
    )
    assert reason == given_up()
    assert len(installation.pdfs()) == 1


def test_a_worker_asked_to_stop_ends_what_it_holds(installation):
    with installation.process("worker") as worker:
        held_in_mid_render(installation, worker)
        worker.terminate()
        os.killpg(worker.pid, signal.SIGCONT)
        assert worker.wait(30) == 0
    assert sorted(installation.states()) == ["ready", "requested"]
    with installation.process("worker"):
        installation.sweep_after_ten_minutes()
        installation.wait_for("ready", "ready")
    assert_both_were_made_once(installation, attempts=[1, 1])


def test_asked_to_stop_it_ends_what_a_later_child_holds_too(installation):
    """One that a thread of the worker started, as after a death or after fifty tasks."""
    with installation.process("worker") as worker:
        its_child_dies_in_mid_render(installation, worker)
        installation.wait_until(lambda: first(installation) == ("rendering", 2), every=0.01)
        [child] = children(worker.pid)
        os.kill(child, signal.SIGSTOP)
        begun = threads(worker)
        worker.terminate()
        # Those that start children are for a queue in a folder alone.
        if isinstance(installation.broker, QueueFolder):
            installation.wait_until(lambda: threads(worker) < begun)
        os.kill(child, signal.SIGCONT)
        assert worker.wait(60) == 0
    assert first(installation) == ("ready", 2)


def test_two_workers_that_hear_of_one_dossier_make_it_once(installation):
    for key in installation.wanted() * 2:
        installation.send(PRODUCE, key)
    with installation.process("worker", log="first"), installation.process("worker", log="second"):
        installation.wait_for("ready", "ready")
    assert_both_were_made_once(installation, attempts=[1, 1])


def first(installation: Installation) -> tuple[str, int]:
    asked = "SELECT state, attempts FROM reports_dossier ORDER BY requested_at, id"
    return installation.database.rows(asked)[0]


def kill_child(worker: subprocess.Popen[bytes]) -> None:
    [child] = children(worker.pid)
    os.kill(child, signal.SIGKILL)


def threads(worker: subprocess.Popen[bytes]) -> int:
    return len(list(Path(f"/proc/{worker.pid}/task").iterdir()))


def children(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=True
    )
    return [int(line) for line in listed.stdout.split()]
