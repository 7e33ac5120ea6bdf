"""The documents of the claim of `member`, and the customer whom they help to leave a product."""

from datetime import date

from django.utils import timezone

from cases.claims.actions import open_switching_file
from cases.claims.models import Claim, SwitchingFile
from cases.evidence import store
from cases.models import Product
from members.models import User
from reports.claims import making
from reports.claims.actions import request_document
from reports.claims.models import ClaimDocument, DocumentKind, Particulars
from reports.states import DossierState, Stage
from tests.access.markers import word


def all_of(claim: Claim, product: Product) -> tuple[ClaimDocument, ClaimDocument, SwitchingFile]:
    """A letter that is ready and one that failed, with what they say of the parties; a customer."""
    by = claim.sheet.opened_by
    Particulars.objects.create(claim=claim, claimant_seat=word("SEAT"))
    ready = letter_of(claim, by, DossierState.READY)
    failed = letter_of(claim, by, DossierState.FAILED)
    return ready, failed, customer_of(by, product)


def particulars(seat: str) -> dict[str, object]:
    return {
        "claimant_seat": seat,
        "termination": "none",
        "delivery": "letter_registered",
        "seen": "1",
    }


def letter_of(claim: Claim, by: User, state: DossierState) -> ClaimDocument:
    document = ClaimDocument(
        claim=claim,
        kind=DocumentKind.AVAILABILITY,
        number=claim.documents.count() + 1,
        state=state,
        content={},
        content_digest="0" * 64,
        requested_by=by,
    )
    if state == DossierState.READY:
        content = f"%PDF-1.7 {word('LETTER')}".encode()
        document.stage, document.sha256 = Stage.DONE, store.keep(content)
        document.ready_at, document.size = timezone.now(), len(content)
    else:
        document.failure = "Le disque était plein."
    document.save()
    return document


def whole(claim: Claim) -> ClaimDocument:
    """Its dossier, ready: what was frozen, and a few bytes for what is printed."""
    by = claim.sheet.opened_by
    document = request_document(claim, DocumentKind.DOSSIER, by=by)
    making._finish(making._claimed(document.pk), making.Made(b"%PDF-1.7 dossier"))
    return document


def customer_of(member: User, product: Product) -> SwitchingFile:
    return open_switching_file(
        product,
        by=member,
        customer=f"Client {word('LEAVER')}",
        requested_on=date(2026, 11, 20),
        request="Lettre",
    )
