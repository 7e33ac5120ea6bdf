"""Files of a bag, and what the journal proves of them: the same for every kind of bag."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.text import get_valid_filename

from cases.evidence import store
from cases.evidence.extract import Proved
from cases.evidence.models import DailyRoot, Item
from reports.bundle.bag import Payload
from reports.content import Seal
from reports.states import FileKind

VERIFIER = Path(__file__).with_name("verify.py")
LONGEST_NAME = 80
FOLDERS = {FileKind.EXHIBITS: "pieces/", FileKind.PART: "pieces/e-barreau/"}


def kept(path: str, sha256: str, size: int) -> Payload:
    """Raises `FileNotFoundError` before a byte is sent."""
    if not store.has(sha256):
        raise FileNotFoundError(store.name_of(sha256))
    return Payload(path, size, partial(store.open_kept, sha256), sha256)


def written(path: str, content: bytes) -> Payload:
    sha256 = hashlib.sha256(content).hexdigest()
    return Payload(path, len(content), partial(BytesIO, content), sha256)


type Tell = Callable[..., object]
"""Writes in the journal that a bag is handed over, with what is told of it."""


def tell_made(tell: Tell, made: Iterable[Payload]) -> None:
    """What was made for this very bag is no file that the journal already knows."""
    tell(files={f"data/{each.path}": each.sha256 for each in made})


def beside(files: Iterable[Any]) -> Iterator[Payload]:
    """What was made with a dossier, of an incident or of a claim: the schedule, the exhibits."""
    for file in files:
        folder = FOLDERS.get(FileKind(file.kind), "")
        yield kept(f"{folder}{file.name}", file.sha256, file.size)


def numbered(number: int, item: Item) -> str:
    """The original name less what a file system may take otherwise, with a number of its own."""
    stem = get_valid_filename(f"_{Path(item.name).name}")[1:] or "fichier"
    return f"{number:03d}-{stem[-LONGEST_NAME:]}"


def custody(proved: list[Proved]) -> Iterator[Payload]:
    """The entries, and the roots that cover them with their time stamps."""
    yield written("custody.jsonl", b"".join(map(_line, proved)))
    yield from _stamps(each.root for each in proved if each.root)


def _line(proved: Proved) -> bytes:
    return json.dumps(proved.as_json(), ensure_ascii=False).encode() + b"\n"


def _stamps(roots: Iterable[DailyRoot]) -> Iterator[Payload]:
    """What was stamped and the stamp, as `openssl ts -verify` wants them."""
    days = {root.day: root for root in roots}
    for root in days.values():
        yield written(f"timestamps/{root.day}.json", root.statement)
        if hasattr(root, "stamp"):
            yield written(f"timestamps/{root.day}.tsr", bytes(root.stamp.answer))


def certificates(seal: Seal | None) -> Iterator[Payload]:
    """Of the seal, as the frozen content announced it, and of who dates seals and roots."""
    if seal:
        yield written("certificates/seal.pem", seal.certificates.encode())
    if settings.TSA_CERTIFICATES:
        yield written("certificates/tsa.pem", Path(settings.TSA_CERTIFICATES).read_bytes())


def tags(page: str, **said: Any) -> dict[str, bytes]:
    """What checks the bag, and the page that says how."""
    context = {**said, "association": settings.ASSOCIATION_NAME}
    return {
        "verify.py": VERIFIER.read_bytes(),
        "VERIFIER.html": render_to_string(page, context).encode(),
    }
