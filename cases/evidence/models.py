from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One act, in the order in which it happened. `journal.record` adds rows; nothing changes them.

    `details` may hold words of a person; the chain holds only their salted digest, so that
    erasing them on request leaves every other entry provable.
    """

    sequence = models.BigIntegerField(_("n°"), primary_key=True)
    at = models.DateTimeField(_("date"), help_text=_("Heure du serveur."))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("auteur"),
    )
    functions = models.CharField(_("fonctions de l’auteur"), max_length=200, blank=True)
    verb = models.CharField(_("acte"), max_length=64)
    subject = models.CharField(_("objet"), max_length=100, db_index=True)
    thread = models.CharField(_("dossier"), max_length=100, blank=True, db_index=True)
    details = models.JSONField(_("détails"))
    salt = models.CharField(max_length=32)
    details_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(_("empreinte"), max_length=64)

    class Meta:
        verbose_name = _("entrée du journal")
        verbose_name_plural = _("journal")
        ordering: ClassVar = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} – {self.verb}"
