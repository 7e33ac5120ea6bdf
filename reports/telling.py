"""The mail that tells who asked for something that it is over: once, and by whichever worker."""

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from members import emails
from members.models import User

CLAIM = "notice_claimed_at"


def untold[Row: Model](over: QuerySet[Row]) -> QuerySet[Row]:
    """Of what is over: not mailed, and in no living worker's hands."""
    return over.filter(emails.unclaimed(CLAIM), notified_at=None)


def mail_the_end(
    name: str,
    reader: User,
    *,
    reference: str | Promise,
    words: str | Promise,
    path: str,
    **told: object,
) -> None:
    """`path` leads to what is over; `told` is what the mail says beside its reference. Whoever
    cannot log in any more, or was erased, is told nothing."""
    if not reader.is_active:
        return
    emails.send(
        name,
        reader.email,
        subject=format_lazy(_("{reference} : {words}"), reference=reference, words=words),
        context={
            "reader": reader,
            "reference": reference,
            "link": settings.SITE_URL + path,
            **told,
        },
        language=emails.language_of(reader),
    )
