"""A worker dies in the middle of the order of a cohort: it ends, each document made once."""

import sys
from pathlib import Path

import pytest

from tests.live.installation import Installation, freeze_all, kill_all, wait_until

pytestmark = pytest.mark.slow
CLAIMANTS = 3
SWEEP = "reports.groups.tasks.sweep_orders"


def states(installation: Installation) -> list[str]:
    asked = installation.database.rows(
        "SELECT state FROM group_documents_groupannex ORDER BY position"
    )
    return [state for (state,) in asked]


def attempts(installation: Installation) -> list[int]:
    asked = installation.database.rows(
        "SELECT attempts FROM group_documents_groupannex ORDER BY attempts"
    )
    return [count for (count,) in asked]


def is_over(installation: Installation) -> bool:
    return installation.database.rows("SELECT state FROM group_documents_grouporder") == [("done",)]


def kept(installation: Installation) -> set[str]:
    asked = installation.database.rows("SELECT sha256 FROM group_documents_groupannex")
    names = {path.name for path in installation.pdfs()}
    assert {sha256 for (sha256,) in asked} <= names
    return names & {sha256 for (sha256,) in asked}


@pytest.fixture
def ordered(installation: Installation) -> Installation:
    installation.run(sys.executable, "-m", "tests.live.ordered", str(CLAIMANTS))
    assert states(installation) == ["waiting"] * (CLAIMANTS + 1)
    return installation


def test_what_a_killed_worker_held_is_made_by_another_once(ordered):
    with ordered.process("worker", log="first") as worker:
        # In the middle of the second document, the first one being kept.
        wait_until(lambda: states(ordered)[:2] == ["done", "running"], ordered.logs, every=0.01)
        freeze_all(worker)
        held = states(ordered)
        kill_all(worker)
    assert held.count("running") == 1
    ordered.database.age_orders()
    ordered.send(SWEEP)
    with ordered.process("worker", log="second"):
        wait_until(lambda: is_over(ordered), ordered.logs)
    assert states(ordered) == ["done"] * (CLAIMANTS + 1)
    assert attempts(ordered) == [1] * CLAIMANTS + [2]
    assert ordered.told("group.annex_produced") == CLAIMANTS + 1
    assert ordered.told("group.ended") == 1
    assert len(kept(ordered)) == CLAIMANTS + 1


def test_two_workers_share_an_order_by_one_message(ordered):
    with ordered.process("worker", log="first"), ordered.process("worker", log="second"):
        wait_until(lambda: is_over(ordered), ordered.logs)
    assert attempts(ordered) == [1] * (CLAIMANTS + 1)
    assert ordered.told("group.annex_produced") == CLAIMANTS + 1
    for log in ("first", "second"):
        assert "reports.groups.tasks.produce_annex" in log_of(ordered, log)


def log_of(installation: Installation, name: str) -> str:
    return Path(installation.home / f"{name}.log").read_text()
