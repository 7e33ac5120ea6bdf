from collections.abc import Callable, Iterator

import pytest
from celery import Celery

from promesse import celery_app

type UseBroker = Callable[[str, dict[str, object]], None]


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """A folder of its own, so that a test can count the files that it made."""
    settings.PROMESSE_HOME = tmp_path
    return tmp_path


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

    yield use
    celery_app.set_current()
    second.close()
