"""A program that reads what a stranger sent, held by the system to a time and a memory."""

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

SECONDS = 15
MEMORY = 1024 * 1024 * 1024
LARGEST_OUTPUT = 20 * 1024 * 1024


class Stopped(Exception):
    """It failed, or asked for more than it may have."""


def run(program: Sequence[str], content: bytes) -> bytes:
    """What it printed. It finds the content in the file « given » of its own folder.

    Raises `Stopped`.
    """
    limits = (f"--cpu={SECONDS}", f"--as={MEMORY}", f"--fsize={LARGEST_OUTPUT}", "--core=0")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "given").write_bytes(content)
        try:
            done = subprocess.run(  # noqa: S603  # our own words; the stranger's are in the file
                ["prlimit", *limits, *program],  # noqa: S607  # of the system's own PATH
                cwd=folder,
                env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as failure:
            raise Stopped(str(failure)) from failure
    return done.stdout
