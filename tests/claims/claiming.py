"""How the tests of claims have one at a step."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from cases.claims import actions
from cases.claims.actions import Declaration
from cases.claims.models import Claim, GroundSelection, LegalGround, LossSheet, Offer
from cases.claims.references import load_references
from cases.claims.states import (
    AFTER_DOCUMENTATION,
    AFTER_SUBMISSION,
    AFTER_VERIFICATION,
    ClaimState,
)
from cases.claims.vocabulary import NoticeMode, OfferSide, Place
from cases.models import Case
from members.models import User
from tests import factories
from tests.cast import Cast
from tests.claims.declaring import declare

OWN = ("notice_sent", "negotiating", "settled", "paid", "refused", "withdrawn", "in_court")


def stamps(state: ClaimState, by: User) -> dict[str, object]:
    """What a claim at that step bears."""
    names = [state.value] if state.value in OWN else []
    names += ["submitted"] if state in AFTER_SUBMISSION else []
    names += ["verified"] if state in AFTER_VERIFICATION else []
    names += ["documented"] if state in AFTER_DOCUMENTATION else []
    at = {f"{name}_at": timezone.now() for name in names}
    who = {f"{name}_by": by for name in names}
    reason = {"withdrawn_reason": "Déjà réglé."} if state == ClaimState.WITHDRAWN else {}
    return {**at, **who, **reason}


def claim_at(sheet: LossSheet, state: ClaimState = ClaimState.DRAFT) -> Claim:
    """A row at that step, without the acts that lead there."""
    by = sheet.opened_by
    number = Claim.objects.count() + 1
    return Claim.objects.create(
        sheet=sheet,
        reference=f"DEM-2018-{number:04}",
        state=state,
        opened_by=by,
        **stamps(state, by),
    )


def hand_over(sheet: LossSheet) -> None:
    """As once its claimant sent it, without the act: the mandated lawyer reads it."""
    claim = Claim.objects.filter(sheet=sheet).first() or claim_at(sheet)
    sent = ClaimState.SUBMITTED
    Claim.objects.filter(pk=claim.pk).update(state=sent, **stamps(sent, sheet.opened_by))


WHOLE = Declaration(is_accurate=True, goes_to_counsel=True)
ON = date(2018, 3, 1)


def opened(cast: Cast, case: Case | None = None) -> Claim:
    """Of `adherent`, followed by `committee`, with counsel mandated and one loss."""
    load_references()
    held = case or factories.case(cast)
    claim = actions.open_claim(held, by=cast.adherent)
    frame = actions.Frame(True, None, None, None, cast.committee)
    actions.describe_sheet(claim.sheet, frame, by=cast.adherent, seen=claim.sheet.version)
    declare(claim.sheet, cast.adherent)
    if not held.mandates.exists():
        factories.mandate(cast, held)
    return claim


def submit(claim: Claim, cast: Cast) -> None:
    actions.submit_claim(claim, WHOLE, by=cast.adherent, seen=claim.version)


def verify(claim: Claim, cast: Cast) -> None:
    actions.verify_claim(claim, by=cast.committee, seen=claim.version)


def document(claim: Claim, cast: Cast) -> None:
    """On a ground that asks for no contract; of its losses, counsel says which have no proof."""
    choose_ground(claim, cast)
    actions.document_claim(claim, by=cast.lawyer, seen=claim.version, says_without=True)


def choose_ground(claim: Claim, cast: Cast, code: str = "custody_of_things") -> None:
    if not GroundSelection.objects.in_force().filter(claim=claim, code=code).exists():
        ground = LegalGround.objects.get(code=code)
        actions.select_ground(claim, ground, by=cast.lawyer, place=Place.SUBSIDIARY, note="")


def send_notice(claim: Claim, cast: Cast) -> None:
    actions.send_notice(
        claim, by=cast.adherent, seen=claim.version, sent_on=ON, mode=NoticeMode.LRAR
    )


def offer(claim: Claim, cast: Cast, amount: str = "80.00") -> Offer:
    return actions.record_offer(
        claim,
        by=cast.adherent,
        seen=claim.version,
        side=OfferSide.PUBLISHER,
        amount=Decimal(amount),
        made_on=ON,
        note="Pour solde de tout compte.",
    )


def settle(claim: Claim, cast: Cast) -> None:
    made = offer(claim, cast)
    actions.accept_offer(made, by=cast.adherent, seen=claim.version)


def pay(claim: Claim, cast: Cast, amount: str = "80.00") -> None:
    actions.record_payment(
        claim, by=cast.adherent, seen=claim.version, amount=Decimal(amount), received_on=ON
    )


WAY = {
    ClaimState.SUBMITTED: submit,
    ClaimState.VERIFIED: verify,
    ClaimState.DOCUMENTED: document,
    ClaimState.NOTICE_SENT: send_notice,
    ClaimState.SETTLED: settle,
    ClaimState.PAID: pay,
}


def taken_to(state: ClaimState, cast: Cast, case: Case | None = None) -> Claim:
    """By the acts, as they follow one another when all goes well."""
    claim = opened(cast, case)
    for step, act in WAY.items():
        if claim.state == state:
            break
        act(claim, cast)
        assert claim.state == step
    return claim
