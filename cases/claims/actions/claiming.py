"""From the draft to the file that counsel holds complete. No amount enters the journal."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.claims.actions.holding import hold_open
from cases.claims.actions.parties import (
    refuse_unless_claimant,
    refuse_unless_counsel,
    refuse_unless_handler,
)
from cases.claims.documentation import pieces_lacking, rests_on_a_ground
from cases.claims.models import Claim
from cases.claims.notices import note_turn
from cases.claims.states import (
    DOCUMENT_CLAIM,
    REOPEN_CLAIM,
    SEND_BACK_CLAIM,
    SUBMIT_CLAIM,
    TAKE_BACK_CLAIM,
    VERIFY_CLAIM,
    WITHDRAW_CLAIM,
    ClaimState,
)
from cases.claims.vocabulary import MailKind
from cases.errors import GuardRefused
from cases.evidence import journal
from cases.wording import imputations_in
from members.models import Organisation, User

# What a draft bears of the way that it went: the journal keeps it.
STAMPS = (
    "submitted", "verified", "documented", "notice_sent", "negotiating", "settled", "refused",
    "in_court",
)  # fmt: skip
AFRESH: dict[str, object] = {f"{name}_{end}": None for name in STAMPS for end in ("at", "by")}


@dataclass(frozen=True)
class Declaration:
    """What the member signs by sending it (guard G14)."""

    is_accurate: bool
    goes_to_counsel: bool

    @property
    def is_whole(self) -> bool:
        return self.is_accurate and self.goes_to_counsel


@transaction.atomic
def submit_claim(claim: Claim, declaration: Declaration, *, by: User, seen: int) -> None:
    refuse_unless_claimant(claim.sheet, by)
    # Nothing is declared or withdrawn while it is sent: both hold the organisation's row.
    Organisation.objects.select_for_update(no_key=True).get(pk=claim.sheet.organisation_id)
    if not declaration.is_whole:
        raise GuardRefused(_("Cochez les deux déclarations : sans elles, rien ne part."))
    _refuse_unready(claim)
    claim.take(
        SUBMIT_CLAIM,
        seen=seen,
        submitted_at=timezone.now(),
        submitted_by=by,
        returned_at=None,
        returned_by=None,
        returned_reason="",
    )
    note_turn(claim, MailKind.TO_VERIFY)
    journal.record("claim.submitted", claim, by=by, details=vars(declaration))


def _refuse_unready(claim: Claim) -> None:
    if not claim.sheet.lines.counted().exists():
        raise GuardRefused(_("Aucune perte n’est sur la fiche : déclarez-en au moins une."))
    _refuse_imputations(claim)
    handler = claim.sheet.handler
    if handler is None or not handler.sits_on_committee:
        raise GuardRefused(
            _("Personne ne suit la demande à la commission : choisissez quelqu’un sur la fiche.")
        )
    if handler.organisation_id == claim.sheet.organisation_id:
        raise GuardRefused(
            _("Qui suit la demande est de votre organisation : choisissez quelqu’un d’une autre.")
        )


def _refuse_imputations(claim: Claim) -> None:
    """Once sent, the sheet no longer changes, and no dossier repeats such a word (guard G9)."""
    case = claim.case
    names = (
        case.title,
        case.publisher.name,
        *case.publisher.products.values_list("name", flat=True),
    )
    for line in claim.sheet.lines.counted():
        for found in imputations_in(line.what, names=names):
            said = _(
                "Sur la fiche de pertes, écrivez un fait à la place de « %(words)s » (perte "
                "« %(what)s ») : %(instead)s."
            )
            told = {"words": found.words, "what": line.what, "instead": found.instead}
            raise GuardRefused(said % told)


@transaction.atomic
def take_back_claim(claim: Claim, *, by: User, seen: int) -> None:
    """By the claimant, before anyone has vouched for it."""
    refuse_unless_claimant(claim.sheet, by)
    claim.take(TAKE_BACK_CLAIM, seen=seen, **AFRESH)
    journal.record("claim.taken_back", claim, by=by)


@transaction.atomic
def send_back_claim(claim: Claim, *, by: User, seen: int, reason: str) -> None:
    """By its handler, or by counsel once it is verified; the claimant reads the reason."""
    if claim.organisation.is_outside:
        raise GuardRefused(_("Ce demandeur n’a pas de compte ici : écrivez-lui."))
    if claim.state == ClaimState.VERIFIED:
        refuse_unless_counsel(claim.sheet, by)
    else:
        refuse_unless_handler(claim.sheet, by)
    claim.take(
        SEND_BACK_CLAIM,
        seen=seen,
        returned_at=timezone.now(),
        returned_by=by,
        returned_reason=_said(reason),
        **AFRESH,
    )
    note_turn(claim, MailKind.RETURNED)
    journal.record("claim.sent_back", claim, by=by)


@transaction.atomic
def verify_claim(claim: Claim, *, by: User, seen: int) -> None:
    refuse_unless_handler(claim.sheet, by)
    claim.take(VERIFY_CLAIM, seen=seen, verified_at=timezone.now(), verified_by=by)
    note_turn(claim, MailKind.TO_DOCUMENT)
    journal.record("claim.verified", claim, by=by)


@transaction.atomic
def document_claim(claim: Claim, *, by: User, seen: int, says_without: bool) -> None:
    """Counsel holds it complete: the formal notice can leave. It rests on a ground of theirs, and
    what it lacks is there, or `says_without`."""
    refuse_unless_counsel(claim.sheet, by)
    # No ground is set aside meanwhile, and no contract taken back.
    held = hold_open(claim)
    if not rests_on_a_ground(held):
        raise GuardRefused(
            _("Aucun fondement n’est retenu : retenez-en un, et la demande pourra être documentée.")
        )
    lacking = list(pieces_lacking(held))
    if lacking and not says_without:
        said = _(
            "Il manque : %(pieces)s. Faites-les joindre, ou cochez que la demande est documentée "
            "sans eux."
        )
        raise GuardRefused(said % {"pieces": ", ".join(lacking)})
    claim.take(DOCUMENT_CLAIM, seen=seen, documented_at=timezone.now(), documented_by=by)
    journal.record("claim.documented", claim, by=by, details={"lacking": len(lacking)})


@transaction.atomic
def withdraw_claim(claim: Claim, *, by: User, seen: int, reason: str) -> None:
    """A draft is declined, a claim withdrawn: it is the same act."""
    refuse_unless_claimant(claim.sheet, by)
    claim.take(
        WITHDRAW_CLAIM,
        seen=seen,
        withdrawn_at=timezone.now(),
        withdrawn_by=by,
        withdrawn_reason=_said(reason),
    )
    journal.record("claim.withdrawn", claim, by=by)


@transaction.atomic
def reopen_claim(claim: Claim, *, by: User, seen: int) -> None:
    refuse_unless_claimant(claim.sheet, by)
    claim.take(
        REOPEN_CLAIM,
        seen=seen,
        withdrawn_at=None,
        withdrawn_by=None,
        withdrawn_reason="",
        **AFRESH,
    )
    journal.record("claim.reopened", claim, by=by)


def _said(reason: str) -> str:
    if not reason.strip():
        raise GuardRefused(_("Dites pourquoi, en une phrase."))
    return reason
