from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LegalHold(models.Model):
    """Why what names a person is kept although they ask for its erasure, and until when."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="legal_holds",
        verbose_name=_("personne"),
    )
    reason = models.TextField(_("motif"))
    until = models.DateField(_("jusqu’au (inclus)"))
    set_at = models.DateTimeField(_("décidée le"), default=timezone.now)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("décidée par"),
    )
    lifted_at = models.DateTimeField(_("levée le"), null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("levée par"),
    )

    class Meta:
        verbose_name = _("conservation pour procédure")
        verbose_name_plural = _("conservations pour procédure")
        ordering: ClassVar = ["-set_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="legal_hold_says_why",
                condition=~Q(reason=""),
                violation_error_message=_("Une conservation a un motif."),
            ),
            models.CheckConstraint(
                name="legal_hold_lifted_by_someone_at_some_time",
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.until}"

    @property
    def is_in_force(self) -> bool:
        return self.lifted_at is None and timezone.localdate() <= self.until

    @property
    def journal_name(self) -> str:
        return f"person:{self.person_id}"

    @property
    def journal_thread(self) -> str:
        return ""
