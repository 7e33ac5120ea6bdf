"""The mails of the product: one way to send them, for every part of it."""

from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.invitations import token_for
from members.language import language_of as language_of
from members.models import Invitation


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


def send_invitation(invitation: Invitation) -> None:
    link = settings.SITE_URL + reverse("invitation-accept", args=[token_for(invitation)])
    send(
        "invitation",
        invitation.email,
        subject=_("Ouvrez votre compte"),
        context={"invitation": invitation, "link": link},
    )
