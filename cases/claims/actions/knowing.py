"""Since when the facts were known. The day and the words are in the rows alone."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.guards import refuse_future
from cases.claims.actions.parties import refuse_unless_theirs
from cases.claims.knowing import proofs_open_to
from cases.claims.models import Claim, Knowledge, known_facts
from cases.claims.states import ENDED, ClaimState
from cases.errors import GuardRefused
from cases.evidence import journal
from cases.evidence.models import Item
from members.models import User

ALIVE = frozenset(ClaimState) - ENDED


@transaction.atomic
def say_when_known(
    claim: Claim, *, by: User, seen: int, known_on: date, basis: str, evidence: Item | None
) -> Knowledge:
    """The whole of it, in place of what was said before: a piece that is not named goes."""
    refuse_unless_theirs(claim.sheet, by)
    _refuse(claim, known_on, basis)
    if evidence and evidence.pk not in proofs_open_to(claim, by):
        raise GuardRefused(_("Cette pièce n’est plus sur la demande : relisez la liste."))
    claim.hold(ALIVE, seen=seen)
    said = Knowledge.objects.create(
        claim=claim, known_on=known_on, basis=basis, evidence=evidence, recorded_by=by
    )
    told = {"sha256": evidence.sha256} if evidence else {}
    journal.record("claim.facts_known", claim, by=by, details=told)
    return said


@transaction.atomic
def take_back_when_known(claim: Claim, *, by: User, seen: int) -> None:
    """From the day of the incident again: at the earliest, so prudently."""
    refuse_unless_theirs(claim.sheet, by)
    if known_facts(claim) is None:
        raise GuardRefused(_("Aucune date n’est notée : le délai court du jour de l’incident."))
    claim.hold(ALIVE, seen=seen)
    Knowledge.objects.create(claim=claim, recorded_by=by)
    journal.record("claim.facts_known_taken_back", claim, by=by)


def _refuse(claim: Claim, known_on: date, basis: str) -> None:
    refuse_future(known_on)
    if known_on < claim.case.occurred_on:
        raise GuardRefused(
            _("Cette date précède l’incident : les faits n’ont pas pu être connus avant lui.")
        )
    if not basis.strip():
        raise GuardRefused(_("Dites comment les faits ont été connus ce jour-là."))
