"""An antivirus asked about bytes: clamd, over its socket (INSTREAM), when the settings name one."""

import socket
import struct
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

SECONDS_TO_CONNECT = 2
# The largest file takes a second or two; a server that is busy with others, some more.
SECONDS_TO_ANSWER = 30
CHUNK = 1024 * 1024
LONGEST_ANSWER = 4096


class Scan(models.TextChoices):
    NOT_SCANNED = "not_scanned", _("non analysé")
    WAITING = "waiting", _("en quarantaine, en attente d’analyse")
    CLEAN = "clean", _("analysé, rien trouvé")
    INFECTED = "infected", _("infecté")


class ScannerDown(Exception):
    """The antivirus did not answer, or not what it should."""


@dataclass(frozen=True)
class Finding:
    scan: Scan
    signature: str = ""
    scanner: str = ""


NOTHING_KNOWN = Finding(Scan.NOT_SCANNED)


def look_into(content: bytes) -> Finding:
    """What is known of these bytes now; `WAITING` when the antivirus does not answer."""
    if not settings.CLAMD_URL:
        return NOTHING_KNOWN
    try:
        return scan(content)
    except ScannerDown:
        return Finding(Scan.WAITING)


def scan(content: bytes) -> Finding:
    """Raises `ScannerDown`."""
    scanner = _asked(b"zVERSION\0")
    pieces = [content[at : at + CHUNK] for at in range(0, len(content), CHUNK)]
    sized = b"".join(struct.pack(">I", len(piece)) + piece for piece in pieces)
    answer = _asked(b"zINSTREAM\0", sized, struct.pack(">I", 0))
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return Finding(Scan.CLEAN, scanner=scanner)
    if said.endswith(" FOUND"):
        return Finding(Scan.INFECTED, said.removesuffix(" FOUND"), scanner)
    raise ScannerDown(answer)


def _asked(*parts: bytes) -> str:
    try:
        with _connected() as line:
            for part in parts:
                line.sendall(part)
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
                received = line.recv(LONGEST_ANSWER)
                if not received:
                    raise ScannerDown("it hung up")
                answer += received
    except OSError as failure:
        raise ScannerDown(str(failure)) from failure
    return answer.rstrip(b"\0").decode(errors="replace")


def _connected() -> socket.socket:
    parts = urlsplit(settings.CLAMD_URL)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS_TO_CONNECT)
        try:
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
    else:
        address = (parts.hostname or "", parts.port or 0)
        line = socket.create_connection(address, timeout=SECONDS_TO_CONNECT)
    line.settimeout(SECONDS_TO_ANSWER)
    return line
