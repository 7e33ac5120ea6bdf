from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case


class SharedFacts(models.Model):
    """The facts of a case as one or more documents print them: kept once for each version."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="+", verbose_name=_("cas")
    )
    digest = models.CharField(_("empreinte du contenu"), max_length=64, unique=True)
    content = models.JSONField(_("contenu figé"))
    frozen_at = models.DateTimeField(_("figé le"), default=timezone.now)

    class Meta:
        verbose_name = _("faits figés")
        verbose_name_plural = _("faits figés")
        ordering: ClassVar = ["-frozen_at"]

    def __str__(self) -> str:
        return f"{self.case.reference} – {self.digest[:8]}"
