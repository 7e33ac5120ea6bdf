"""What a claim stands on: the claimant puts pieces forward, the mandated lawyer chooses grounds."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.claims.actions.holding import hold_open
from cases.claims.actions.parties import refuse_unless_claimant, refuse_unless_counsel
from cases.claims.checklist import Piece, pieces_open_to
from cases.claims.models import Claim, ElementProof, GroundSelection, LegalGround, ProofElement
from cases.claims.vocabulary import Place
from cases.errors import GuardRefused, StepRefused
from cases.evidence import journal
from members.models import User


@transaction.atomic
def put_pieces_forward(
    claim: Claim, element: ProofElement, keys: Collection[str], *, by: User
) -> None:
    """These pieces for this element, and no other of those that the person was offered."""
    refuse_unless_claimant(claim.sheet, by)
    held = hold_open(claim)
    offered = {piece.key: piece for piece in pieces_open_to(held, by)}
    if set(keys) - offered.keys():
        raise GuardRefused(
            _("Une de ces pièces n’est plus sur la demande : relisez la liste, puis recommencez.")
        )
    put = ElementProof.objects.in_force().filter(claim=held, element=element.code)
    proofs = {proof.piece_key: proof for proof in put}
    for key in [key for key in offered if key in keys and key not in proofs]:
        _add(held, element, offered[key], by)
    for key in [key for key in proofs if key in offered and key not in keys]:
        _remove(held, proofs[key], offered[key], by)


def _add(claim: Claim, element: ProofElement, piece: Piece, by: User) -> None:
    named = {f"{piece.kind}_id": piece.pk}
    ElementProof.objects.create(claim=claim, element=element.code, added_by=by, **named)
    _tell("claim.piece_put_forward", claim, element.code, piece, by)


def _remove(claim: Claim, proof: ElementProof, piece: Piece, by: User) -> None:
    taken = ElementProof.objects.filter(pk=proof.pk)
    taken.update(removed_at=timezone.now(), removed_by=by)
    _tell("claim.piece_taken_back", claim, proof.element, piece, by)


def _tell(verb: str, claim: Claim, element: str, piece: Piece, by: User) -> None:
    journal.record(verb, claim, by=by, details={"element": element, "sha256": piece.sha256})


@transaction.atomic
def select_ground(
    claim: Claim, ground: LegalGround, *, by: User, place: Place, note: str
) -> GroundSelection:
    """By the mandated lawyer alone. Their note is in the row: the journal does not repeat it."""
    refuse_unless_counsel(claim.sheet, by)
    held = hold_open(claim)
    if GroundSelection.objects.in_force().filter(claim=held, code=ground.code).exists():
        raise StepRefused(
            _("Ce fondement est déjà retenu : écartez-le d’abord pour en changer le rang.")
        )
    selection = GroundSelection.objects.create(
        claim=held, ground=ground, code=ground.code, place=place, note=note, selected_by=by
    )
    told = {"ground": ground.code, "version": ground.version, "place": place.value}
    journal.record("claim.ground_selected", held, by=by, details=told)
    return selection


@transaction.atomic
def set_ground_aside(claim: Claim, code: str, *, by: User) -> None:
    """Raises `StepRefused` if a fellow lawyer did so first."""
    refuse_unless_counsel(claim.sheet, by)
    held = hold_open(claim)
    selected = GroundSelection.objects.in_force().filter(claim=held, code=code)
    if selected.update(set_aside_at=timezone.now(), set_aside_by=by) != 1:
        raise StepRefused(_("Ce fondement n’est pas retenu, ou ne l’est plus."))
    journal.record("claim.ground_set_aside", held, by=by, details={"ground": code})
