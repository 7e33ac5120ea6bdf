"""The product as a newcomer starts it, and a real browser in front of it."""

import os
import signal
import socket
import sqlite3
import subprocess
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Error, Page

from tests.chromium import DESK
from tests.journeys.keys import Keys

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Product:
    """A running demonstration: its address, its accounts, and the rows behind it."""

    url: str
    home: Path
    passwords: dict[str, str]

    def email(self, login: str) -> str:
        return next(email for email in self.passwords if email.startswith(f"{login}@"))

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        base = sqlite3.connect(f"file:{self.home / 'promesse.sqlite3'}?mode=ro", uri=True)
        with closing(base):
            return base.execute(query, values).fetchall()

    def manage(self, *words: str) -> None:
        """One of the product's own commands, beside its processes."""
        subprocess.run(
            [str(ROOT / ".venv/bin/python"), "manage.py", *words],
            cwd=ROOT,
            env={**_environment(self.home), "PROMESSE_DEMO": "yes"},
            capture_output=True,
            check=True,
        )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One of two workers, which begins with them, has the demonstration: it is long to make."""
    for item in items:
        if "product" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("demonstration"))


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    home = tmp_path_factory.mktemp("home")
    port = _free_port()
    log = home / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [str(ROOT / "script/server"), "--port", str(port)],
            cwd=ROOT,
            env=_environment(home),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_for(server, log, "promesse répond")
        yield Product(f"http://localhost:{port}", home, _passwords(home))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=120)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What the product wrote and what the browser showed: gone with the folder otherwise."""
    report = yield
    if report.failed:
        if served := item.funcargs.get("product"):
            report.sections += [
                (log.name, _tail(log)) for log in sorted(served.home.rglob("*.log"))
            ]
        if driven := item.funcargs.get("browser"):
            pages = [page for context in driven.contexts for page in context.pages]
            report.sections += [(page.url, _shown(page)) for page in pages]
    return report


def _tail(log: Path) -> str:
    return log.read_text(errors="replace")[-3000:]


def _shown(page: Page) -> str:
    with suppress(Error):
        return page.locator("body").inner_text(timeout=1000)[:3000]
    return "(ne répond pas)"


@pytest.fixture
def log_in(browser: Browser, product: Product):
    """A page of its own for each person, logged in by the log-in form."""
    contexts = []

    def enter(login: str, size: dict[str, int] = DESK, *, scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport=size, locale="fr-FR", base_url=product.url, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        email = product.email(login)
        page.goto("/compte/login/")
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", product.passwords[email])
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "/login" not in url)
        return page

    yield enter
    for context in contexts:
        context.close()


# Counts the times when a part of the page was replaced and the focus fell back to the whole: a
# microtask runs as soon as the swap is done, before anything is drawn and before any key.
LOST = """addEventListener("htmx:afterSwap", () => queueMicrotask(() => {
  if (document.activeElement === document.body) window.focusLost = (window.focusLost ?? 0) + 1;
}))"""


@pytest.fixture
def opened(browser: Browser, live_server, transactional_db, logged_in) -> Iterator[object]:
    """A page of a server beside the test's own rows, for a person who is logged in already."""
    contexts = []
    pages = []

    def at(user, path="/triage/", size=DESK, **how) -> Page:
        context = browser.new_context(
            viewport=size, locale="fr-FR", base_url=live_server.url, **how
        )
        contexts.append(context)
        cookie = logged_in(user).cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.add_init_script(LOST)
        page.goto(path)
        if how.get("java_script_enabled", True):
            pages.append(page)
        return page

    yield at
    assert [page.evaluate("window.focusLost ?? 0") for page in pages] == [0] * len(pages)
    for context in contexts:
        context.close()


@pytest.fixture
def by_keyboard(opened) -> Iterator[object]:
    """A person with no mouse, who is never lost on the way."""
    hands = []

    def at(user, path="/", **how) -> Keys:
        keys = Keys(opened(user, path, **how))
        hands.append(keys)
        return keys

    yield at
    assert [fault for keys in hands for fault in keys.lost] == []


def _environment(home: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return {**clean, "PROMESSE_HOME": str(home), "PROMESSE_ENV_FILE": "/dev/null"}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait_for(server: subprocess.Popen[bytes], log: Path, words: str) -> None:
    for _ in range(3000):
        if words in log.read_text():
            return
        if server.poll() is not None:
            break
        try:
            server.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
    pytest.fail(f"script/server did not start:\n{_tail(log)}")


def _passwords(home: Path) -> dict[str, str]:
    lines = (home / "demo-accounts.txt").read_text().splitlines()
    return {line.split()[0]: line.split()[1] for line in lines}


def text_of(pdf: Path) -> str:
    return subprocess.run(
        ["/usr/bin/pdftotext", "-layout", str(pdf), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
