"""The mails of the product: one way to send them, for every part of it."""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Model, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.invitations import token_for
from members.language import language_of as language_of
from members.models import Invitation, User

log = logging.getLogger(__name__)

# Longer than any task may run (CELERY_TASK_TIME_LIMIT): whoever held it for so long is dead.
CLAIM = timedelta(minutes=10)


def send(
    name: str,
    address: str,
    *,
    subject: str | Promise,
    context: Mapping[str, object],
    language: str = settings.LANGUAGE_CODE,
) -> None:
    """The mail of the templates `emails/<name>.txt` and `.html`, in the language of its reader.

    It holds links, and nothing that a member wrote: mails are read by machines on their way.
    """
    known = {"association": settings.ASSOCIATION_NAME, "site": settings.SITE_URL, **context}
    with translation.override(language):
        mail = EmailMultiAlternatives(
            subject=settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + str(subject),
            body=render_to_string(f"emails/{name}.txt", known),
            to=[address],
        )
        mail.attach_alternative(
            render_to_string(f"emails/{name}.html", {**known, "subject": mail.subject}),
            "text/html",
        )
    mail.send()


def send_to_each(readers: Iterable[User], send_to: Callable[[User], None]) -> None:
    """An address that the mail server refuses for good is told in the log: to try it again would
    write again to all the others. Where every address is refused, it is the server's fault, and
    raised like any other."""
    refusals, reached = list[SMTPRecipientsRefused](), 0
    for reader in readers:
        try:
            send_to(reader)
        except SMTPRecipientsRefused as refusal:
            if not _is_for_good(refusal):
                raise
            log.warning("the mail server refuses the address of person %s", reader.pk)
            refusals.append(refusal)
        else:
            reached += 1
    if refusals and not reached:
        raise refusals[0]


def _is_for_good(refusal: SMTPRecipientsRefused) -> bool:
    """RFC 5321, 4.2.1: a code of 500 or more."""
    return all(code >= 500 for code, _said in refusal.recipients.values())


def unclaimed(claim: str) -> Q:
    """Rows whose mail no living worker has in hand; `claim` is their field that says since when."""
    return Q((claim, None)) | Q((f"{claim}__lte", timezone.now() - CLAIM))


def send_once[Key: (int, UUID | str), Row: Model](
    waiting: QuerySet[Row], pk: Key, *, claim: str, tell: Callable[[Key], None]
) -> bool:
    """Mail what a row of `waiting` tells: who claims it sends. False if there was none to claim.

    Stamped `notified_at` only once it is sent: a worker that dies between the two leaves it to the
    sweep, and its reader would rather read it twice than never.
    """
    claimed_at = timezone.now()
    if waiting.filter(pk=pk).update(**{claim: claimed_at}) != 1:
        return False
    ours = waiting.model._default_manager.filter(**{"pk": pk, claim: claimed_at})
    try:
        tell(pk)
    except Exception:
        # The next sweep tries again.
        ours.update(**{claim: None})
        raise
    ours.update(notified_at=timezone.now())
    return True


def send_invitation(invitation: Invitation) -> None:
    link = settings.SITE_URL + reverse("invitation-accept", args=[token_for(invitation)])
    send(
        "invitation",
        invitation.email,
        subject=_("Ouvrez votre compte"),
        context={"invitation": invitation, "link": link},
    )
