"""Since when the claimant says they knew of the facts: limitation is counted from that day."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.claims.models.claim import Claim
from cases.evidence.models import Item


class Knowledge(models.Model):
    """Said again, it is another row, and the last one counts; without a day, it is taken back."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="knowledge")
    known_on: "models.DateField[date | None, date | None]" = models.DateField(
        _("faits connus le"), null=True, blank=True
    )
    basis = models.TextField(_("comment ils ont été connus"), blank=True)
    evidence = models.ForeignKey(
        Item,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pièce qui le montre"),
    )
    recorded_at = models.DateTimeField(_("noté le"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("connaissance des faits")
        verbose_name_plural = _("connaissances des faits")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="knowledge_says_how_or_is_taken_back",
                condition=Q(known_on__isnull=False) & ~Q(basis="")
                | Q(known_on=None, basis="", evidence=None),
                violation_error_message=_("Dites comment les faits ont été connus ce jour-là."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} – {self.known_on}"


def known_facts(claim: Claim) -> Knowledge | None:
    """What counts today, if anything was said; of claims read in one go, without a query each
    where `knowledge` was prefetched."""
    said = list(claim.knowledge.all())
    return said[-1] if said and said[-1].known_on else None
