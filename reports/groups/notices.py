"""The mail that tells who ordered the dossier of a cohort that it is over: how many documents of it
were made, and how many were not."""

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members import emails
from reports import telling
from reports.groups.models import GroupOrder
from reports.groups.states import OrderState


def untold() -> QuerySet[GroupOrder]:
    return telling.untold(GroupOrder.objects.filter(state=OrderState.DONE))


def send_end(pk: UUID | str) -> bool:
    """False if it was sent or claimed before, or is not over."""
    return emails.send_once(untold(), pk, claim=telling.CLAIM, tell=_tell)


def _tell(pk: UUID | str) -> None:
    """Nobody who may no longer open it is told."""
    known = GroupOrder.objects.select_related("cohort", "ordered_by").defer("content")
    order = known.get(pk=pk)
    reader, counts = order.ordered_by, order.counts()
    if not reader.is_active or not GroupOrder.objects.visible_to(reader).filter(pk=order.pk):
        return
    words = _("des documents sont en échec") if counts.failed else _("le dossier est prêt")
    telling.mail_the_end(
        "group-order-ended",
        reader,
        reference=order.cohort.reference,
        words=words,
        path=reverse("group-order-detail", args=[order.pk]),
        number=order.number,
        counts=counts,
    )
