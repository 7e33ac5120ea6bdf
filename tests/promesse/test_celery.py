import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from promesse import celery_settings

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("given", ["filesystem://", "", "filesystem://localhost"])
def test_a_message_is_sent_to_the_folder_without_a_warning(tmp_path, given):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "celery",
            "--app",
            "promesse",
            "call",
            "reports.tasks.sweep_dossiers",
        ],
        cwd=ROOT,
        env={
            **{name: value for name, value in os.environ.items() if name != "CELERY_BROKER_URL"},
            **({"CELERY_BROKER_URL": given} if given else {}),
            "DJANGO_SETTINGS_MODULE": "promesse.settings",
            "PROMESSE_HOME": str(tmp_path),
            "PROMESSE_ENV_FILE": os.devnull,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    [task] = done.stdout.splitlines()
    [message] = (tmp_path / "queue").glob("*.msg")
    assert json.loads(message.read_text())["headers"]["id"] == task


def test_a_server_is_reached_where_the_environment_says():
    assert celery_settings.address("redis://redis:6379/0") == "redis://redis:6379/0"
