"""The mail that tells who ordered the dossier of a cohort that it is over: how many documents of it
were made, and how many were not."""

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from members import emails
from reports.groups.models import GroupOrder
from reports.groups.states import OrderState


def untold() -> QuerySet[GroupOrder]:
    """Over, not mailed, and in no living worker's hands."""
    free = emails.unclaimed("notice_claimed_at")
    return GroupOrder.objects.filter(free, state=OrderState.DONE, notified_at=None)


def send_end(pk: UUID | str) -> bool:
    """False if it was sent or claimed before, or is not over."""
    return emails.send_once(untold(), pk, claim="notice_claimed_at", tell=_tell)


def _tell(pk: UUID | str) -> None:
    """Nobody who may no longer open it is told."""
    known = GroupOrder.objects.select_related("cohort", "ordered_by").defer("content")
    order = known.get(pk=pk)
    reader, counts = order.ordered_by, order.counts()
    if not reader.is_active or not GroupOrder.objects.visible_to(reader).filter(pk=order.pk):
        return
    words = _("des documents sont en échec") if counts.failed else _("le dossier est prêt")
    emails.send(
        "group-order-ended",
        reader.email,
        subject=format_lazy(
            _("{reference} : {words}"), reference=order.cohort.reference, words=words
        ),
        context={
            "reader": reader,
            "reference": order.cohort.reference,
            "number": order.number,
            "counts": counts,
            "link": settings.SITE_URL + reverse("group-order-detail", args=[order.pk]),
        },
        language=emails.language_of(reader),
    )
