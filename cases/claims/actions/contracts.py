"""The acts on an organisation's contracts. What they say is in their rows: the journal tells who
did what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.claims.actions.holding import hold_open
from cases.claims.models import Claim, Contract, ContractFile, ContractTie, ContractVersion
from cases.claims.vocabulary import ContractKind
from cases.errors import GuardRefused, VersionRefused
from cases.evidence import journal
from cases.evidence.receiving import Received, keep_received
from cases.models import Publisher
from members.models import User


@dataclass(frozen=True)
class Terms:
    """What a contract says, as its organisation reads it."""

    kind: ContractKind
    title: str
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    terms_version: str = ""
    signatory: str = ""
    governing_law: str = ""
    jurisdiction_clause: str = ""
    mediation_clause: str = ""
    claim_delay_days: int | None = None
    liability_cap: Decimal | None = None
    liability_cap_wording: str = ""
    sla_percent: Decimal | None = None
    reversibility_clause: str = ""
    confidentiality_clause: str = ""


@transaction.atomic
def register_contract(publisher: Publisher, terms: Terms, *, by: User) -> Contract:
    if not by.may_report or by.organisation is None:
        raise PermissionDenied
    _refuse_dates(terms)
    contract = Contract.objects.create(
        organisation=by.organisation, publisher=publisher, registered_by=by
    )
    ContractVersion.objects.create(contract=contract, number=1, recorded_by=by, **vars(terms))
    journal.record("contract.registered", contract, by=by)
    return contract


@transaction.atomic
def correct_contract(
    contract: Contract, terms: Terms, *, by: User, seen: int, reason: str
) -> ContractVersion:
    """What it said before stays. Raises `VersionRefused` if a colleague corrected it meanwhile."""
    _refuse_others(contract, by)
    _refuse_dates(terms)
    if not reason:
        raise GuardRefused(_("Dites pourquoi vous corrigez ce contrat."))
    as_read = Contract.objects.filter(pk=contract.pk, version=seen)
    if as_read.update(version=seen + 1) != 1:
        raise VersionRefused(
            _(
                "Ce contrat a changé depuis que vous l’avez ouvert : relisez-le avant "
                "de recommencer."
            )
        )
    corrected = ContractVersion.objects.create(
        contract=contract, number=seen + 1, reason=reason, recorded_by=by, **vars(terms)
    )
    journal.record("contract.corrected", contract, by=by, details={"version": corrected.number})
    return corrected


def _refuse_dates(terms: Terms) -> None:
    if terms.starts_on and terms.ends_on and terms.ends_on < terms.starts_on:
        raise GuardRefused(_("La fin du contrat précède son début : relisez les deux dates."))


@transaction.atomic
def attach_contract_file(contract: Contract, received: Received, *, by: User) -> ContractFile:
    """Sent again, it is the same file."""
    _refuse_others(contract, by)
    held = Contract.objects.select_for_update(no_key=True).get(pk=contract.pk)
    if same := held.files.filter(item__sha256=received.sha256, item__erased_at=None).first():
        return same
    file = ContractFile.objects.create(contract=held, item=keep_received(received, by=by))
    told = {"sha256": file.item.sha256}
    journal.record("contract.file_attached", contract, by=by, details=told)
    return file


@transaction.atomic
def put_contracts_forward(claim: Claim, contracts: Collection[Contract], *, by: User) -> None:
    """These, and no other: the mandated lawyer reads them with the claim."""
    if not claim.sheet.is_of(by):
        raise PermissionDenied
    held = hold_open(claim)
    # What erases a file whose time is over looks at their ties first: it does before or after.
    keys = [contract.pk for contract in contracts]
    list(Contract.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
    for contract in contracts:
        _refuse_others(contract, by)
        _refuse_other_publisher(claim, contract)
    ties = {tie.contract_id: tie for tie in ContractTie.objects.in_force().filter(claim=held)}
    chosen = {contract.pk: contract for contract in contracts}
    for contract in (chosen[pk] for pk in chosen.keys() - ties.keys()):
        ContractTie.objects.create(claim=held, contract=contract, tied_by=by)
        _tell("claim.contract_tied", held, contract, by)
    for tie in (ties[pk] for pk in ties.keys() - chosen.keys()):
        ContractTie.objects.filter(pk=tie.pk).update(untied_at=timezone.now(), untied_by=by)
        _tell("claim.contract_untied", held, tie.contract, by)


def _refuse_other_publisher(claim: Claim, contract: Contract) -> None:
    if contract.publisher_id != claim.case.publisher_id:
        said = _(
            "« %(contract)s » est un contrat avec %(other)s : cette demande est à %(publisher)s."
        )
        told = {
            "contract": contract,
            "other": contract.publisher,
            "publisher": claim.case.publisher,
        }
        raise GuardRefused(said % told)


def _tell(verb: str, claim: Claim, contract: Contract, by: User) -> None:
    journal.record(verb, claim, by=by, details={"contract": str(contract.pk)})


def _refuse_others(contract: Contract, by: User) -> None:
    if not contract.is_of(by):
        raise PermissionDenied
