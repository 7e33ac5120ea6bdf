"""The mail that tells who asked for a document of a claim, or of a customer's file, that it is
ready, or that it could not be made."""

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members import emails
from reports import telling
from reports.claims.models import ClaimDocument
from reports.states import TO_TELL, DossierState


def untold() -> QuerySet[ClaimDocument]:
    return telling.untold(ClaimDocument.objects.filter(state__in=TO_TELL))


def send_end(pk: UUID | str) -> bool:
    """False if it was sent or claimed before, or is not over."""
    return emails.send_once(untold(), pk, claim=telling.CLAIM, tell=_tell)


def _tell(pk: UUID | str) -> None:
    """Nobody who may no longer open it is told. Neither what it is nor for whom is mailed."""
    known = ClaimDocument.objects.select_related("claim", "requested_by").defer("content")
    document = known.get(pk=pk)
    reader = document.requested_by
    open_to = ClaimDocument.objects.readable_by(reader).filter(pk=document.pk)
    if not reader.is_active or not open_to.exists():
        return
    is_ready = document.state == DossierState.READY
    reference = document.claim.reference if document.claim else _("Changement d’éditeur")
    words = _("le document est prêt") if is_ready else _("le document n’a pas pu être produit")
    telling.mail_the_end(
        "claim-document-ready" if is_ready else "claim-document-failed",
        reader,
        reference=reference,
        words=words,
        path=reverse("claim-document", args=[document.pk]),
    )
