import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models.observation import Observation
from cases.vocabulary import CallsLoad, FollowUpStatus


class FollowUp(models.Model):
    """What an organisation said in one tap while the incident went on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    observation = models.ForeignKey(
        Observation, on_delete=models.PROTECT, related_name="follow_ups"
    )
    at = models.DateTimeField(_("le"), default=timezone.now, help_text=_("Heure du serveur."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("situation"), max_length=16, choices=FollowUpStatus)
    calls_load = models.PositiveSmallIntegerField(
        _("charge d’appels ressentie"), null=True, choices=CallsLoad
    )
    submission = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("point de situation")
        verbose_name_plural = _("points de situation")
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="follow_up_calls_load_from_0_to_5",
                condition=Q(calls_load=None) | Q(calls_load__gte=0, calls_load__lte=5),
                violation_error_message=_("La charge d’appels va de 0 à 5."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.observation} – {self.get_status_display()}"

    @property
    def words(self) -> str:
        """« Toujours bloqué, appels : 3 »"""
        status = str(self.get_status_display())
        if self.calls_load is None:
            return status
        return gettext("%(status)s, appels : %(load)s") % {
            "status": status,
            "load": self.get_calls_load_display(),
        }
