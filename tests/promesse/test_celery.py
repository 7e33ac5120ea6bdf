import os
import subprocess
import sys
from pathlib import Path

import pytest

from promesse import celery_settings

ROOT = Path(__file__).parents[2]
CONNECTS = """
import logging
logging.basicConfig()
from promesse.celery import app
for connection in (app.connection_for_read(), app.connection_for_write()):
    print(connection.info()["hostname"])
"""


def said_on_connecting(home: Path, **given: str) -> str:
    """The worker and whoever sends it work connect so, in a process of their own."""
    done = subprocess.run(
        [sys.executable, "-c", CONNECTS],
        cwd=ROOT,
        env={
            **{name: value for name, value in os.environ.items() if name != "CELERY_BROKER_URL"},
            **given,
            "DJANGO_SETTINGS_MODULE": "promesse.settings",
            "PROMESSE_HOME": str(home),
            "PROMESSE_ENV_FILE": os.devnull,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"CELERY_BROKER_URL": "filesystem://"},
        {"CELERY_BROKER_URL": "filesystem://localhost"},
    ],
)
def test_the_queue_folder_is_reached_without_a_warning(tmp_path, given):
    assert said_on_connecting(tmp_path, **given) == "localhost\nlocalhost\n"


def test_kombu_warns_of_a_url_without_a_host(tmp_path):
    without_host = {"CELERY_BROKER_READ_URL": "filesystem://"}
    assert "No hostname was supplied" in said_on_connecting(tmp_path, **without_host)


def test_a_server_is_reached_where_the_environment_says():
    assert celery_settings.address("redis://redis:6379/0") == "redis://redis:6379/0"
