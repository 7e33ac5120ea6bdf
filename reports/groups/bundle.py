"""The bag of an order: its common part, each annex, what proves them, and what checks it all."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import override

from cases.claims.models import Claim, ClaimPaper, ContractFile, ContractTie, LossDocument
from cases.evidence import extract
from cases.evidence.models import Entry, Item
from cases.evidence.scanning import Scan
from cases.models import Exhibit
from reports.bundle.bag import Label, streamed
from reports.bundle.payloads import (
    Tell,
    certificates,
    custody,
    kept,
    numbered,
    tags,
    tell_made,
    written,
)
from reports.bundle.telling import of_counsel
from reports.data_files import as_sheet
from reports.groups.content import GroupDossier
from reports.groups.freezing.numbers import schedule_from
from reports.groups.models import GroupAnnex, GroupOrder
from reports.groups.states import AnnexState


@dataclass(frozen=True)
class Proof:
    """An original, and whose proof it is: of an incident, or of one claim. What an annex lists and
    is common to an incident is kept once, at the place of the other."""

    of: str
    number: int
    what: str
    item: Item
    kept_at: str = ""

    @property
    def path(self) -> str:
        return self.kept_at or f"originals/{self.of}/{numbered(self.number, self.item)}"


def bundle(order: GroupOrder, tell: Tell) -> Iterator[bytes]:
    """All that is needed from the database is read now; the files are, while the zip is sent.

    In French whoever takes it, as its documents are.
    """
    with override(settings.LANGUAGE_CODE):
        return _bundled(order, tell)


def _bundled(order: GroupOrder, tell: Tell) -> Iterator[bytes]:
    done = order.annexes.filter(state=AnnexState.DONE).defer("content")
    # Not the order of each: its content would be read once more for every claimant.
    documents = list(done.select_related("claim__sheet__case").order_by("position"))
    content = GroupDossier.from_json(json.dumps(order.content))
    common = list(_of_incidents(content))
    proofs = [*common, *_of_claims(documents, common)]
    made = [
        written("data/contenu.json", content.as_json().encode()),
        written("bordereau.csv", _schedule(proofs)),
        *certificates(content.seal),
    ]
    # Before the journal is held: a store on another machine keeps nobody waiting (decision 21).
    files = [
        *(kept(_path(each), each.sha256, each.size or 0) for each in documents),
        *(kept(each.path, each.item.sha256, each.item.size) for each in proofs if not each.kept_at),
    ]
    tell_made(tell, made)
    proved = list(extract.proved(_told_of(order, documents, proofs)))
    payload = [*files, *made, *custody(proved)]
    name = f"{order.cohort.reference}-v{order.number}"
    label = Label(settings.ASSOCIATION_NAME, name, timezone.now().date())
    return streamed(name, label, payload, tags("reports/bundle/group_verifier.html", order=order))


def _path(annex: GroupAnnex) -> str:
    return "dossier.pdf" if annex.is_common else f"annexes/{annex.file_name}"


def _of_incidents(content: GroupDossier) -> Iterator[Proof]:
    """What is on the common schedules and may leave the association."""
    of_cases = Exhibit.objects.filter(
        case__reference__in=[each.incident for each in content.schedules]
    )
    held = of_cases.select_related("case", "item").order_by("-pk")
    files = {
        (each.case.reference, each.item.sha256): each.item for each in held if _may_leave(each.item)
    }
    for schedule in content.schedules:
        for line in schedule.exhibits:
            item = files.get((schedule.incident, line.sha256))
            if item and not line.is_withdrawn:
                yield Proof(schedule.incident, line.number, line.title, item)


def _of_claims(documents: list[GroupAnnex], common: list[Proof]) -> Iterator[Proof]:
    """All that each annex lists, under the number that it has there."""
    listed = GroupAnnex.objects.filter(pk__in=[each.pk for each in documents])
    schedules = dict(listed.order_by().values_list("pk", "content__schedule"))
    files = _files_of([each.claim for each in documents if each.claim])
    shared = {(each.of, each.item.sha256): each for each in common}
    for each in documents:
        if each.claim is None or not schedules[each.pk]:
            continue
        for line in schedule_from(schedules[each.pk]).communicated:
            if item := files.get((each.claim.pk, line.sha256)):
                yield Proof(each.folder, line.number, line.title, item)
            elif found := shared.get((each.claim.case.reference, line.sha256)):
                yield Proof(each.folder, line.number, line.title, found.item, kept_at=found.path)


def _files_of(claims: list[Claim]) -> dict[tuple[UUID, str], Item]:
    """Of losses, letters and contracts, put forward or not since: what may leave, by claim and
    digest."""
    by_sheet = {each.sheet_id: each.pk for each in claims}
    losses = LossDocument.objects.filter(line__sheet__in=by_sheet).select_related("line", "item")
    papers = ClaimPaper.objects.filter(claim__in=claims).select_related("item")
    ties = list(ContractTie.objects.filter(claim__in=claims))
    of_contracts = ContractFile.objects.filter(contract__in=[tie.contract_id for tie in ties])
    by_contract: defaultdict[UUID, list[Item]] = defaultdict(list)
    for file in of_contracts.select_related("item").order_by("pk"):
        by_contract[file.contract_id].append(file.item)
    found = [
        *((by_sheet[each.line.sheet_id], each.item) for each in losses),
        *((each.claim_id, each.item) for each in papers),
        *((tie.claim_id, item) for tie in ties for item in by_contract[tie.contract_id]),
    ]
    return {(claim, item.sha256): item for claim, item in found if _may_leave(item)}


def _may_leave(item: Item) -> bool:
    under_secret = item.privileged or item.business_secret
    return not (under_secret or item.erased_at or item.scan == Scan.INFECTED)


def _told_of(
    order: GroupOrder, documents: list[GroupAnnex], proofs: list[Proof]
) -> QuerySet[Entry]:
    """What the journal tells of the order, of its documents and of each file."""
    subjects = [each.journal_name for each in documents]
    subjects += [each.item.journal_name for each in proofs]
    of_order = Q(subject=order.journal_name) | Q(thread=order.journal_name)
    told = Entry.objects.filter(of_order | Q(subject__in=subjects))
    return told.exclude(of_counsel(order)).order_by("sequence")


def _schedule(proofs: list[Proof]) -> bytes:
    rows = [["de", "pièce n°", "intitulé", "fichier", "nom d’origine", "type", "octets", "SHA-256"]]
    for each in proofs:
        item = each.item
        cells = [each.of, str(each.number), each.what, each.path, item.name, item.media_type]
        rows.append([*cells, str(item.size), item.sha256])
    return as_sheet(rows).encode()
