from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.states import FileKind


class FileBeside(models.Model):
    """A file made with a dossier and kept like it: its exhibits, bound, their schedule, parts."""

    kind = models.CharField(_("contenu"), max_length=16, choices=FileKind)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("nom"), max_length=80)
    sha256 = models.CharField(_("empreinte"), max_length=64)
    size = models.PositiveBigIntegerField(_("taille"))
    pages = models.PositiveIntegerField(_("pages"))

    class Meta:
        abstract: ClassVar = True

    def __str__(self) -> str:
        return self.name
