"""The signed link of an invitation: made, read back, and what has become of it."""

from datetime import timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.errors import InvitationSpent, InvitationUnknown
from members.models import Invitation

VALIDITY = timedelta(hours=72)
_signer = signing.TimestampSigner(salt="members.invitation")


class InvitationState(models.TextChoices):
    PENDING = "pending", gettext_lazy("En attente")
    ACCEPTED = "accepted", gettext_lazy("Acceptée")
    REVOKED = "revoked", gettext_lazy("Annulée")
    EXPIRED = "expired", gettext_lazy("Expirée")


def state_of(invitation: Invitation) -> InvitationState:
    if invitation.accepted_at:
        return InvitationState.ACCEPTED
    if invitation.revoked_at:
        return InvitationState.REVOKED
    if invitation.invited_at <= timezone.now() - VALIDITY:
        return InvitationState.EXPIRED
    return InvitationState.PENDING


def of_state(state: InvitationState) -> Q:
    """The same four states, asked of the database."""
    unspent = Q(accepted_at=None, revoked_at=None)
    oldest = timezone.now() - VALIDITY
    return {
        InvitationState.PENDING: unspent & Q(invited_at__gt=oldest),
        InvitationState.ACCEPTED: Q(accepted_at__isnull=False),
        InvitationState.REVOKED: Q(accepted_at=None, revoked_at__isnull=False),
        InvitationState.EXPIRED: unspent & Q(invited_at__lte=oldest),
    }[state]


def token_for(invitation: Invitation) -> str:
    return _signer.sign(str(invitation.pk))


def open_invitation(token: str) -> Invitation:
    """The pending invitation behind a link; refuses a link that opens nothing."""
    invitation = _invitation_signed_in(token)
    refusals = {
        InvitationState.ACCEPTED: _("Cette invitation a déjà servi : connectez-vous."),
        InvitationState.REVOKED: _("Cette invitation a été annulée par l’association."),
        InvitationState.EXPIRED: too_old(),
    }
    state = state_of(invitation)
    if state in refusals:
        raise InvitationSpent(refusals[state])
    return invitation


def too_old() -> str:
    return _("Cette invitation a plus de trois jours : elle n’est plus valable.")


def _invitation_signed_in(token: str) -> Invitation:
    try:
        key = _signer.unsign(token, max_age=VALIDITY)
        return Invitation.objects.select_related("organisation").get(pk=key)
    except signing.SignatureExpired as error:
        raise InvitationSpent(too_old()) from error
    except (signing.BadSignature, Invitation.DoesNotExist, ValidationError) as error:
        raise InvitationUnknown(
            _("Ce lien est incomplet ou abîmé : reprenez-le entier dans le message reçu.")
        ) from error
