"""The mail that tells who asked for a dossier that it is ready, or that it could not be made."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from members import emails
from reports.models import Dossier
from reports.states import TO_TELL, DossierState

# Longer than any task may run (CELERY_TASK_TIME_LIMIT): whoever held it for so long is dead.
CLAIM = timedelta(minutes=10)


def untold() -> QuerySet[Dossier]:
    """Over, not mailed, and in no living worker's hands."""
    free = Q(notice_claimed_at=None) | Q(notice_claimed_at__lte=timezone.now() - CLAIM)
    return Dossier.objects.filter(free, state__in=TO_TELL, notified_at=None)


def send_end(pk: UUID | str) -> bool:
    """Mail it: who claims the row sends. False if it was sent or claimed before, or is not over.

    Stamped only once it is sent: a worker that dies between the two leaves it to the sweep, and
    who asked would rather read it twice than never.
    """
    if untold().filter(pk=pk).update(notice_claimed_at=timezone.now()) != 1:
        return False
    dossier = Dossier.objects.select_related("case", "requested_by").defer("content").get(pk=pk)
    try:
        _tell(dossier)
    except Exception:
        # The next sweep tries again.
        Dossier.objects.filter(pk=pk).update(notice_claimed_at=None)
        raise
    Dossier.objects.filter(pk=pk, state=dossier.state).update(notified_at=timezone.now())
    return True


def _tell(dossier: Dossier) -> None:
    """Nobody who may no longer open it is told."""
    reader = dossier.requested_by
    if not reader.is_active or not Dossier.objects.visible_to(reader).filter(pk=dossier.pk):
        return
    is_ready = dossier.state == DossierState.READY
    words = _("le dossier est prêt") if is_ready else _("le dossier n’a pas pu être produit")
    emails.send(
        "dossier-ready" if is_ready else "dossier-failed",
        reader.email,
        subject=format_lazy(
            _("{reference} : {words}"), reference=dossier.case.reference, words=words
        ),
        context={
            "reader": reader,
            "reference": dossier.case.reference,
            "number": dossier.number,
            "link": settings.SITE_URL + reverse("dossier-detail", args=[dossier.pk]),
        },
        language=emails.language_of(reader),
    )
