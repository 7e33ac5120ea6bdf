from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.claims.models.cohort import Cohort


class CohortEstimate(models.Model):
    """How many people a cohort may concern beyond those it knows, as somebody estimates it: the
    last one counts, earlier ones stay. Never added to the claimants that are known."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="estimates")
    number = models.PositiveIntegerField(_("nombre estimé"))
    source = models.CharField(_("source"), max_length=300)
    method = models.CharField(_("méthode"), max_length=300)
    on = models.DateField(_("à la date du"))
    made_at = models.DateTimeField(_("notée le"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("estimation de la taille d’un groupe")
        verbose_name_plural = _("estimations de la taille d’un groupe")
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="cohort_estimate_has_a_number_a_source_and_a_method",
                condition=Q(number__gte=1) & ~Q(source="") & ~Q(method=""),
                violation_error_message=_(
                    "Une estimation porte un nombre, une source, une méthode."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id} – {self.number}"
