"""Until when a claim can be brought, with the acts that were noted on it."""

from datetime import date

from django.utils import timezone

from cases.claims.models import Claim
from cases.limitation import Limitation, limitation


def limitation_of(claim: Claim, on: date | None = None) -> Limitation:
    """Counted from the day of the incident: at the earliest, so prudently."""
    return limitation(
        claim.case.occurred_on,
        on=on or timezone.localdate(),
        occurrences=[each.occurrence for each in claim.limitation_events.all()],
    )
