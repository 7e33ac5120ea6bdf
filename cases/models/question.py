from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.observation import Observation


class Question(models.Model):
    """What the committee asks an observer about one observation, and the answer."""

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="questions")
    text = models.TextField(_("question"))
    asked_at = models.DateTimeField(_("posée"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # A worker took the mail on at this time; it counts as sent once `notified_at` says so.
    claimed_at = models.DateTimeField(null=True, editable=False)
    notified_at = models.DateTimeField(null=True)
    answer = models.TextField(_("réponse"), blank=True)
    answered_at = models.DateTimeField(_("répondue"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("question à l’observateur")
        verbose_name_plural = _("questions aux observateurs")
        ordering: ClassVar = ["asked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="question_answered_by_someone_at_some_time",
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                violation_error_message=_("Une réponse porte une date et un auteur."),
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
