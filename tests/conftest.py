from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from celery import Celery
from django.core.cache import caches
from django.test import Client, TransactionTestCase
from hypothesis import settings
from kombu.transport.filesystem import Transport

from members.models import User
from promesse import celery_app
from reports import certificate
from tests.cast import Cast, LogIn
from tests.chromium import browser
from tests.emptying import empty_tables

# Here, so that it is one fixture: a second browser's loop is refused beside the first's.
__all__ = ["browser"]

type UseBroker = Callable[[str, dict[str, object]], None]

# A busy machine is no failure: what is slow is shown by benchmarks.
settings.register_profile("promesse", deadline=None)
settings.load_profile("promesse")
TransactionTestCase._fixture_teardown = lambda _test: empty_tables()


# What a test that reads or writes a server asks for; `model` is the installation of tests/live.
SERVERS = {"db", "transactional_db", "broker", "model"}
# What a test that opens pages asks for.
PAGES = {"client", "logged_in"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-on-servers",
        choices=["acts", "all"],
        help="leave out what needs neither database nor queue: another database changes nothing; "
        "acts: and pages, each of which tests/access opens",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    asked = config.getoption("only_on_servers")
    if not asked:
        return
    kept, left_out = [], []
    for item in items:
        (kept if _is_for_servers(item, with_pages=asked == "all") else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def _is_for_servers(item: pytest.Item, *, with_pages: bool) -> bool:
    asked = set(item.fixturenames)
    needs_one = SERVERS & asked or item.get_closest_marker("django_db")
    if not needs_one or item.get_closest_marker("one_database"):
        return False
    return with_pages or not PAGES & asked or "access" in item.path.parts


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of every test, made anew: see `tests/cast.py`."""
    return Cast()


@pytest.fixture(scope="session")
def local_seal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once, for who has a home of their own: its key takes a moment."""
    path = tmp_path_factory.mktemp("seal") / "seal.p12"
    certificate._make(path)
    return path


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    empty_caches()
    yield
    empty_caches()


def empty_caches() -> None:
    for name in ("default", "remembered", "pages", "previews"):
        caches[name].clear()


@pytest.fixture
def logged_in() -> LogIn:
    """With the second factor that some roles are asked for."""

    def as_user(user: User) -> Client:
        if user.needs_second_factor:
            Authenticator.objects.get_or_create(
                user=user, type=Authenticator.Type.TOTP, defaults={"data": {}}
            )
        client = Client()
        client.force_login(user, backend="members.backends.MembershipBackend")
        return client

    return as_user


@pytest.fixture
def broker() -> Iterator[UseBroker]:
    """Tasks go to the broker that the test names, by a second application of the same settings."""
    second = Celery("tests", set_as_current=False)
    second.config_from_object("django.conf:settings", namespace="CELERY")

    def use(url: str, options: dict[str, object]) -> None:
        second.conf.update(
            broker_read_url=url, broker_write_url=url, broker_transport_options=options
        )
        second.set_current()
        # What an earlier test bound to its folder is remembered by the process, for every folder.
        Transport.global_state.clear()

    yield use
    celery_app.set_current()
    second.close()
