"""What letters and dossiers say of the law, word for word: rows, so that counsel can have a
sentence said otherwise without a release. A correction is a higher version of the same code."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from cases.claims.models.reference import DAGGER
from cases.claims.vocabulary import Certainty


class LegalSentenceQuerySet(models.QuerySet["LegalSentence"]):
    def newest(self) -> Self:
        later = LegalSentence.objects.filter(code=OuterRef("code"), version__gt=OuterRef("version"))
        return self.filter(~Exists(later))


class LegalSentence(models.Model):
    """In French whoever reads: it goes to a French court. `{name}` stands for a fact."""

    code = models.SlugField(_("code"), max_length=48)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    text = models.TextField(_("phrase"))
    certainty = models.CharField(_("certitude"), max_length=16, choices=Certainty)
    source = models.CharField(_("source"), max_length=300, blank=True)
    checked_on = models.DateField(_("vérifié le"))

    objects = LegalSentenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("phrase de référence")
        verbose_name_plural = _("phrases de référence")
        ordering: ClassVar = ["code", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="legal_sentence_version_once"),
        ]

    def __str__(self) -> str:
        dagger = DAGGER if self.certainty == Certainty.TO_CONFIRM else ""
        return self.text + dagger
