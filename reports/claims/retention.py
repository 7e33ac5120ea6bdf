"""Files whose time is over: those handed in on a claim, those made from it, those of contracts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.claims.deadlines import limitation_of
from cases.claims.models import (
    Claim,
    ClaimPaper,
    CohortCase,
    Contract,
    ContractFile,
    ContractTie,
    LossDocument,
)
from cases.claims.states import ENDED, ClaimState
from cases.errors import StepRefused
from cases.evidence import journal, store
from cases.evidence.models import Item
from cases.evidence.receiving import discard_bytes, erase_item
from cases.models import Mandate
from cases.retention import Retention, retention_of_claims, retention_of_contracts
from members.models import User
from members.typography import day
from reports.claims.models import ClaimDocument, ClaimFile
from reports.states import DossierState

type HandedIn = LossDocument | ClaimPaper | ContractFile


@dataclass(frozen=True)
class Kept:
    """The file as the journal received it, under its own name, in the thread of its claim."""

    item: Item
    journal_thread: str

    @property
    def journal_name(self) -> str:
        return self.item.journal_name


def erase_old_files(*, by: User | None) -> int:
    """How many, of those handed in and of those made. What is held is left, whatever its age."""
    _finish_erasures()
    files = sum(_erased(each, by) for each in due_files())
    return files + sum(_erased(each, by) for each in due_documents())


def due_files() -> Iterator[HandedIn]:
    sheets = LossDocument.objects.filter(item__erased_at=None, line__sheet__claim__isnull=False)
    for document in sheets.select_related("item", "line__sheet__claim", "line__sheet__case"):
        if why_kept(document.line.sheet.claim) is None:
            yield document
    papers = ClaimPaper.objects.filter(item__erased_at=None)
    for paper in papers.select_related("item", "claim__sheet__case"):
        if why_kept(paper.claim) is None:
            yield paper
    of_contracts = ContractFile.objects.filter(item__erased_at=None)
    for file in of_contracts.select_related("item", "contract"):
        if why_contract_is_kept(file.contract) is None:
            yield file


def due_documents() -> Iterator[ClaimDocument]:
    made = ClaimDocument.objects.filter(state=DossierState.READY, erased_at=None)
    for document in made.select_related("claim__sheet__case", "switching").defer("content"):
        if why_document_is_kept(document) is None:
            yield document


def _erased(held: HandedIn | ClaimDocument, by: User | None) -> bool:
    try:
        if isinstance(held, ClaimDocument):
            return erase_document(held, by=by)
        return erase_file(held, by=by)
    except StepRefused:
        return False


@transaction.atomic
def erase_file(held: HandedIn, *, by: User | None) -> bool:
    """Raises `StepRefused` with the reason why it stays. False if it went already."""
    if isinstance(held, ContractFile):
        contract = Contract.objects.select_for_update(no_key=True).get(pk=held.contract_id)
        _refuse_what_is_kept(why_contract_is_kept(contract))
        rule = retention_of_contracts().code
    else:
        claim = held.claim if isinstance(held, ClaimPaper) else held.line.sheet.claim
        _refuse_what_is_kept(
            why_kept(Claim.objects.select_for_update(no_key=True).get(pk=claim.pk))
        )
        rule = retention_of_claims().code
    return erase_item(Kept(held.item, held.journal_thread), rule=rule, by=by)


@transaction.atomic
def erase_document(document: ClaimDocument, *, by: User | None) -> bool:
    """The bytes go, the row stays and says so; once. Raises as `erase_file` does."""
    if document.claim_id:
        Claim.objects.select_for_update(no_key=True).get(pk=document.claim_id)
    _refuse_what_is_kept(why_document_is_kept(_as_it_is(document)))
    rule = retention_of_claims().code
    whole = ClaimDocument.objects.filter(pk=document.pk, erased_at=None)
    if whole.update(erased_at=timezone.now(), erased_rule=rule) != 1:
        return False
    beside = list(document.files.all())
    made: list[ClaimDocument | ClaimFile] = [document, *beside]
    for each in made:
        told = {"sha256": each.sha256, "size": each.size, "rule": rule}
        journal.record("file.erased", each, by=by, details=told)
    digests = (document.sha256, document.editable_sha256, *(each.sha256 for each in beside))
    transaction.on_commit(partial(_discard, *digests))
    return True


def _as_it_is(document: ClaimDocument) -> ClaimDocument:
    known = ClaimDocument.objects.select_related("claim__sheet__case", "switching")
    return known.defer("content").get(pk=document.pk)


def _refuse_what_is_kept(reason: str | None) -> None:
    if reason:
        raise StepRefused(reason)


def _discard(*digests: str) -> None:
    for sha256 in filter(None, digests):
        others = ClaimDocument.objects.filter(editable_sha256=sha256, erased_at=None)
        if not others.exists():
            discard_bytes(sha256)


def _finish_erasures() -> None:
    """Of whoever died between the row and the bytes."""
    erased = ClaimDocument.objects.filter(erased_at__isnull=False)
    for digests in erased.values_list("sha256", "editable_sha256").iterator():
        _discard(*(each for each in digests if each and store.has(each)))
    beside = ClaimFile.objects.filter(document__erased_at__isnull=False)
    for sha256 in beside.values_list("sha256", flat=True).iterator():
        _discard(*filter(store.has, [sha256]))


def why_document_is_kept(document: ClaimDocument) -> str | None:
    if document.claim:
        return why_kept(document.claim)
    at = document.switching.closed_at if document.switching else None
    if at is None:
        return _("Le dossier de ce client est encore ouvert : le fichier reste.")
    return _held_by_time(timezone.localdate(at), retention_of_claims())


def why_kept(claim: Claim) -> str | None:
    """As a sentence; None once its files may go."""
    told = {"claim": claim.reference, "case": claim.case.reference}
    if claim.state not in ENDED:
        return _("La demande %(claim)s n’a pas pris fin : le fichier reste.") % told
    if Mandate.objects.in_force().filter(case=claim.sheet.case_id).exists():
        return _("Un avocat est mandaté sur le cas %(case)s : le fichier reste.") % told
    if CohortCase.objects.filter(case=claim.sheet.case_id).exists():
        return _("Le cas %(case)s est dans une action de groupe : le fichier reste.") % told
    if claim.state == ClaimState.WITHDRAWN and limitation_of(claim).days_left is not None:
        return _("La demande %(claim)s peut encore être rouverte : le fichier reste.") % told
    return _held_by_time(_ended_on(claim), retention_of_claims())


def why_contract_is_kept(contract: Contract) -> str | None:
    """As a sentence. A contract that no one said the end of goes on; each claim that it is put
    forward in holds its files as it holds its own."""
    ends_on = contract.current.ends_on
    if ends_on is None or ends_on >= timezone.localdate():
        return _("Ce contrat n’a pas pris fin : le fichier reste.")
    ties = ContractTie.objects.in_force().filter(contract=contract)
    for tie in ties.select_related("claim__sheet__case"):
        if reason := why_kept(tie.claim):
            return reason
    return _held_by_time(ends_on, retention_of_contracts())


def _ended_on(claim: Claim) -> date:
    at = claim.paid_at or claim.withdrawn_at
    if at is None:  # the database holds one of them
        raise AssertionError(claim.pk)
    return timezone.localdate(at)


def _held_by_time(ended_on: date, rule: Retention) -> str | None:
    last_day = rule.last_day(ended_on)
    if timezone.localdate() <= last_day:
        return _("Ce fichier est à garder jusqu’au %(day)s.") % {"day": day(last_day)}
    return None
