"""What is said of a file: the words of a schedule of exhibits, as data."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _


class Assurance(models.IntegerChoices):
    """How far its date and its integrity are shown by others than us."""

    KEPT = 0, _("0 – empreinte et journal")
    STAMPED = 1, _("1 – et horodatage non qualifié")
    QUALIFIED = 2, _("2 – et horodatage ou cachet qualifié")
    OFFICIAL = 3, _("3 – constat de commissaire de justice")


# What NF Z67-147 asks of a capture, each with its question.
CAPTURE = {
    "taken_at": _("Heure de la capture, et d’où elle vient (horloge réglée par le réseau ?)"),
    "machine": _("Appareil et système (par exemple PC, Windows 11)"),
    "browser": _("Navigateur et version"),
    "address": _("Adresse complète de la page"),
    "path": _("Chemin suivi pour y arriver"),
    "connection": _("Connexion et adresse IP"),
    "no_proxy": _("Serveur mandataire (proxy) : aucun, ou lequel"),
    "emptied": _("Cache, historique et cookies vidés avant"),
}


@dataclass(frozen=True)
class Description:
    title: str = ""
    author: str = ""
    document_date: date | None = None
    nature: str = ""
    capture: dict[str, str] = field(default_factory=dict)
    assurance_level: int = Assurance.KEPT
    business_secret: bool = False
    secret_reason: str = ""
    privileged: bool = False
    personal_data: bool = False
    redacts_id: UUID | None = None
