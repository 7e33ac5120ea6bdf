from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from members.invitations import token_for
from members.models import Invitation


def send_invitation(invitation: Invitation) -> None:
    link = settings.SITE_URL + reverse("invitation-accept", args=[token_for(invitation)])
    text = render_to_string(
        "emails/invitation.txt",
        {"invitation": invitation, "link": link, "association": settings.ASSOCIATION_NAME},
    )
    EmailMessage(
        subject="[PROMESSE] " + _("Ouvrez votre compte"), body=text, to=[invitation.email]
    ).send()
