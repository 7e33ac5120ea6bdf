from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.claims.models.document import ClaimDocument
from reports.states import FileKind


class ClaimFile(models.Model):
    """A file made with the dossier of a claim, and kept like it."""

    document = models.ForeignKey(ClaimDocument, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(_("contenu"), max_length=16, choices=FileKind)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("nom"), max_length=80)
    sha256 = models.CharField(_("empreinte"), max_length=64)
    size = models.PositiveBigIntegerField(_("taille"))
    pages = models.PositiveIntegerField(_("pages"))

    class Meta:
        verbose_name = _("fichier du dossier d’une demande")
        verbose_name_plural = _("fichiers des dossiers de demandes")
        ordering: ClassVar = ["document", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "name"], name="claim_file_name_once_a_document"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_name(self) -> str:
        return f"{self.document.journal_name}:{self.name}"

    @property
    def journal_thread(self) -> str:
        return self.document.journal_thread
