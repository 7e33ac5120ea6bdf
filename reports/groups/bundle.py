"""The bag of an order: its common part, each annex, what proves them, and what checks it all."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import override

from cases.evidence import extract
from cases.evidence.models import Entry, Item
from cases.evidence.scanning import Scan
from cases.models import Exhibit
from reports.bundle.bag import Label, streamed
from reports.bundle.payloads import certificates, custody, kept, numbered, tags, written
from reports.data_files import as_sheet
from reports.groups.content import GroupDossier
from reports.groups.freezing.claimed import documents_of
from reports.groups.models import GroupAnnex, GroupOrder
from reports.groups.states import AnnexState


@dataclass(frozen=True)
class Proof:
    """An original, and whose proof it is: of an incident, or of one claim."""

    of: str
    number: int
    what: str
    item: Item

    @property
    def path(self) -> str:
        return f"originals/{self.of}/{numbered(self.number, self.item)}"


def bundle(order: GroupOrder) -> Iterator[bytes]:
    """All that is needed from the database is read now; the files are, while the zip is sent.

    In French whoever takes it, as its documents are.
    """
    with override(settings.LANGUAGE_CODE):
        return _bundled(order)


def _bundled(order: GroupOrder) -> Iterator[bytes]:
    made = order.annexes.filter(state=AnnexState.DONE).defer("content")
    # Not the order of each: its content would be read once more for every claimant.
    documents = list(made.select_related("claim").order_by("position"))
    proofs = [*_of_incidents(order), *_of_claims(documents)]
    content = GroupDossier.from_json(json.dumps(order.content))
    proved = list(extract.proved(_told_of(order, documents, proofs)))
    payload = [
        *(kept(_path(each), each.sha256, each.size or 0) for each in documents),
        written("data/contenu.json", content.as_json().encode()),
        *(kept(each.path, each.item.sha256, each.item.size) for each in proofs),
        written("bordereau.csv", _schedule(proofs)),
        *custody(proved),
        *certificates(content.seal, proved),
    ]
    name = f"{order.cohort.reference}-v{order.number}"
    label = Label(settings.ASSOCIATION_NAME, name, timezone.now().date())
    return streamed(name, label, payload, tags("reports/bundle/group_verifier.html", order=order))


def _path(annex: GroupAnnex) -> str:
    return "dossier.pdf" if annex.is_common else f"annexes/{annex.file_name}"


def _of_incidents(order: GroupOrder) -> Iterator[Proof]:
    """What is on the common schedules and may leave the association."""
    held = Exhibit.objects.exhibited().filter(case__in=order.cohort.cases.all())
    leaving = held.filter(item__privileged=False, item__erased_at=None)
    leaving = leaving.exclude(item__scan=Scan.INFECTED)
    for each in leaving.select_related("case", "item").order_by("case", "number"):
        yield Proof(each.case.reference, each.number or 0, each.title, each.item)


def _of_claims(documents: list[GroupAnnex]) -> Iterator[Proof]:
    """Numbered as the individual schedules of the common part do."""
    names = {each.claim.sheet_id: each.folder for each in documents if each.claim}
    counted: dict[UUID, int] = {}
    for each in documents_of(list(names)):
        sheet = each.line.sheet_id
        counted[sheet] = counted.get(sheet, 0) + 1
        yield Proof(names[sheet], counted[sheet], str(each.line.head), each.item)


def _told_of(
    order: GroupOrder, documents: list[GroupAnnex], proofs: list[Proof]
) -> QuerySet[Entry]:
    """What the journal tells of the order, of its documents and of each file."""
    subjects = [each.journal_name for each in documents]
    subjects += [each.item.journal_name for each in proofs]
    told = Q(subject=order.journal_name) | Q(thread=order.journal_name) | Q(subject__in=subjects)
    return Entry.objects.filter(told).order_by("sequence")


def _schedule(proofs: list[Proof]) -> bytes:
    rows = [["de", "pièce n°", "intitulé", "fichier", "nom d’origine", "type", "octets", "SHA-256"]]
    for each in proofs:
        item = each.item
        cells = [each.of, str(each.number), each.what, each.path, item.name, item.media_type]
        rows.append([*cells, str(item.size), item.sha256])
    return as_sheet(rows).encode()
