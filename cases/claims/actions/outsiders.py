"""What a stranger who joined a cohort adds or corrects, as long as people may join it and counsel
has vouched for nothing. No account: they hold the address of their acknowledgement."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cases.claims.actions.holding import hold_outside_claims
from cases.claims.actions.losses import documented, rewritten, taken_off, written
from cases.claims.actions.opt_ins import refuse_unmet
from cases.claims.cohort_links import refuse_out_of_time
from cases.claims.cohort_states import OptInState
from cases.claims.models import Claim, LossHead, LossLine, OptIn
from cases.claims.reckoning import Answers
from cases.claims.states import ClaimState
from cases.claims.vocabulary import Category
from cases.errors import GuardRefused, StepRefused
from cases.evidence.receiving import Received
from members.models import Organisation


@dataclass(frozen=True)
class Cost:
    """One loss of theirs, of which an amount is all that is asked."""

    category: Category
    what: str
    amount: Decimal

    @property
    def answers(self) -> Answers:
        return {"amount": self.amount}


@transaction.atomic
def add_outside_loss(
    opt_in: OptIn, head: LossHead, cost: Cost, files: Sequence[Received] = ()
) -> LossLine:
    """Raises `LinkSpent` once nobody joins any more, `StepRefused` once counsel has vouched."""
    claim, by = _hold_to_write(opt_in), opt_in.signed_by
    line = written(
        claim.sheet,
        head,
        by=by,
        category=cost.category,
        what=cost.what,
        answers=cost.answers,
    )
    for received in files:
        documented(line, received, by=by)
    _change(claim, opt_in)
    return line


@transaction.atomic
def correct_outside_loss(
    opt_in: OptIn, line: LossLine, cost: Cost, files: Sequence[Received] = ()
) -> LossLine:
    """Another line instead, which the files given before prove too; the same one where only files
    are added. Raises as above."""
    claim, by = _hold_to_write(opt_in), opt_in.signed_by
    line.refresh_from_db()
    if line.sheet_id != claim.sheet_id:
        raise PermissionDenied
    if cost != cost_of(line):
        line = rewritten(line, by=by, category=cost.category, what=cost.what, answers=cost.answers)
    for received in files:
        documented(line, received, by=by)
    _change(claim, opt_in)
    return line


@transaction.atomic
def remove_outside_loss(opt_in: OptIn, line: LossLine) -> None:
    """It stays to be read, as a member's that was withdrawn. One is left, since who joins proves a
    loss. Raises as above."""
    claim, by = _hold_to_write(opt_in), opt_in.signed_by
    line.refresh_from_db()
    if line.sheet_id != claim.sheet_id:
        raise PermissionDenied
    if not claim.sheet.lines.counted().exclude(pk=line.pk).exists():
        raise GuardRefused(
            _(
                "C’est votre seule perte : corrigez-la, ou révoquez votre mandat si vous n’avez "
                "rien perdu."
            )
        )
    taken_off(line, by=by)
    _change(claim, opt_in)


def cost_of(line: LossLine) -> Cost:
    """As they typed it: what it comes to may leave VAT out."""
    return Cost(Category(line.category), line.what, Decimal(line.answers["amount"]))


def refuse_unwritable(opt_in: OptIn) -> Claim:
    """Their claim, if they may still write in it."""
    if not opt_in.organisation.is_outside:
        raise PermissionDenied
    if opt_in.state != OptInState.IN_FORCE:
        raise GuardRefused(_("Votre mandat est révoqué : vos pertes ne changent plus."))
    refuse_out_of_time(opt_in.cohort)
    claim = Claim.objects.select_related("sheet").get(
        sheet__organisation=opt_in.organisation, sheet__case=opt_in.case
    )
    if claim.state != ClaimState.SUBMITTED:
        raise StepRefused(
            _(
                "L’avocat a déjà travaillé sur votre demande : elle ne change plus ici. "
                "Écrivez-lui pour la compléter."
            )
        )
    return claim


def _hold_to_write(opt_in: OptIn) -> Claim:
    """Who leaves, and counsel who vouches for what they read, come before or after, not between."""
    Organisation.objects.select_for_update(no_key=True).get(pk=opt_in.organisation_id)
    held = OptIn.objects.select_for_update(of=("self",), no_key=True).select_related(
        "cohort", "organisation", "case"
    )
    mandate = held.get(pk=opt_in.pk)
    hold_outside_claims(mandate)
    return refuse_unwritable(mandate)


def _change(claim: Claim, opt_in: OptIn) -> None:
    """Counsel who read it before is told that it changed."""
    claim.hold(frozenset({ClaimState.SUBMITTED}), seen=claim.version)
    refuse_unmet(opt_in, claim)
