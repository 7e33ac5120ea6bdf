from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.states import TraceKind, Verdict


class Verification(models.Model):
    """What a verifier concluded on a case, on what, and what links them to the publisher."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="verifications")
    verdict = models.CharField(_("verdict"), max_length=16, choices=Verdict)
    grounds = models.TextField(_("motifs"))
    has_links = models.BooleanField(_("liens avec l’éditeur"))
    links = models.TextField(_("nature des liens"), blank=True)
    organisation_count = models.PositiveIntegerField(_("organisations indépendantes"))
    trace_kind = models.CharField(
        _("trace objective"), max_length=24, choices=TraceKind, blank=True
    )
    trace_reference = models.TextField(_("où la trouver"), blank=True)
    trace_at = models.DateTimeField(_("date de la trace"), null=True, blank=True)
    verified_at = models.DateTimeField(_("date"), default=timezone.now)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("vérification")
        verbose_name_plural = _("vérifications")
        ordering: ClassVar = ["verified_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="verification_says_why",
                condition=~Q(grounds=""),
                violation_error_message=_("Un verdict est motivé."),
            ),
            models.CheckConstraint(
                name="verification_names_the_links_declared",
                condition=Q(has_links=False, links="") | (Q(has_links=True) & ~Q(links="")),
                violation_error_message=_("Précisez vos liens avec l’éditeur."),
            ),
            models.CheckConstraint(
                name="verification_trace_is_whole",
                condition=Q(trace_kind="", trace_reference="", trace_at=None)
                | (~Q(trace_kind="") & ~Q(trace_reference="") & Q(trace_at__isnull=False)),
                violation_error_message=_("Une trace a une nature, un lieu et une date."),
            ),
            # Guard G4: two independent organisations, or one and an objective trace.
            models.CheckConstraint(
                name="verification_confirmed_on_enough",
                condition=~Q(verdict=Verdict.CONFIRMED)
                | Q(organisation_count__gte=2)
                | (Q(organisation_count=1) & ~Q(trace_kind="")),
                violation_error_message=_(
                    "Il faut deux organisations, ou une et une trace objective."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} – {self.get_verdict_display()}"
