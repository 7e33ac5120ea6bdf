"""A claim held while what belongs to it is read, then changed."""

from django.utils.translation import gettext as _

from cases.claims.models import Claim
from cases.claims.states import ENDED
from cases.errors import StepRefused


def hold_open(claim: Claim) -> Claim:
    """Raises `StepRefused` once the claim has ended."""
    held = Claim.objects.select_for_update().get(pk=claim.pk)
    if held.state in ENDED:
        said = _("Cette demande est « %(state)s » : elle ne change plus.")
        raise StepRefused(said % {"state": held.get_state_display()})
    return held
