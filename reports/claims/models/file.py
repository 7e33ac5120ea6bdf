from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.beside import FileBeside
from reports.claims.models.document import ClaimDocument


class ClaimFile(FileBeside):
    """Of the dossier of a claim."""

    document = models.ForeignKey(ClaimDocument, on_delete=models.PROTECT, related_name="files")

    class Meta:
        verbose_name = _("fichier du dossier d’une demande")
        verbose_name_plural = _("fichiers des dossiers de demandes")
        ordering: ClassVar = ["document", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "name"], name="claim_file_name_once_a_document"
            )
        ]

    @property
    def journal_name(self) -> str:
        return f"{self.document.journal_name}:{self.name}"

    @property
    def journal_thread(self) -> str:
        return self.document.journal_thread
