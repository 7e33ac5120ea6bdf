"""The bag of one claim: its dossier, the exhibits that it lists, the other files handed in on it,
what proves them, and what checks it all."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.claims.models import Claim
from cases.evidence import extract
from cases.evidence.models import Entry, Item
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
from reports.bundle.telling import of_counsel
from reports.claims.content import ClaimDossier
from reports.claims.data_files import files_of
from reports.claims.freezing import thawed_facts
from reports.claims.freezing.originals import handed_in_on, leaving
from reports.claims.models import ClaimDocument
from reports.content import Exhibit
from reports.data_files import as_sheet


@dataclass(frozen=True)
class Proof:
    """A file of the claim; with its line, where the dossier's schedule has one. Without an item, it
    is no longer handed over."""

    number: int
    item: Item | None
    exhibit: Exhibit | None

    @property
    def path(self) -> str:
        if self.item is None:
            return ""
        name = numbered(self.number, self.item)
        return f"pieces/piece-{name}" if self.exhibit else f"originals/{name}"


def bundle(document: ClaimDocument, claim: Claim, tell: Tell) -> Iterator[bytes]:
    """All that is needed from the database is read now; the files are, while the zip is sent."""
    content = ClaimDossier.from_json(json.dumps(document.content))
    proofs = list(_proofs(content, _handed_in(document, claim, content)))
    items = [each.item for each in proofs if each.item]
    made = [
        *_data(document, content),
        written("bordereau.csv", _schedule(proofs)),
        *certificates(content.seal),
    ]
    # Before the journal is held: a store on another machine keeps nobody waiting (decision 21).
    files = [
        kept("dossier.pdf", document.sha256, document.size or 0),
        *(kept(each.path, each.item.sha256, each.item.size) for each in proofs if each.item),
        *beside(document.files.all()),
    ]
    tell_made(tell, made)
    proved = list(extract.proved(_told_of(document, claim, items)))
    payload = [*files, *made, *custody(proved)]
    label = Label(settings.ASSOCIATION_NAME, document.file_stem, timezone.now().date())
    page = tags("reports/bundle/claim_verifier.html", document=document, claim=claim)
    return streamed(document.file_stem, label, payload, page)


def _data(document: ClaimDocument, content: ClaimDossier) -> Iterator[Payload]:
    facts = thawed_facts(document.facts.content if document.facts else {})
    for file in files_of(content, facts):
        yield written(f"data/{file.name}", file.content)


def _handed_in(document: ClaimDocument, claim: Claim, content: ClaimDossier) -> list[Item]:
    """What the claim had when this version was frozen, those that may no longer leave too."""
    if content.originals is None:  # frozen before they were told: what arrived by then
        return list(handed_in_on(claim).filter(received_at__lte=document.requested_at))
    keys = [name.removeprefix("file:") for name in content.originals]
    held = {each.journal_name: each for each in Item.objects.filter(pk__in=keys)}
    return [held[name] for name in content.originals if name in held]


def _proofs(content: ClaimDossier, items: list[Item]) -> Iterator[Proof]:
    left = set(leaving(Item.objects.filter(pk__in=[each.pk for each in items])))
    yield from _exhibits(content, [each for each in items if each in left])
    for each in _others(content, items):
        if each.item in left:
            yield each


def _exhibits(content: ClaimDossier, items: Iterable[Item]) -> Iterator[Proof]:
    by_digest: dict[str, Item] = {}
    for item in items:
        by_digest.setdefault(item.sha256, item)
    for each in content.schedule.exhibits if content.schedule else ():
        held = None if each.is_withdrawn else by_digest.get(each.sha256)
        yield Proof(each.number, held, each)


def _others(content: ClaimDossier, items: Iterable[Item]) -> Iterator[Proof]:
    """Handed in, and not or no longer produced."""
    listed = content.schedule.communicated if content.schedule else ()
    known = {each.sha256 for each in listed}
    others = (each for each in items if each.sha256 not in known)
    for number, item in enumerate(others, 1):
        yield Proof(number, item, None)


def _told_of(document: ClaimDocument, claim: Claim, items: Iterable[Item]) -> QuerySet[Entry]:
    """What the journal tells of the claim, of its documents and of each file."""
    subjects = [each.journal_name for each in items]
    concerned = Q(thread=claim.journal_thread) | Q(subject__in=subjects)
    told = Entry.objects.filter(concerned).exclude(of_counsel(document))
    return told.order_by("sequence")


def _schedule(proofs: Iterable[Proof]) -> bytes:
    titles = ["pièce n°", "intitulé", "date", "auteur ou origine", "nature", "retirée le"]
    return as_sheet(
        [
            [*titles, "fichier", "nom d’origine", "type", "octets", "SHA-256"],
            *(_row(each) for each in proofs),
        ]
    ).encode()


def _row(proof: Proof) -> list[str]:
    listed = proof.exhibit or proof.item
    if listed is None:  # a proof is one of the two
        raise AssertionError(proof)
    file = [proof.path, listed.name, listed.media_type, str(listed.size), listed.sha256]
    if proof.exhibit is None:
        return ["", "", "", "", "", "", *file]
    of = proof.exhibit
    days = [str(day or "") for day in (of.dated_on, of.withdrawn_on)]
    return [str(of.number), of.title, days[0], of.origin, of.nature, days[1], *file]
