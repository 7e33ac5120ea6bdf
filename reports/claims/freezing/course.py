"""What was done to agree, as the claim's own course tells it."""

from collections.abc import Iterator

from cases.claims.models import Claim
from members.typography import day
from reports.wording import euros


def attempts(claim: Claim) -> tuple[str, ...]:
    """In the order of their days."""
    told = (*_notices(claim), *_replies(claim), *_offers(claim))
    return tuple(said for _on, said in sorted(told))


def _notices(claim: Claim) -> Iterator[tuple[str, str]]:
    for each in claim.notices.all():
        mode = str(each.get_mode_display()).lower()
        yield each.sent_on.isoformat(), f"Mise en demeure envoyée le {day(each.sent_on)}, {mode}."


def _replies(claim: Claim) -> Iterator[tuple[str, str]]:
    for each in claim.replies.all():
        on = each.received_on
        yield on.isoformat(), f"Réponse de l’éditeur reçue le {day(on)}."


def _offers(claim: Claim) -> Iterator[tuple[str, str]]:
    for each in claim.offers.all():
        side = str(each.get_side_display()).lower()
        state = str(each.get_state_display()).lower()
        said = f"Offre {side} du {day(each.made_on)} : {euros(each.amount)} ({state})."
        yield each.made_on.isoformat(), said.replace(" :", "\u00a0:")
