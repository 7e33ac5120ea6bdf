"""A clamd of our own on a private socket, with one signature: EICAR's, written by hand."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# In two pieces, so that no antivirus takes this file for the real thing.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURE = "Promesse.Eicar.UNOFFICIAL"
# Where Debian puts it, which is in root's PATH alone.
CLAMD = shutil.which("clamd", path=f"{os.environ['PATH']}:/usr/sbin") or "clamd"
TRIES, PAUSE = 150, 0.1


class Antivirus:
    def __init__(self, folder: Path) -> None:
        self.socket = folder / "clamd.sock"
        self.url = f"unix:{self.socket}"
        self.log = folder / "log"
        database = folder / "database"
        database.mkdir()
        (database / "private.ndb").write_text(f"Promesse.Eicar:0:*:{EICAR.hex()}\n")
        self.configuration = folder / "clamd.conf"
        self.configuration.write_text(
            f"LocalSocket {self.socket}\nDatabaseDirectory {database}\nForeground yes\n"
            "StreamMaxLength 30M\n"
        )

    @contextmanager
    def running(self) -> Iterator["Antivirus"]:
        with self.log.open("w") as log:
            clamd = subprocess.Popen(
                [CLAMD, f"--config-file={self.configuration}"], stdout=log, stderr=log
            )
        try:
            self._await(clamd)
            yield self
        finally:
            clamd.terminate()
            clamd.wait(timeout=10)

    def _await(self, clamd: subprocess.Popen[bytes]) -> None:
        for _ in range(TRIES):
            if self.socket.exists():
                return
            assert clamd.poll() is None, self.log.read_text()
            time.sleep(PAUSE)
        raise TimeoutError(self.log.read_text())
