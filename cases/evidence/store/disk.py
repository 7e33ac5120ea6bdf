"""Files in the folder of the settings."""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from cases.evidence.store.errors import StoredFileAltered

UNFINISHED = ".tmp-"
# Nothing takes that long to write, however slow the disk: its process is gone.
LONGEST_WRITE = timedelta(days=1)


def keep(content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(sha256)
    if target.exists():
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=UNFINISHED, delete=False) as draft:
        try:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
            _compare(Path(draft.name), sha256)
            Path(draft.name).replace(target)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise
    _settle(target.parent)
    return sha256


def _settle(folder: Path) -> None:
    """A name is safe once its folder is: else a power cut takes back what its row says is there."""
    for each in (folder, folder.parent, folder.parent.parent):
        descriptor = os.open(each, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def open_kept(sha256: str) -> BinaryIO:
    return path_of(sha256).open("rb")


def has(sha256: str) -> bool:
    return path_of(sha256).exists()


def name_of(sha256: str) -> str:
    return str(path_of(sha256))


def discard(sha256: str) -> None:
    path_of(sha256).unlink(missing_ok=True)


def sweep_unfinished() -> int:
    before = time.time() - LONGEST_WRITE.total_seconds()
    left = [draft for draft in _root().glob(f"*/*/{UNFINISHED}*") if _written(draft) < before]
    for draft in left:
        draft.unlink(missing_ok=True)
    return len(left)


def written_long_ago() -> Iterator[str]:
    before = time.time() - LONGEST_WRITE.total_seconds()
    return (path.name for path in _root().glob("*/*/*") if _written(path) < before)


def _written(draft: Path) -> float:
    """When; now, for one that got its name meanwhile."""
    try:
        return draft.stat().st_mtime
    except FileNotFoundError:
        return time.time()


def path_of(sha256: str) -> Path:
    return _root() / sha256[:2] / sha256[2:4] / sha256


def _root() -> Path:
    return Path(settings.PROMESSE_HOME) / "files" / "sha256"


def _compare(draft: Path, sha256: str) -> None:
    with draft.open("rb") as written:
        if hashlib.file_digest(written, "sha256").hexdigest() != sha256:
            raise StoredFileAltered(sha256)
