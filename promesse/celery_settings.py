"""How the queue is reached: a folder on one machine, or Redis."""

from collections.abc import Mapping
from pathlib import Path


def address(broker: str) -> str:
    """The options below name the folder; kombu warns at each start of a URL without a host."""
    return "filesystem://localhost" if broker.startswith("filesystem:") else broker


def transport(broker: str, *, queue: Path) -> Mapping[str, object]:
    return _folder(queue) if broker.startswith("filesystem:") else _REDIS


def _folder(queue: Path) -> Mapping[str, object]:
    (queue / "control").mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(queue),
        "data_folder_out": str(queue),
        "control_folder": str(queue / "control"),
        "polling_interval": 0.1,
    }


_REDIS = {
    # Above the hard time limit, so that no live task is ever delivered again.
    "visibility_timeout": 900,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    # A person's request waits this long, once, on a server that takes it and answers nothing: a
    # second try would cost three times as much, and the sweep makes it anyway.
    "socket_timeout": 2,
    "max_retries": 0,
    "socket_keepalive": True,
    "health_check_interval": 25,
}
