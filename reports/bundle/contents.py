"""What goes in the bag of a dossier, and where (the layout is in docs/glossary.md)."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import override

from cases.evidence import extract, store
from cases.evidence.extract import Proved
from cases.evidence.models import DailyRoot, Entry, Item
from cases.limitation import rule_in_force
from cases.models import Attachment
from cases.retention import retention_of_files
from reports.bundle.bag import Label, Payload, streamed
from reports.content import IncidentReport
from reports.data_files import BYTE_ORDER_MARK, data_files, without_formula
from reports.models import Dossier, DossierFile
from reports.states import FileKind

VERIFIER = Path(__file__).with_name("verify.py")
LONGEST_NAME = 80


def bundle(dossier: Dossier) -> Iterator[bytes]:
    """All that is needed from the database is read now; the files are, while the zip is sent."""
    originals = list(
        Attachment.objects.communicable(dossier.case)
        .select_related("item", "observation")
        .order_by("item__received_at", "item__pk")
    )
    erased = list(Attachment.objects.erased(dossier.case).select_related("item"))
    items = [each.item for each in (*originals, *erased)]
    report = IncidentReport.from_json(json.dumps(dossier.content))
    proved = list(extract.proved(_told_of(dossier, items)))
    payload = [
        _kept("dossier.pdf", dossier.sha256, dossier.size or 0),
        *_data(report),
        *(
            _kept(f"originals/{_name(n, each.item)}", each.item.sha256, each.item.size)
            for n, each in enumerate(originals, 1)
        ),
        *(_kept(_path(file), file.sha256, file.size) for file in dossier.files.all()),
        _written("bordereau.csv", _schedule([*originals, *erased], _exhibits(dossier))),
        _written("method.md", method(report, has_parts=_has_parts(dossier)).encode()),
        _written("custody.jsonl", b"".join(map(_line, proved))),
        *_stamps([each.root for each in proved if each.root]),
        *_certificates(report, proved),
    ]
    name = f"{dossier.case.reference}-v{dossier.number}"
    label = Label(settings.ASSOCIATION_NAME, name, timezone.now().date())
    return streamed(name, label, payload, _tags(dossier))


def method(report: IncidentReport, *, has_parts: bool) -> str:
    """How all this was established, in the language of the document, for whoever opens the bag."""
    rule = rule_in_force()
    context = {
        "report": report,
        "size": settings.EBARREAU_MAX_PART_BYTES if has_parts else 0,
        "retention": retention_of_files(),
        "limitation": rule,
        "limitation_basis": ", ".join(map(str, rule.basis)),
    }
    with override(report.language):
        return render_to_string("reports/bundle/method.md", context)


def _has_parts(dossier: Dossier) -> bool:
    return dossier.files.filter(kind=FileKind.PART).exists()


def _told_of(dossier: Dossier, items: list[Item]) -> QuerySet[Entry]:
    """All that the journal tells of the case, of its observations before it, and of its files."""
    observations = dossier.case.observations.all()
    subjects = [each.journal_name for each in (*observations, *items)]
    told = Q(thread=dossier.case.journal_name) | Q(subject__in=subjects)
    return Entry.objects.filter(told).order_by("sequence")


def _kept(path: str, sha256: str, size: int) -> Payload:
    """Raises `FileNotFoundError` before a byte is sent."""
    if not store.has(sha256):
        raise FileNotFoundError(store.name_of(sha256))
    return Payload(path, size, partial(store.open_kept, sha256), sha256)


def _written(path: str, content: bytes) -> Payload:
    return Payload(path, len(content), partial(BytesIO, content))


def _data(report: IncidentReport) -> Iterator[Payload]:
    for file in data_files(report):
        yield _written(f"data/{file.name}", file.content)


def _name(number: int, item: Item) -> str:
    """The original name less what a file system may take otherwise, with a number of its own."""
    stem = get_valid_filename(f"_{Path(item.name).name}")[1:] or "fichier"
    return f"{number:03d}-{stem[-LONGEST_NAME:]}"


def _path(file: DossierFile) -> str:
    folders = {FileKind.EXHIBITS: "pieces/", FileKind.PART: "pieces/e-barreau/"}
    return f"{folders.get(FileKind(file.kind), '')}{file.name}"


def _exhibits(dossier: Dossier) -> dict[str, dict[str, Any]]:
    """The lines of the frozen schedule, by the digest of their file."""
    schedule = dossier.content.get("schedule") or {"exhibits": []}
    return {line["sha256"]: line for line in schedule["exhibits"]}


def _schedule(originals: list[Attachment], exhibits: dict[str, dict[str, Any]]) -> bytes:
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(
        [
            *("n°", "fichier", "nom d’origine", "type", "octets", "SHA-256", "reçu le (UTC)"),
            *("pièce n°", "intitulé", "date", "auteur ou origine", "nature", "retirée le"),
            "effacé le (UTC)",
        ]
    )
    for number, each in enumerate(originals, 1):
        item = each.item
        path = "" if item.erased_at else f"originals/{_name(number, item)}"
        cells = [str(number), path, item.name, item.media_type, str(item.size), item.sha256]
        cells += [_utc(item.received_at), *_line_of(exhibits.get(item.sha256))]
        cells.append(_utc(item.erased_at) if item.erased_at else "")
        writer.writerow(without_formula(cell) for cell in cells)
    return (BYTE_ORDER_MARK + sheet.getvalue()).encode()


def _utc(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _line_of(exhibit: dict[str, Any] | None) -> list[str]:
    columns = ("number", "title", "dated_on", "origin", "nature", "withdrawn_on")
    return [str((exhibit or {}).get(each) or "") for each in columns]


def _line(proved: Proved) -> bytes:
    return json.dumps(proved.as_json(), ensure_ascii=False).encode() + b"\n"


def _stamps(roots: list[DailyRoot]) -> Iterator[Payload]:
    """What was stamped and the stamp, as `openssl ts -verify` wants them."""
    days = {root.day: root for root in roots}
    for root in days.values():
        yield _written(f"timestamps/{root.day}.json", root.statement)
        if hasattr(root, "stamp"):
            yield _written(f"timestamps/{root.day}.tsr", bytes(root.stamp.answer))


def _certificates(report: IncidentReport, proved: list[Proved]) -> Iterator[Payload]:
    """Of the seal, as the frozen content announced it, and of who dates seals and roots."""
    if report.seal:
        yield _written("certificates/seal.pem", report.seal.certificates.encode())
    is_dated = any(each.root for each in proved) or (report.seal and report.seal.is_stamped)
    if settings.TSA_CERTIFICATES and is_dated:
        certificates = Path(settings.TSA_CERTIFICATES).read_bytes()
        yield _written("certificates/tsa.pem", certificates)


def _tags(dossier: Dossier) -> dict[str, bytes]:
    context: dict[str, Any] = {"dossier": dossier, "association": settings.ASSOCIATION_NAME}
    return {
        "verify.py": VERIFIER.read_bytes(),
        "VERIFIER.html": render_to_string("reports/bundle/verifier.html", context).encode(),
    }
