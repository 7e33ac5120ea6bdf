"""What a file that a link gives is called, and where it is in the pages."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from reports.claims.models import ClaimDocument
from reports.models import Dossier, Shared


@dataclass(frozen=True)
class Place:
    what: str
    reference: str
    number: int
    page: str
    """Of the file itself, for who may see it."""
    share: str
    """Where its links are made."""


def place_of(shared: Shared) -> Place:
    match shared:
        case Dossier():
            return Place(
                _("Constat d’incident"),
                shared.case.reference,
                shared.number,
                reverse("dossier-detail", args=[shared.pk]),
                reverse("dossier-share", args=[shared.pk]),
            )
        case ClaimDocument():
            return Place(
                str(shared.get_kind_display()),
                shared.claim.reference if shared.claim else "",
                shared.number,
                reverse("claim-document", args=[shared.pk]),
                reverse("claim-document-share", args=[shared.pk]),
            )
        case _:
            order = shared.order
            return Place(
                _("Dossier d’action de groupe"),
                order.cohort.reference,
                order.number,
                reverse("group-order-detail", args=[order.pk]),
                reverse("group-annex-share", args=[shared.pk]),
            )
