"""Senders of too much, and slow ones, in front of the web server that members use."""

import socket
import time
from contextlib import ExitStack
from urllib.request import urlopen

import pytest

from tests.live.installation import Installation

pytestmark = pytest.mark.slow
HEAD = "POST /compte/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size}\r\n\r\n"
PATIENCE = 5


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310
            return answer.status == 200
    except OSError:
        return False


@pytest.fixture
def port(installation: Installation, free_port: int):
    installation.environment["WEB_BIND"] = f"127.0.0.1:{free_port}"
    with installation.process("web"):
        installation.wait_until(lambda: answers(f"http://127.0.0.1:{free_port}/compte/login/"))
        yield free_port


def sender(port: int, size: int) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    line.sendall(HEAD.format(size=size).encode())
    return line


def test_fifty_gigabytes_are_refused_at_once_and_keep_nobody_waiting(port):
    started = time.monotonic()
    for _ in range(8):
        with sender(port, 50 * 1024**3) as line:
            assert line.recv(12) == b"HTTP/1.1 413"
    assert answers(f"http://127.0.0.1:{port}/compte/login/")
    assert time.monotonic() - started < PATIENCE


def test_who_sends_slowly_keeps_a_thread_and_not_the_site(port):
    with ExitStack() as lines:
        slow = [lines.enter_context(sender(port, 1_000_000)) for _ in range(3)]
        for _ in range(5):
            for line in slow:
                line.sendall(b"x")
            assert answers(f"http://127.0.0.1:{port}/compte/login/")
