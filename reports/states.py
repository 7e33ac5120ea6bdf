from django.db import models
from django.utils.translation import gettext_lazy as _


class DossierState(models.TextChoices):
    REQUESTED = "requested", _("Demandé")
    RENDERING = "rendering", _("En préparation")
    READY = "ready", _("Prêt")
    FAILED = "failed", _("En échec")
    CANCELLED = "cancelled", _("Arrêté")


class Stage(models.TextChoices):
    """Where the work is, in order: what a person reads while they wait."""

    FROZEN = "frozen", _("Contenu figé")
    LAYOUT = "layout", _("Mise en page")
    SEALING = "sealing", _("Cachet")
    STORAGE = "storage", _("Contrôle et mise en réserve")
    DONE = "done", _("Terminé")


class LinkState(models.TextChoices):
    """What has become of a link for a colleague. None of it is stored: time and mandate decide."""

    OPEN = "open", _("Ouvert")
    REVOKED = "revoked", _("Retiré")
    CLOSED = "closed", _("Fini avec le mandat")
    EXPIRED = "expired", _("Expiré")
    SPENT = "spent", _("Épuisé")


class FileKind(models.TextChoices):
    """What is made with a dossier, beside it."""

    SCHEDULE = "schedule", _("Bordereau")
    EXHIBITS = "exhibits", _("Pièces reliées")
    PART = "part", _("Envoi")
    FACTS = "facts", _("Faits datés")


UNDER_WAY = (DossierState.REQUESTED, DossierState.RENDERING)
TO_TELL = (DossierState.READY, DossierState.FAILED)
"""Ends that nobody chose: who asked for the dossier is told of them."""
TO_TRY_AGAIN = (DossierState.FAILED, DossierState.CANCELLED)

NOT_BEGUN = {
    "state": DossierState.REQUESTED,
    "stage": Stage.FROZEN,
    "started_at": None,
    "heartbeat_at": None,
    "pages": None,
}
"""A row that a worker may claim: asked for anew, or taken back from a dead one."""
