"""How the tests of claims have one at a step."""

from django.utils import timezone

from cases.claims.models import Claim, LossSheet
from cases.claims.states import (
    AFTER_DOCUMENTATION,
    AFTER_NOTICE,
    AFTER_SUBMISSION,
    AFTER_VERIFICATION,
    ClaimState,
)
from members.models import User

OWN = ("negotiating", "settled", "paid", "refused", "withdrawn", "in_court")


def stamps(state: ClaimState, by: User) -> dict[str, object]:
    """What a claim at that step bears."""
    names = [state.value] if state.value in OWN else []
    names += ["submitted"] if state in AFTER_SUBMISSION else []
    names += ["verified"] if state in AFTER_VERIFICATION else []
    names += ["documented"] if state in AFTER_DOCUMENTATION else []
    names += ["notice_sent"] if state in AFTER_NOTICE else []
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
