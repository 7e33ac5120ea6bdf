"""The two mails of an opt-in: the form's address, and the acknowledgement with the way out."""

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.claims.cohort_links import VALIDITY, form_token, withdrawal_token
from cases.claims.cohort_states import OptInState
from cases.claims.models import Cohort, OptIn
from members import emails

HOURS = int(VALIDITY.total_seconds() // 3600)


def send_form(cohort: Cohort, address: str, *, language: str) -> None:
    link = settings.SITE_URL + reverse("opt-in-sign", args=[form_token(cohort, address)])
    emails.send(
        "opt-in-form",
        address,
        subject=_("Votre formulaire d’adhésion"),
        context={"link": link, "hours": HOURS},
        language=language,
    )


def unacknowledged() -> QuerySet[OptIn]:
    """In force, not mailed, and in no living worker's hands."""
    free = emails.unclaimed("notice_claimed_at")
    return OptIn.objects.filter(free, notified_at=None, state=OptInState.IN_FORCE)


def send_joined(pk: UUID | str) -> bool:
    """False if it was sent, claimed or withdrawn before."""
    return emails.send_once(unacknowledged(), pk, claim="notice_claimed_at", tell=_tell)


def _tell(pk: UUID | str) -> None:
    opt_in = OptIn.objects.select_related("cohort", "mandate", "organisation").get(pk=pk)
    link = settings.SITE_URL + reverse("opt-in-withdraw", args=[withdrawal_token(opt_in)])
    emails.send(
        "opt-in-joined",
        opt_in.email,
        subject=_("Votre adhésion est enregistrée"),
        context={"opt_in": opt_in, "link": link},
        language=opt_in.language,
    )
