"""A claim held while what belongs to it is read, then changed."""

from django.utils.translation import gettext as _

from cases.claims.models import Claim, OptIn
from cases.claims.states import ENDED
from cases.errors import StepRefused


def hold_open(claim: Claim) -> Claim:
    """Raises `StepRefused` once the claim has ended."""
    held = Claim.objects.select_for_update(no_key=True).get(pk=claim.pk)
    if held.state in ENDED:
        said = _("Cette demande est « %(state)s » : elle ne change plus.")
        raise StepRefused(said % {"state": held.get_state_display()})
    return held


def hold_outside_claims(opt_in: OptIn) -> list[Claim]:
    """What a stranger asks for here, and nothing of a member's. Call before the first entry: who
    vouches for a claim holds its row, then the journal."""
    own = Claim.objects.filter(
        sheet__organisation=opt_in.organisation_id, sheet__organisation__is_outside=True
    )
    return list(own.select_for_update(of=("self",), no_key=True).order_by("pk"))
