"""What the tests of dossiers start from: rows that the acts made, and files that can be read."""

import json
import subprocess
import zlib
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils import timezone

from cases.evidence import store
from cases.evidence.models import Entry
from cases.models import Case
from reports import actions, production
from reports.data_files import DataFile
from reports.models import Dossier
from reports.production import SealAnnounced
from reports.states import DossierState
from tests import factories
from tests.cast import Cast

LONG_AGO = timedelta(minutes=10)


def requested(cast: Cast, on: Case | None = None) -> Dossier:
    return actions.request_dossier(on or factories.case(cast), by=cast.committee)


def ready(cast: Cast, on: Case | None = None) -> Dossier:
    """A file of a few bytes stands for the PDF: rendering one takes seconds."""
    dossier = requested(cast, on)
    content = f"%PDF-1.7 {dossier.pk}".encode()
    Dossier.objects.filter(pk=dossier.pk).update(
        state=DossierState.READY,
        ready_at=timezone.now(),
        sha256=store.keep(content),
        size=len(content),
    )
    return Dossier.objects.get(pk=dossier.pk)


def stand_in(words: bytes, announced: SealAnnounced, data: Sequence[DataFile] = ()) -> bytes:
    """A few bytes for a sealed PDF, which carry what it does: its certificate and its data."""
    parts = [b"%PDF-1.7 " + words]
    for file in data:
        packed = zlib.compress(file.content)
        parts.append(b"<< /Type /EmbeddedFile >>\nstream\n" + packed + b"\nendstream")
    if announced.seal:
        held = x509.load_pem_x509_certificates(announced.seal.certificates.encode())
        signature = b"".join(each.public_bytes(Encoding.DER) for each in held)
        parts.append(b"/Contents <" + signature.hex().encode() + b">")
    return b"\n".join(parts)


def failed(cast: Cast, on: Case | None = None) -> Dossier:
    """It asks for what this version of the software cannot read."""
    dossier = requested(cast, on)
    Dossier.objects.filter(pk=dossier.pk).update(content={})
    assert production.produce_dossier(dossier.pk) is False
    return Dossier.objects.get(pk=dossier.pk)


def held_by_a_dead_worker(cast: Cast, attempts: int, on: Case | None = None) -> Dossier:
    dossier = requested(cast, on)
    Dossier.objects.filter(pk=dossier.pk).update(
        state=DossierState.RENDERING,
        attempts=attempts,
        heartbeat_at=timezone.now() - LONG_AGO,
        woken_at=timezone.now() - LONG_AGO,
    )
    return Dossier.objects.get(pk=dossier.pk)


def told(dossier: Dossier) -> list[str]:
    """What the journal says of it, in order."""
    entries = Entry.objects.filter(subject=dossier.journal_name).order_by("sequence")
    return list(entries.values_list("verb", flat=True))


def kept(dossier: Dossier) -> bytes:
    with store.open_kept(dossier.sha256) as file:
        return file.read()


def kept_files(home: Path) -> list[Path]:
    return [path for path in (home / "files").rglob("*") if path.is_file()]


def text_of(pdf: bytes) -> str:
    """As a reader takes it out of the file, on one line."""
    return " ".join(_extracted(pdf, "-raw").split())


def layout_of(pdf: bytes) -> str:
    """Line by line as on the page, so that a row of a table is a line."""
    return _extracted(pdf, "-layout").replace("\u00a0", " ")


def _extracted(pdf: bytes, mode: str) -> str:
    run = subprocess.run(
        ["pdftotext", mode, "-", "-"], input=pdf, stdout=subprocess.PIPE, check=True
    )
    return run.stdout.decode()


def folders(queue: Path) -> dict[str, str]:
    return {
        "data_folder_in": str(queue),
        "data_folder_out": str(queue),
        "control_folder": str(queue / "control"),
    }


def messages(queue: Path) -> list[dict]:
    return [json.loads(path.read_text()) for path in sorted(queue.glob("*.msg"))]
