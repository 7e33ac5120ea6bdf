"""What the queue lost, or never had, is made when there is a queue again."""

import re
import time
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.live.installation import PRODUCE, Installation
from tests.reports import dossiers

pytestmark = pytest.mark.slow

# The answer waits for no broker: what it costs is a connection that is refused at once, or one
# time-out of a few seconds where the broker has hung.
AT_ONCE = 5
TRIED_BEFORE = (
    "UPDATE reports_dossier SET state = 'failed', failure = 'Le disque était plein.', attempts = 1"
)


class Desk:
    """The committee's desk over HTTP, by the log-in form and the buttons."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.browser = build_opener(HTTPCookieProcessor(CookieJar()))

    def log_in(self, email: str, password: str) -> None:
        self.post("/compte/login/", "/compte/login/", login=email, password=password)
        assert "Se déconnecter" in self.read("/dossiers/")

    def read(self, path: str) -> str:
        with self.browser.open(self.address + path, timeout=60) as response:
            return response.read().decode()

    def post(self, page: str, path: str, **fields: str) -> float:
        """The form of a page; returns the seconds that its answer took, the page left apart."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.read(page))
        body = urlencode({**fields, "csrfmiddlewaretoken": token[1]}).encode()
        begun = time.monotonic()
        with self.browser.open(self.address + path, body, timeout=60) as response:
            assert response.status in {200, 302}
        return time.monotonic() - begun


@pytest.fixture
def desk(installation: Installation, free_port: int):
    installation.environment["WEB_BIND"] = f"127.0.0.1:{free_port}"
    with installation.process("web"):
        desk = Desk(f"http://localhost:{free_port}")
        installation.wait_until(lambda: answers(desk))
        accounts = (installation.home / "demo-accounts.txt").read_text().splitlines()
        email, password = next(line.split()[:2] for line in accounts if "commission-1@" in line)
        desk.log_in(email, password)
        yield desk


def answers(desk: Desk) -> bool:
    try:
        return "Se connecter" in desk.read("/compte/login/")
    except OSError:
        return False


@pytest.mark.parametrize("fault", ["stop", "hang"])
def test_a_request_and_a_retry_answer_at_once_without_a_broker_and_are_made_later(
    installation, desk, fault
):
    installation.database.change(TRIED_BEFORE)
    again = installation.wanted()[0]
    [_, (other,)] = installation.database.rows(
        "SELECT case_id FROM reports_dossier ORDER BY requested_at, id"
    )
    assert "Le disque était plein." in desk.read(f"/bureau/reports/dossier/{again}/change/")
    getattr(installation.broker, fault)()
    asked = f"/bureau/reports/dossier/cas/{other}/"
    assert desk.post(asked, asked) < AT_ONCE
    tried = f"/bureau/reports/dossier/{again}/"
    assert desk.post(f"{tried}change/", f"{tried}relancer/") < AT_ONCE
    assert sorted(installation.states()) == ["failed", "requested", "requested"]
    installation.broker.start()
    with installation.process("worker"):
        installation.wait_until(lambda: " ready." in (installation.home / "worker.log").read_text())
        installation.sweep_after_ten_minutes()
        installation.wait_for("failed", "ready", "ready")
    assert installation.told("dossier.retried") == 1
    assert installation.told("dossier.produced") == 2


def test_nothing_warns_of_a_broker_without_a_host(model, installation):
    assert "@demo.promesse.example" in model.said
    log = installation.home / "worker.log"
    with installation.process("worker"):
        installation.wait_until(lambda: " ready." in log.read_text())
    assert "No hostname" not in model.said + log.read_text()


def test_what_was_requested_while_no_worker_ran_is_made_when_one_comes(installation):
    for key in installation.wanted():
        installation.send(PRODUCE, key)
    with installation.process("worker"):
        installation.wait_for("ready", "ready")
    assert_both_can_be_read(installation)


def test_what_the_queue_lost_is_found_again_by_the_sweep(installation):
    for key in installation.wanted():
        installation.send(PRODUCE, key)
    installation.broker.forget()
    installation.database.age_dossiers()
    with installation.process("worker"), installation.process("beat"):
        time.sleep(1)
        assert installation.states() == ["requested", "requested"]
        installation.wait_for("ready", "ready")
    assert_both_can_be_read(installation)


def assert_both_can_be_read(installation: Installation) -> None:
    assert installation.attempts() == [1, 1]
    assert installation.told("dossier.produced") == 2
    assert len(installation.pdfs()) == 2
    for path in installation.pdfs():
        assert "Grille des huit critères" in dossiers.text_of(path.read_bytes())
