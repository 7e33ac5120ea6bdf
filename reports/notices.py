"""The mail that tells who asked for a dossier that it is ready, or that it could not be made."""

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from members import emails
from reports.models import Dossier
from reports.states import TO_TELL, DossierState


def untold() -> QuerySet[Dossier]:
    """Over, not mailed, and in no living worker's hands."""
    free = emails.unclaimed("notice_claimed_at")
    return Dossier.objects.filter(free, state__in=TO_TELL, notified_at=None)


def send_end(pk: UUID | str) -> bool:
    """False if it was sent or claimed before, or is not over."""
    return emails.send_once(untold(), pk, claim="notice_claimed_at", tell=_tell)


def _tell(pk: UUID | str) -> None:
    """Nobody who may no longer open it is told."""
    dossier = Dossier.objects.select_related("case", "requested_by").defer("content").get(pk=pk)
    reader = dossier.requested_by
    if not reader.is_active or not Dossier.objects.visible_to(reader).filter(pk=dossier.pk):
        return
    is_ready = dossier.state == DossierState.READY
    words = _("le dossier est prêt") if is_ready else _("le dossier n’a pas pu être produit")
    emails.send(
        "dossier-ready" if is_ready else "dossier-failed",
        reader.email,
        subject=format_lazy(
            _("{reference} : {words}"), reference=dossier.case.reference, words=words
        ),
        context={
            "reader": reader,
            "reference": dossier.case.reference,
            "number": dossier.number,
            "link": settings.SITE_URL + reverse("dossier-detail", args=[dossier.pk]),
        },
        language=emails.language_of(reader),
    )
