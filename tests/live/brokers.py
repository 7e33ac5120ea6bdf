"""The two brokers of the product, each with the faults that a machine may give it."""

import signal
import subprocess
import tempfile
import time
from pathlib import Path

REDIS = ["redis-server", "--port", "0", "--save", "", "--appendonly", "no"]


class QueueFolder:
    """The broker of the default installation."""

    url = "filesystem://"

    def __init__(self, home: Path) -> None:
        self.folder = home / "queue"
        self.aside = home / "queue-aside"

    def stop(self) -> None:
        """A file in the folder's place: no permission bit would hold back the super-user."""
        self.folder.rename(self.aside)
        self.folder.write_text("")

    def hang(self) -> None:
        """What a file cut short by a full disk or a crash leaves of the table of queues."""
        self.cut = self.folder / "control" / "celery.exchange"
        self.cut.write_text("")

    def start(self) -> None:
        if self.aside.exists():
            self.folder.unlink()
            self.aside.rename(self.folder)

    def forget(self) -> None:
        for message in self.folder.glob("*.msg"):
            message.unlink()

    def close(self) -> None:
        """Its files go with the home."""


class Redis:
    """A server of its own, which may be stopped without harm to the rest of the suite."""

    def __init__(self) -> None:
        # Not under pytest's folders, whose names are longer than a socket's may be.
        self.folder = tempfile.TemporaryDirectory(prefix="redis-")
        self.socket = Path(self.folder.name) / "redis.sock"
        self.url = f"redis+socket://{self.socket}"
        self.start()

    def start(self) -> None:
        if self.socket.exists() and self.server.poll() is None:
            self.server.send_signal(signal.SIGCONT)
            return
        command = [*REDIS, "--dir", self.folder.name, "--unixsocket", str(self.socket)]
        self.server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while self._answers() != "PONG":
            assert time.monotonic() < until, "Redis does not answer"
            time.sleep(0.05)

    def stop(self) -> None:
        self.server.kill()
        self.server.wait()

    def hang(self) -> None:
        """It takes connections and answers nothing."""
        self.server.send_signal(signal.SIGSTOP)

    def forget(self) -> None:
        subprocess.run(["redis-cli", "-s", self.socket, "flushall"], check=True)

    def close(self) -> None:
        self.stop()
        self.folder.cleanup()

    def _answers(self) -> str:
        asked = subprocess.run(
            ["redis-cli", "-s", self.socket, "ping"], capture_output=True, text=True, check=False
        )
        return asked.stdout.strip()
