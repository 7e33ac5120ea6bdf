"""Each run of the suite tries its own pair: SQLite and the queue's folder, or both servers."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.live.brokers import QueueFolder, Redis
from tests.live.databases import Database, PostgreSQL, SQLite
from tests.live.installation import ROOT, Installation

OURS = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "DJANGO_SETTINGS_MODULE")


@dataclass(frozen=True)
class Model:
    """The demonstration as `manage.py demo` leaves it, both dossiers requested."""

    home: Path
    environment: dict[str, str]
    database: Database
    said: str


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Model]:
    home = tmp_path_factory.mktemp("model")
    server = os.environ.get("DATABASE_URL", "")
    database = PostgreSQL(server) if server.startswith("postgres") else SQLite(home)
    environment = {
        **{name: value for name, value in os.environ.items() if name not in OURS},
        "PROMESSE_HOME": str(home),
        "PROMESSE_ENV_FILE": os.devnull,
        "PROMESSE_DEMO": "yes",
        "DATABASE_URL": database.url,
        "STATIC_ROOT": str(home / "static"),
        "WORKER_CONCURRENCY": "1",
        "WEB_CONCURRENCY": "1",
    }
    said = ""
    for command in (["migrate", "--noinput"], ["collectstatic", "--noinput"], ["demo"]):
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-3000:]
        said += done.stdout
    yield Model(home, environment, database, said)
    database.drop()


@pytest.fixture
def installation(model: Model, tmp_path: Path) -> Iterator[Installation]:
    for part in ("secret-key", "seal.p12", "demo-accounts.txt"):
        shutil.copy(model.home / part, tmp_path)
    (tmp_path / "queue").mkdir()
    database = model.database.copy(tmp_path)
    redis = os.environ.get("CELERY_BROKER_URL", "").startswith("redis")
    broker = Redis() if redis else QueueFolder(tmp_path)
    own = {
        "PROMESSE_HOME": str(tmp_path),
        "DATABASE_URL": database.url,
        "CELERY_BROKER_URL": broker.url,
    }
    yield Installation(tmp_path, {**model.environment, **own}, database, broker)
    broker.close()
    database.drop()


@pytest.fixture
def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
