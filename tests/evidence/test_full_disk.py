"""A disk that has no more room: the system itself stops the writing."""

import os
import subprocess
import sys
from pathlib import Path

ON_A_FULL_DISK = """
import resource, signal, sys
from django.conf import settings
settings.configure(PROMESSE_HOME=sys.argv[1], FILES_URL="")
from cases.evidence import store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
small = store.keep(b"un constat")
try:
    store.keep(bytes(2_000_000))
except OSError as full:
    print(full.strerror)
print(store.open_kept(small).read().decode())
"""


def kept(home: Path) -> list[int]:
    return [path.stat().st_size for path in home.rglob("*") if path.is_file()]


def test_a_file_that_the_disk_has_no_room_for_leaves_nothing_and_the_others_are_read(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", ON_A_FULL_DISK, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["File too large", "un constat"]
    assert kept(tmp_path) == [len("un constat")]
