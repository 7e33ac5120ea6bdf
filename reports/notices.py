"""The mail that tells who asked for a dossier that it is ready, or that it could not be made."""

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members import emails
from reports import telling
from reports.models import Dossier
from reports.states import TO_TELL, DossierState


def untold() -> QuerySet[Dossier]:
    return telling.untold(Dossier.objects.filter(state__in=TO_TELL))


def send_end(pk: UUID | str) -> bool:
    """False if it was sent or claimed before, or is not over."""
    return emails.send_once(untold(), pk, claim=telling.CLAIM, tell=_tell)


def _tell(pk: UUID | str) -> None:
    """Nobody who may no longer open it is told."""
    dossier = Dossier.objects.select_related("case", "requested_by").defer("content").get(pk=pk)
    reader = dossier.requested_by
    if not reader.is_active or not Dossier.objects.visible_to(reader).filter(pk=dossier.pk):
        return
    is_ready = dossier.state == DossierState.READY
    words = _("le dossier est prêt") if is_ready else _("le dossier n’a pas pu être produit")
    telling.mail_the_end(
        "dossier-ready" if is_ready else "dossier-failed",
        reader,
        reference=dossier.case.reference,
        words=words,
        path=reverse("dossier-detail", args=[dossier.pk]),
        number=dossier.number,
    )
