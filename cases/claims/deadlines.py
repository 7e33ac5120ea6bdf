"""Until when a claim can be brought: from the day on which the facts were known, with the acts that
were noted on it."""

from datetime import date

from django.utils import timezone

from cases.claims.models import Claim, known_facts
from cases.limitation import Limitation, limitation


def limitation_of(claim: Claim, on: date | None = None) -> Limitation:
    """Until somebody says when the facts were known, counted from the day of the incident: at the
    earliest, so prudently."""
    said = known_facts(claim)
    known_on = said.known_on if said else None
    return _counted_from(known_on or claim.case.occurred_on, claim, on)


def prudent_limitation_of(claim: Claim, on: date | None = None) -> Limitation:
    """As if the facts were known on the day of the incident, whatever was said."""
    return _counted_from(claim.case.occurred_on, claim, on)


def _counted_from(known_on: date, claim: Claim, on: date | None) -> Limitation:
    return limitation(
        known_on,
        on=on or timezone.localdate(),
        occurrences=[each.occurrence for each in claim.limitation_events.all()],
        born_on=claim.case.occurred_on,
    )
