"""What letters and dossiers say of the law, word for word: rows, so that counsel can have a
sentence said otherwise without a release. A correction is a higher version of the same code."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.claims.models import reference_fields as fields
from cases.claims.models.reference_fields import marked, superseded, version_once


class LegalSentenceQuerySet(models.QuerySet["LegalSentence"]):
    def newest(self) -> Self:
        return self.filter(~superseded(LegalSentence))


class LegalSentence(models.Model):
    """In French whoever reads: it goes to a French court. `{name}` stands for a fact."""

    code = fields.code()
    version = fields.version()
    text = models.TextField(_("phrase"))
    certainty = fields.certainty()
    source = fields.source()
    checked_on = fields.checked_on()

    objects = LegalSentenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("phrase de référence")
        verbose_name_plural = _("phrases de référence")
        ordering: ClassVar = ["code", "-version"]
        constraints: ClassVar = [
            version_once("legal_sentence_version_once"),
        ]

    def __str__(self) -> str:
        return marked(self.text, self.certainty)
