from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.states import Audience, RelayPurpose, RelayState


class Relay(models.Model):
    """The text relayed on a case. Approval freezes in `findings` the criteria it stands on."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="relays")
    purpose = models.CharField(_("but"), max_length=24, choices=RelayPurpose)
    audience = models.CharField(_("destinataires"), max_length=16, choices=Audience)
    text = models.TextField(_("texte"))
    state = models.CharField(
        _("état"), max_length=16, choices=RelayState, default=RelayState.DRAFTED
    )
    drafted_at = models.DateTimeField(_("rédigé le"), default=timezone.now)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(_("approuvé le"), null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    findings = models.JSONField(_("constatations figées"), null=True)
    # A worker took the mails on at this time; they count as sent once `notified_at` says so.
    notice_claimed_at = models.DateTimeField(null=True, editable=False)
    notified_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("relais")
        verbose_name_plural = _("relais")
        ordering: ClassVar = ["drafted_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="relay_approved_by_another_person",
                condition=Q(
                    state=RelayState.APPROVED,
                    approved_at__isnull=False,
                    approved_by__isnull=False,
                    findings__isnull=False,
                )
                & ~Q(approved_by=F("drafted_by"))
                | ~Q(state=RelayState.APPROVED)
                & Q(approved_at=None, approved_by=None, findings__isnull=True),
                violation_error_message=_(
                    "Un relais est approuvé par une autre personne que celle qui l’a rédigé."
                ),
            ),
            # Until the publisher can reply, what is relayed goes to the members only.
            models.CheckConstraint(
                name="relay_to_the_members_only",
                condition=Q(audience=Audience.MEMBERS),
                violation_error_message=_(
                    "Le droit de réponse de l’éditeur n’est pas encore ouvert : "
                    "le relais ne peut aller qu’aux adhérents."
                ),
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state=RelayState.DRAFTED),
                name="relay_one_draft_a_case",
                violation_error_message=_("Un relais attend déjà d’être approuvé."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} – {self.get_state_display()}"
