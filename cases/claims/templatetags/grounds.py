"""What the page of a claim shows of its grounds and rights: two queries, and links to the rest."""

from dataclasses import dataclass

from django import template

from cases.claims.models import Claim, GroundSelection
from cases.claims.rights import right_names

register = template.Library()


@dataclass(frozen=True)
class Standing:
    chosen: tuple[tuple[str, str], ...]
    rights: tuple[str, ...]


@register.simple_tag
def standing_of(claim: Claim) -> Standing:
    """Each ground that the lawyer chose, with its place; each right of the claimant's kind."""
    selected = GroundSelection.objects.in_force().filter(claim=claim).select_related("ground")
    chosen = tuple((str(each.ground), each.get_place_display()) for each in selected)
    return Standing(chosen, right_names(claim.organisation.kind))
