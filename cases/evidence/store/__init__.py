"""Files kept under their own SHA-256, whole or not at all: on a disk, or on S3-compatible storage.

Whatever fails is an `OSError`, and leaves nothing half kept.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import BinaryIO

from django.conf import settings

from cases.evidence.store.disk import LONGEST_WRITE as LONGEST_WRITE
from cases.evidence.store.disk import path_of as path_of
from cases.evidence.store.errors import StoredFileAltered as StoredFileAltered
from cases.evidence.store.errors import StoreDown as StoreDown

DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(content: bytes) -> str:
    """Store once under the SHA-256, which is returned. Storing the same bytes again is harmless.

    The file appears under its name only once it is whole, safe, and read back equal.
    """
    sha256: str = _place().keep(content)
    return sha256


def open_kept(sha256: str) -> BinaryIO:
    """To be read once, from its beginning. Raises `FileNotFoundError`."""
    opened: BinaryIO = _place().open_kept(sha256)
    return opened


def has(sha256: str) -> bool:
    there: bool = _place().has(sha256)
    return there


def name_of(sha256: str) -> str:
    """Where an administrator looks for it."""
    name: str = _place().name_of(sha256)
    return name


def discard(sha256: str) -> None:
    """Erase the bytes. Only `receiving` knows whether an item still stands for them."""
    _place().discard(sha256)


def sweep_unfinished() -> int:
    """Erase what a process that was killed while it wrote left behind; how many files."""
    swept: int = _place().sweep_unfinished()
    return swept


def written_long_ago() -> Iterator[str]:
    """The digest of each file kept before `LONGEST_WRITE`: whoever wrote it is done, or gone."""
    return filter(DIGEST.fullmatch, _place().written_long_ago())


def _place() -> ModuleType:
    """What speaks to S3 is loaded where S3 is used: it takes a third of a second."""
    return import_module(f"{__name__}.{'bucket' if settings.FILES_URL else 'disk'}")
