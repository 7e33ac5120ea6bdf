"""What people do with the documents of a claim: fill in, request, stop, try again, take away."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, BinaryIO
from uuid import UUID

from celery import signature
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import require
from cases.actions.handing_out import refuse_without_purpose
from cases.claims.actions.parties import refuse_unless_claimant
from cases.claims.models import Claim, LossSheet, SwitchingFile
from cases.claims.states import ENDED
from cases.errors import GuardRefused, StepRefused, VersionRefused
from cases.evidence import journal
from cases.tasks import wake
from members.models import User
from members.typography import day
from reports import canonical
from reports.claims.bundle import bundle
from reports.claims.content import ClaimDossier, Letter
from reports.claims.freezing import freeze_claim, thawed_facts
from reports.claims.freezing.facts import keep_facts
from reports.claims.freezing.letters import freeze_letter, freeze_reversibility
from reports.claims.freezing.matter import Version
from reports.claims.letters.reversibility import Mentions
from reports.claims.models import ClaimDocument, DocumentKind, Particulars
from reports.content import Schedule
from reports.handing_over import opened_then_told, told_if_missing
from reports.states import NOT_BEGUN, UNDER_WAY, DossierState

# By its name, so that only a worker loads what prints.
MAKE = "reports.claims.tasks.make_claim_document"


@transaction.atomic
def fill_in(claim: Claim, told: dict[str, Any], *, by: User, seen: int) -> None:
    """Raises `VersionRefused` if a colleague changed them meanwhile."""
    refuse_unless_claimant(claim.sheet, by)
    # Two who fill in at once wait for each other on the sheet, which is always there.
    LossSheet.objects.select_for_update(no_key=True).get(pk=claim.sheet_id)
    held, is_new = Particulars.objects.get_or_create(claim=claim, defaults=told)
    if not is_new:
        if held.version != seen:
            raise VersionRefused(
                _("Ces indications ont changé depuis que vous les avez ouvertes : relisez-les.")
            )
        Particulars.objects.filter(pk=held.pk).update(**told, version=seen + 1)
    journal.record("claim.filled_in", claim, by=by)


@transaction.atomic
def request_document(claim: Claim, kind: DocumentKind, *, by: User) -> ClaimDocument:
    """Freeze what will be printed and leave the printing to a worker.

    Raises `StepRefused` while one is under way, `NoticeIncomplete`, and what freezing refuses.
    """
    if not claim.sheet.is_theirs(by):
        raise PermissionDenied
    LossSheet.objects.select_for_update(no_key=True).get(pk=claim.sheet_id)
    asked = ClaimDocument.objects.filter(claim=claim, kind=kind)
    _refuse_second_request(asked)
    if kind == DocumentKind.NOTICE and claim.state in ENDED:
        said = _("Cette demande est « %(state)s » : il n’y a plus de mise en demeure à faire.")
        raise GuardRefused(said % {"state": claim.get_state_display()})
    frozen = _frozen(claim, kind, asked, timezone.now().replace(microsecond=0))
    return _requested(frozen, asked, by, claim=claim, kind=kind)


@transaction.atomic
def request_reversibility(file: SwitchingFile, told: Mentions, *, by: User) -> ClaimDocument:
    """Raises `GuardRefused` where a mention lacks."""
    if not SwitchingFile.objects.visible_to(by).filter(pk=file.pk).exists():
        raise PermissionDenied
    SwitchingFile.objects.select_for_update(no_key=True).get(pk=file.pk)
    asked = ClaimDocument.objects.filter(switching=file)
    _refuse_second_request(asked)
    for said, what in (
        (told.seat, _("Dites l’adresse de votre organisation.")),
        (told.publisher_seat, _("Dites l’adresse de l’éditeur.")),
        (told.place, _("Dites où la lettre est faite.")),
        (told.signatory, _("Dites qui la signe, et en quelle qualité.")),
    ):
        require(said, what)
    letter = freeze_reversibility(file, told, on=timezone.localdate())
    kind = DocumentKind.REVERSIBILITY
    return _requested(Frozen(letter), asked, by, switching=file, kind=kind)


@dataclass(frozen=True)
class Frozen:
    content: ClaimDossier | Letter
    facts_id: int | None = None


def _frozen(
    claim: Claim, kind: DocumentKind, asked: QuerySet[ClaimDocument], at: datetime
) -> Frozen:
    shared = keep_facts(claim.case, at=at)
    facts = thawed_facts(shared.content)
    dossiers = ClaimDocument.objects.filter(claim=claim, kind=DocumentKind.DOSSIER)
    version = Version(_next_number(asked), at, _last_schedule(dossiers))
    if kind == DocumentKind.DOSSIER:
        return Frozen(freeze_claim(claim, facts, version), shared.pk)
    return Frozen(freeze_letter(kind, claim, facts, version))


def _last_schedule(dossiers: QuerySet[ClaimDocument]) -> Schedule | None:
    """Of the last dossier that was requested, made or not: it may still be tried again."""
    last = dossiers.order_by("-number").values_list("content__schedule", flat=True).first()
    return canonical.from_json(Schedule, json.dumps(last)) if last else None


def _next_number(asked: QuerySet[ClaimDocument]) -> int:
    return (asked.aggregate(last=Max("number"))["last"] or 0) + 1


def _requested(
    frozen: Frozen, asked: QuerySet[ClaimDocument], by: User, **subject: Any
) -> ClaimDocument:
    text = canonical.to_json(frozen.content)
    document = ClaimDocument.objects.create(
        number=_next_number(asked),
        facts_id=frozen.facts_id,
        content=json.loads(text),
        content_digest=hashlib.sha256(text.encode()).hexdigest(),
        requested_by=by,
        **subject,
    )
    told = {"kind": document.kind, "number": document.number, "content": document.content_digest}
    journal.record("claim_document.requested", document, by=by, details=told)
    transaction.on_commit(partial(wake_a_worker, document.pk))
    return document


def _refuse_second_request(asked: QuerySet[ClaimDocument]) -> None:
    if asked.filter(state__in=UNDER_WAY).exists():
        raise StepRefused(_("Ce document est déjà en préparation : attendez qu’il soit prêt."))


@transaction.atomic
def cancel_document(document: ClaimDocument, *, by: User) -> None:
    """Stop what is under way. The worker notices before its next stage, and leaves no file."""
    refuse_who_may_not_read(document, by)
    under_way = ClaimDocument.objects.filter(pk=document.pk, state__in=UNDER_WAY)
    stopped = under_way.update(
        state=DossierState.CANCELLED, cancelled_at=timezone.now(), cancelled_by=by
    )
    document.refresh_from_db()
    if not stopped:
        raise StepRefused(_("Ce document n’est plus en préparation : il n’y a rien à arrêter."))
    journal.record("claim_document.cancelled", document, by=by, details=_told(document))


@transaction.atomic
def retry_document(document: ClaimDocument, *, by: User) -> None:
    """Print the same frozen content again, after a failure or a stop."""
    refuse_who_may_not_read(document, by)
    _hold_what_it_is_of(document)
    held = ClaimDocument.objects.select_for_update(no_key=True).get(pk=document.pk)
    if not held.can_be_tried_again:
        raise StepRefused(_("Ce document n’est ni en échec ni arrêté : il n’y a rien à relancer."))
    siblings = ClaimDocument.objects.filter(
        claim=held.claim_id, switching=held.switching_id, kind=held.kind
    )
    _refuse_second_request(siblings)
    ClaimDocument.objects.filter(pk=held.pk).update(
        **NOT_BEGUN,
        attempts=0,
        failure="",
        notice_claimed_at=None,
        notified_at=None,
        seen_at=None,
        cancelled_at=None,
        cancelled_by=None,
        woken_at=timezone.now(),
    )
    document.refresh_from_db()
    journal.record("claim_document.retried", document, by=by, details=_told(document))
    transaction.on_commit(partial(wake_a_worker, document.pk))


def _hold_what_it_is_of(document: ClaimDocument) -> None:
    """As who requests another of its kind does: one is under way, and the other is told so."""
    if document.switching:
        SwitchingFile.objects.select_for_update(no_key=True).get(pk=document.switching.pk)
    else:
        sheet = ClaimDocument.objects.filter(pk=document.pk).values("claim__sheet")
        LossSheet.objects.select_for_update(no_key=True).get(pk__in=sheet)


def download_document(document: ClaimDocument, *, by: User, purpose: str = "") -> BinaryIO:
    """The PDF, once the journal says who takes it and, of counsel, what for.

    Raises `StepRefused` if it is not there.
    """
    return _handed_over(document, document.sha256, by, purpose)


def download_editable(document: ClaimDocument, *, by: User, purpose: str = "") -> BinaryIO:
    """The same letter for a word processor."""
    return _handed_over(document, document.editable_sha256, by, purpose)


@transaction.atomic
def _handed_over(document: ClaimDocument, sha256: str, by: User, purpose: str) -> BinaryIO:
    refuse_who_may_not_read(document, by)
    refuse_without_purpose(purpose, by)
    if not sha256:
        raise StepRefused(_("Ce fichier n’est pas prêt : attendez la fin de sa préparation."))
    if document.erased_at:
        said = _("Ce fichier est effacé depuis le %(day)s, à la fin de sa conservation.")
        raise StepRefused(said % {"day": day(timezone.localdate(document.erased_at))})
    told = {**_told(document), "sha256": sha256, "purpose": purpose.strip()}
    tell = partial(journal.record, "claim_document.downloaded", document, by=by, details=told)
    with told_if_missing(f"claim document {document.pk}"):
        return opened_then_told(sha256, tell)


@transaction.atomic
def export_bundle(document: ClaimDocument, *, by: User, purpose: str = "") -> Iterator[bytes]:
    """The dossier of a claim with its exhibits, the other files handed in on it and their custody,
    as a zip that checks itself: see `bundle`. What the journal says of this very copy is in it.

    Raises `StepRefused`, with nothing in the journal, when a file is no longer in its place.
    """
    refuse_who_may_not_read(document, by)
    if document.claim is None or not document.can_be_bundled:
        raise StepRefused(_("Ce dossier n’est pas prêt : attendez la fin de sa préparation."))
    refuse_without_purpose(purpose, by)
    told = {**_told(document), "sha256": document.sha256, "purpose": purpose.strip()}

    def tell(**more: object) -> None:
        journal.record("claim_document.exported", document, by=by, details={**told, **more})

    with told_if_missing(f"claim document {document.pk}"):
        return bundle(document, document.claim, tell)


def _told(document: ClaimDocument) -> dict[str, object]:
    return {"kind": document.kind, "number": document.number}


def refuse_who_may_not_read(document: ClaimDocument, by: User) -> None:
    if not ClaimDocument.objects.readable_by(by).filter(pk=document.pk).exists():
        raise PermissionDenied


def wake_a_worker(pk: UUID) -> None:
    wake(signature(MAKE), str(pk), name=f"claim document {pk}")
