"""What goes in the bag of a dossier, and where (the layout is in docs/glossary.md)."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from cases.evidence import extract
from cases.evidence.models import Item
from cases.limitation import rule_in_force
from cases.retention import retention_of_files
from reports.bundle.bag import Label, Payload, streamed
from reports.bundle.payloads import (
    Tell,
    beside,
    certificates,
    custody,
    kept,
    numbered,
    tags,
    tell_made,
    written,
)
from reports.bundle.telling import told_of
from reports.content import IncidentReport
from reports.data_files import as_sheet, data_files
from reports.freezing.originals import originals
from reports.models import Dossier
from reports.states import FileKind


def bundle(dossier: Dossier, tell: Tell) -> Iterator[bytes]:
    """All that is needed from the database is read now; the files are, while the zip is sent."""
    report = IncidentReport.from_json(json.dumps(dossier.content))
    handed_in = _handed_in(dossier, report)
    made = [
        *_data(report),
        written("bordereau.csv", _schedule(handed_in, _exhibits(dossier, handed_in))),
        written("method.md", method(report, has_parts=_has_parts(dossier)).encode()),
        *certificates(report.seal),
    ]
    # Before the journal is held: a store on another machine keeps nobody waiting (decision 21).
    files = [
        kept("dossier.pdf", dossier.sha256, dossier.size or 0),
        *(
            kept(f"originals/{numbered(number, item)}", item.sha256, item.size)
            for number, item in handed_in.items()
            if not item.erased_at
        ),
        *beside(dossier.files.all()),
    ]
    tell_made(tell, made)
    proved = list(extract.proved(told_of(dossier, handed_in.values())))
    payload = [*files, *made, *custody(proved)]
    name = f"{dossier.case.reference}-v{dossier.number}"
    label = Label(settings.ASSOCIATION_NAME, name, timezone.now().date())
    return streamed(name, label, payload, tags("reports/bundle/verifier.html", dossier=dossier))


def _handed_in(dossier: Dossier, report: IncidentReport) -> dict[int, Item]:
    """What the case held when this version was frozen, less what may no longer leave: whatever was
    handed in or left the case since, a number is that of the same file in each bag of it."""
    names = report.originals
    if names is None:  # frozen before they were told: what arrived by then
        names = originals(dossier.case, until=dossier.requested_at)
    known = Item.objects.filter(pk__in=[name.removeprefix("file:") for name in names])
    held = {each.journal_name: each for each in known.that_may_leave()}
    return {number: held[name] for number, name in enumerate(names, 1) if name in held}


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


def _data(report: IncidentReport) -> Iterator[Payload]:
    """In the language of the document, which has the same inside."""
    with override(report.language):
        files = data_files(report)
    for file in files:
        yield written(f"data/{file.name}", file.content)


def _exhibits(dossier: Dossier, handed_in: dict[int, Item]) -> dict[int, list[dict[str, Any]]]:
    """The lines of the frozen schedule, by the number of their file. It tells a file by its bytes
    and its name: of files with the same bytes, each has the line of its name, or its own."""
    schedule = dossier.content.get("schedule") or {"exhibits": []}
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in handed_in.items():
        numbers[item.sha256].append(number)
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for line in schedule["exhibits"]:
        same = [
            (handed_in[n].name != line["name"], len(found[n]), n) for n in numbers[line["sha256"]]
        ]
        if same:
            found[min(same)[-1]].append(line)
    return found


def _schedule(handed_in: dict[int, Item], exhibits: dict[int, list[dict[str, Any]]]) -> bytes:
    rows = [
        [
            *("n°", "fichier", "nom d’origine", "type", "octets", "SHA-256", "reçu le (UTC)"),
            *("pièce n°", "intitulé", "date", "auteur ou origine", "nature", "retirée le"),
            "effacé le (UTC)",
        ]
    ]
    for number, item in handed_in.items():
        path = "" if item.erased_at else f"originals/{numbered(number, item)}"
        cells = [str(number), path, item.name, item.media_type, str(item.size), item.sha256]
        cells.append(_utc(item.received_at))
        erased = _utc(item.erased_at) if item.erased_at else ""
        rows.extend([*cells, *_line_of(line), erased] for line in exhibits[number] or [{}])
    return as_sheet(rows).encode()


def _utc(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _line_of(exhibit: dict[str, Any]) -> list[str]:
    columns = ("number", "title", "dated_on", "origin", "nature", "withdrawn_on")
    return [str(exhibit.get(each) or "") for each in columns]
