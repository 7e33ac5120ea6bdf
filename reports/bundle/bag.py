"""BagIt 1.0 (RFC 8493) as a zip that is made while it is sent: memory does not grow with it.

Files are stored, not deflated, and each is read once: its digests are taken on the way.
"""

import hashlib
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from zipstream import ZipStream

ALGORITHMS = ("sha256", "sha512")
CHUNK = 1 << 20
# What waits to be hashed is in memory.
CHUNKS_AHEAD = 8
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class AlteredOnTheWay(Exception):
    """A file no longer has the digest that it was kept under: the bag is not ended."""


@dataclass(frozen=True)
class Payload:
    """A file of `data/`. With a digest, what is read has to match it."""

    path: str
    size: int
    open: Callable[[], BinaryIO]
    sha256: str = ""


@dataclass(frozen=True)
class Label:
    """What `bag-info.txt` says of the whole."""

    organisation: str
    identifier: str
    day: date


def streamed(
    name: str, label: Label, payload: Iterable[Payload], tags: dict[str, bytes]
) -> Iterator[bytes]:
    """The zip, all in the folder `name`. Raises `AlteredOnTheWay` in the middle: an unzip of what
    came so far fails. `tags` are files beside `data/`."""
    payload = list(payload)
    zipped = ZipStream()
    inside: Digests = {}
    for each in payload:
        zipped.add(_digested(each, inside), f"{name}/data/{each.path}")
    outside: Digests = {}
    written = {"bagit.txt": DECLARATION.encode(), "bag-info.txt": _info(label, payload), **tags}
    for path, content in written.items():
        outside[path] = {each: hashlib.new(each, content).hexdigest() for each in ALGORITHMS}
        zipped.add(content, f"{name}/{path}")
    for algorithm in ALGORITHMS:
        manifest = f"manifest-{algorithm}.txt"
        zipped.add(_manifest(algorithm, inside, outside, manifest), f"{name}/{manifest}")
    for algorithm in ALGORITHMS:
        tag_manifest = f"tagmanifest-{algorithm}.txt"
        zipped.add(_tag_manifest(algorithm, outside), f"{name}/{tag_manifest}")
    yield from zipped


type Digests = dict[str, dict[str, str]]
"""Of each path, by algorithm."""


def _digested(payload: Payload, inside: Digests) -> Iterator[bytes]:
    found: dict[str, str] = {}
    with payload.open() as file:
        yield from _hashed_aside(file, found)
    if payload.sha256 not in ("", found["sha256"]):
        raise AlteredOnTheWay(payload.path)
    inside[f"data/{payload.path}"] = found


def _hashed_aside(file: BinaryIO, found: dict[str, str]) -> Iterator[bytes]:
    """What is read, while a thread for each algorithm hashes it: hashing leaves Python free."""
    taken = {algorithm: hashlib.new(algorithm) for algorithm in ALGORITHMS}
    with ExitStack() as threads:
        hashers = [
            (threads.enter_context(ThreadPoolExecutor(1)), digest) for digest in taken.values()
        ]
        under_way: deque[Future[None]] = deque()
        while chunk := file.read(CHUNK):
            under_way.extend(thread.submit(digest.update, chunk) for thread, digest in hashers)
            yield chunk
            while len(under_way) > CHUNKS_AHEAD:
                under_way.popleft().result()
    found.update((algorithm, digest.hexdigest()) for algorithm, digest in taken.items())


def _info(label: Label, payload: list[Payload]) -> bytes:
    lines = {
        "Source-Organization": label.organisation,
        "External-Identifier": label.identifier,
        "Bagging-Date": f"{label.day:%Y-%m-%d}",
        "Payload-Oxum": f"{sum(each.size for each in payload)}.{len(payload)}",
    }
    return "".join(f"{name}: {_one_line(said)}\n" for name, said in lines.items()).encode()


def _one_line(said: str) -> str:
    return " ".join(said.split())


def _manifest(algorithm: str, inside: Digests, outside: Digests, path: str) -> Iterator[bytes]:
    """Made when its turn comes: the digests are known then, and its own is told to `outside`."""
    content = _lines(algorithm, inside)
    outside[path] = {each: hashlib.new(each, content).hexdigest() for each in ALGORITHMS}
    yield content


def _tag_manifest(algorithm: str, outside: Digests) -> Iterator[bytes]:
    yield _lines(algorithm, outside)


def _lines(algorithm: str, digests: Digests) -> bytes:
    lines = (f"{digests[path][algorithm]}  {encoded(path)}\n" for path in sorted(digests))
    return "".join(lines).encode()


def encoded(path: str) -> str:
    """RFC 8493, 2.1.3: what would break a line of a manifest, and the sign that says so."""
    return re.sub(r"[%\r\n]", lambda found: f"%{ord(found[0]):02X}", path)
