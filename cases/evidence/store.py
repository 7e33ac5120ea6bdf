"""Files kept under their own SHA-256, whole or not at all."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings


class StoredFileAltered(Exception):
    """What was read back is not what was written."""


def keep(content: bytes) -> str:
    """Store once under the SHA-256, which is returned. Storing the same bytes again is harmless.

    The file appears under its name only once it is whole, on the disk, and read back equal: a full
    disk raises `OSError` and leaves nothing behind.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(sha256)
    if target.exists():
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".tmp-", delete=False) as draft:
        try:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
            _compare(Path(draft.name), sha256)
            Path(draft.name).replace(target)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise
    return sha256


def open_kept(sha256: str) -> BinaryIO:
    return path_of(sha256).open("rb")


def discard(sha256: str) -> None:
    """Erase the bytes. Only `receiving` knows whether an item still stands for them."""
    path_of(sha256).unlink(missing_ok=True)


def path_of(sha256: str) -> Path:
    return Path(settings.PROMESSE_HOME) / "files" / "sha256" / sha256[:2] / sha256[2:4] / sha256


def _compare(draft: Path, sha256: str) -> None:
    with draft.open("rb") as written:
        if hashlib.file_digest(written, "sha256").hexdigest() != sha256:
            raise StoredFileAltered(sha256)
