import errno
import hashlib
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cases import tasks
from cases.evidence import store

KILLED_WHILE_WRITING = """
import os, signal, sys
from django.conf import settings
from cases.evidence import store

settings.configure(PROMESSE_HOME=sys.argv[1], FILES_URL="")
os.fsync = lambda descriptor: os.kill(os.getpid(), signal.SIGKILL)
store.keep(b"un constat")
"""


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path
    return tmp_path


def files(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file()]


def test_a_file_is_kept_under_its_own_digest_and_read_back(home):
    sha256 = store.keep(b"un constat")
    assert sha256 == hashlib.sha256(b"un constat").hexdigest()
    folder = home / "files" / "sha256" / sha256[:2] / sha256[2:4]
    assert files(home) == [folder / sha256]
    with store.open_kept(sha256) as kept:
        assert kept.read() == b"un constat"


def test_an_empty_file_is_a_file():
    with store.open_kept(store.keep(b"")) as kept:
        assert kept.read() == b""


def test_the_same_bytes_are_kept_once(home):
    first = store.keep(b"un constat")
    written = files(home)[0].stat()
    assert store.keep(b"un constat") == first
    assert files(home)[0].stat().st_mtime_ns == written.st_mtime_ns
    assert files(home)[0].stat().st_ino == written.st_ino


def test_a_digest_that_was_never_kept_is_not_found():
    with pytest.raises(FileNotFoundError):
        store.open_kept("0" * 64)


def test_a_full_disk_leaves_nothing_behind(home, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        store.keep(b"un constat")
    assert files(home) == []


def test_its_name_is_made_safe_too_with_the_folders_that_lead_to_it(home, monkeypatch):
    synced, sync = [], os.fsync

    def noted(descriptor: int) -> None:
        named = Path(f"/proc/self/fd/{descriptor}").readlink()
        synced.append((named, len(files(home))))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    path = store.path_of(store.keep(b"un constat"))
    (draft, _before), *folders = synced
    assert draft.parent == path.parent
    assert [each for each, _files in folders] == list(path.parents)[:3]
    assert all(count == 1 for _folder, count in folders), "once it has its name"


def test_what_the_disk_changed_is_refused_and_not_kept(home, monkeypatch):
    def alter(descriptor: int) -> None:
        os.pwrite(descriptor, b"UN", 0)

    monkeypatch.setattr(os, "fsync", alter)
    with pytest.raises(store.StoredFileAltered):
        store.keep(b"un constat")
    assert files(home) == []


def test_what_many_keep_at_once_is_one_whole_file(home):
    content = b"un constat" * 100_000
    with ThreadPoolExecutor(8) as threads:
        kept = set(threads.map(store.keep, [content] * 8))
    assert kept == {hashlib.sha256(content).hexdigest()}
    assert [path.read_bytes() == content for path in files(home)] == [True]


@pytest.mark.django_db
def test_what_a_killed_process_left_is_swept_after_a_day(home):
    """And neither what is being written now, nor what is kept."""
    kept = store.path_of(store.keep(b"un autre constat"))
    subprocess.run([sys.executable, "-c", KILLED_WHILE_WRITING, str(home)], check=False)
    [left] = set(files(home)) - {kept}
    tasks.sweep_drafts()
    assert set(files(home)) == {kept, left}
    a_day_ago = time.time() - store.LONGEST_WRITE.total_seconds() - 60
    for path in (left, kept):
        os.utime(path, (a_day_ago, a_day_ago))
    tasks.sweep_drafts()
    assert files(home) == [kept]
