"""What a cohort is for, where it stands, and how far a consent or an opt-in has come, as data."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Aim(models.TextChoices):
    CESSATION = "cessation", _("Cessation du manquement")
    DAMAGES = "damages", _("Réparation des préjudices")
    BOTH = "both", _("Cessation et réparation")


class Standing(models.TextChoices):
    """What a route asks of the association before it may act."""

    NONE = "none", _("rien de particulier")
    DECLARED = "declared", _("une association déclarée, dont les statuts le prévoient")
    SENIORITY = "seniority", _("une association agréée, ou assez ancienne et active")
    ACCREDITATION = "accreditation", _("une association agréée")


class Joining(models.TextChoices):
    """When those concerned say that they join."""

    NONE = "none", _("sans adhésion")
    BEFORE = "before", _("avant l’action")
    AFTER = "after", _("après le jugement")


class CohortState(models.TextChoices):
    PREPARING = "preparing", _("En préparation")
    OPEN = "open", _("Adhésions ouvertes")
    CLOSED = "closed", _("Close")


@dataclass(frozen=True)
class CohortStep:
    sources: frozenset[CohortState]
    target: CohortState


OPEN_OPT_INS = CohortStep(frozenset({CohortState.PREPARING}), CohortState.OPEN)
CLOSE_COHORT = CohortStep(frozenset({CohortState.PREPARING, CohortState.OPEN}), CohortState.CLOSED)


class ConsentState(models.TextChoices):
    ASKED = "asked", _("Accord demandé")
    GIVEN = "given", _("Accord donné")
    REFUSED = "refused", _("Accord refusé")
    REVOKED = "revoked", _("Accord retiré")


@dataclass(frozen=True)
class ConsentStep:
    sources: frozenset[ConsentState]
    target: ConsentState


GIVE_CONSENT = ConsentStep(
    frozenset({ConsentState.ASKED, ConsentState.REFUSED, ConsentState.REVOKED}), ConsentState.GIVEN
)
REFUSE_CONSENT = ConsentStep(frozenset({ConsentState.ASKED}), ConsentState.REFUSED)
REVOKE_CONSENT = ConsentStep(frozenset({ConsentState.GIVEN}), ConsentState.REVOKED)


class OptInState(models.TextChoices):
    IN_FORCE = "in_force", _("Mandat en vigueur")
    WITHDRAWN = "withdrawn", _("Mandat révoqué")


@dataclass(frozen=True)
class OptInStep:
    sources: frozenset[OptInState]
    target: OptInState


WITHDRAW_OPT_IN = OptInStep(frozenset({OptInState.IN_FORCE}), OptInState.WITHDRAWN)


class DeclarationKind(models.TextChoices):
    CONFLICT = "conflict", _("Conflits d’intérêts")
    FUNDING = "funding", _("Financement de l’action")
