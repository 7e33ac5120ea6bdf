"""The database goes away for a moment while a dossier is printed."""

import os
import signal

import pytest

from tests.live.databases import PostgreSQL
from tests.live.test_dead_worker import assert_both_were_made_once, held_in_mid_render

pytestmark = pytest.mark.slow


@pytest.fixture
def server(installation) -> PostgreSQL:
    if not isinstance(installation.database, PostgreSQL):
        pytest.skip("a file has no server that goes away; the run on PostgreSQL tries it")
    return installation.database


def test_a_dossier_that_could_not_be_written_down_is_made_again(installation, server):
    with installation.process("worker") as worker:
        held_in_mid_render(installation, worker)
        server.close_to_all()
        os.killpg(worker.pid, signal.SIGCONT)
        log = installation.home / "worker.log"
        installation.wait_until(lambda: "raised unexpected" in log.read_text())
        server.open_again()
        assert sorted(installation.states()) == ["rendering", "requested"]
        installation.sweep_after_ten_minutes()
        installation.wait_for("ready", "ready")
    assert_both_were_made_once(installation, attempts=[1, 2])
