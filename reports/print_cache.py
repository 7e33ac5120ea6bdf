"""What was laid out once, kept by the digest of all that it was made from. Losing it costs time."""

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from weasyprint import __version__ as weasyprint_version

DIGEST = 32
UNUSED_FOR = timedelta(days=30)
ROOT = Path(__file__).resolve().parent.parent
MADE_BY = (
    "templates/print",
    "static/promesse",
    "static/fonts",
    "reports",
    "cases/charts",
    "locale",
)
SUFFIXES = {".html", ".css", ".woff2", ".py", ".mo"}


def cached(key: str, make: Callable[[], bytes]) -> bytes:
    """`key` names all that the content depends on, but for the software, which is added here."""
    path = _path(key)
    content = _read(path)
    if content is None:
        content = make()
        _write(path, hashlib.sha256(content).digest() + content)
    return content


def _read(path: Path) -> bytes | None:
    """None for what was never there, or is not whole."""
    try:
        kept = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    digest, content = kept[:DIGEST], kept[DIGEST:]
    return content if hashlib.sha256(content).digest() == digest else None


def forget_unused() -> int:
    before = time.time() - UNUSED_FOR.total_seconds()
    old = [each for each in _folder().glob("*/*") if each.stat().st_mtime < before]
    for each in old:
        each.unlink(missing_ok=True)
    return len(old)


def _path(key: str) -> Path:
    digest = hashlib.sha256(f"{_software()} {key}".encode()).hexdigest()
    return _folder() / digest[:2] / digest


def _folder() -> Path:
    return Path(settings.PROMESSE_HOME) / "cache" / "print"


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all; a full disk costs the time of making it again, not the dossier."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:
            draft.write(content)
        Path(draft.name).replace(path)
    except OSError:
        return


@cache
def _software() -> str:
    """Whatever could lay the same content out otherwise."""
    found = hashlib.sha256(weasyprint_version.encode())
    for folder in MADE_BY:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in SUFFIXES:
                found.update(path.read_bytes())
    return found.hexdigest()
