"""The four steps of the watch, as data: report, verify, decide, relay."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    REPORTED = "reported", _("Remonté")
    VERIFIED = "verified", _("Vérifié")
    DECIDED = "decided", _("Décidé")
    RELAYED = "relayed", _("Relayé")
    DISMISSED = "dismissed", _("Classé sans suite")


class ObservationState(models.TextChoices):
    RECEIVED = "received", _("Reçue")
    SET_ASIDE = "set_aside", _("Écartée")
    DUPLICATE = "duplicate", _("Doublon")
    WITHDRAWN = "withdrawn", _("Retirée")


class ExhibitState(models.TextChoices):
    EXHIBITED = "exhibited", _("Versée")
    WITHDRAWN = "withdrawn", _("Retirée")


@dataclass(frozen=True)
class Step:
    sources: frozenset[CaseState]
    target: CaseState


LIVE = frozenset(CaseState) - {CaseState.DISMISSED}

VERIFY = Step(frozenset({CaseState.REPORTED}), CaseState.VERIFIED)
LEAVE_REPORTED = Step(frozenset({CaseState.REPORTED}), CaseState.REPORTED)
# A case that is only watched may be put to the vote again.
DECIDE = Step(frozenset({CaseState.VERIFIED, CaseState.DECIDED}), CaseState.DECIDED)
CLOSE = Step(frozenset({CaseState.VERIFIED, CaseState.DECIDED}), CaseState.DISMISSED)
# A new text changes what a page showed, so whoever wrote from the old page is told.
DRAFT = Step(frozenset({CaseState.DECIDED}), CaseState.DECIDED)
RELAY = Step(frozenset({CaseState.DECIDED}), CaseState.RELAYED)
DISMISS = Step(LIVE, CaseState.DISMISSED)
REOPEN = Step(frozenset({CaseState.DISMISSED}), CaseState.REPORTED)


class Verdict(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmé")
    NOT_CONFIRMED = "not_confirmed", _("Infirmé")
    INSUFFICIENT = "insufficient", _("Insuffisant")


class TraceKind(models.TextChoices):
    STATUS_PAGE = "status_page", _("Page de statut de l’éditeur")
    PROBE = "probe", _("Relevé d’une sonde")
    PUBLISHER_MESSAGE = "publisher_message", _("Message de l’éditeur")


class Proposal(models.TextChoices):
    ACT = "act", _("Agir")
    WATCH = "watch", _("Surveiller")
    CLOSE = "close", _("Classer")


class BallotState(models.TextChoices):
    OPEN = "open", _("Vote ouvert")
    ADOPTED = "adopted", _("Adoptée")
    REJECTED = "rejected", _("Rejetée")
    CANCELLED = "cancelled", _("Sans objet")


class VoteChoice(models.TextChoices):
    FOR = "for", _("Pour")
    AGAINST = "against", _("Contre")
    ABSTAIN = "abstain", _("Abstention")
    RECUSED = "recused", _("Déport")


class RelayPurpose(models.TextChoices):
    SERVICE_QUALITY = "service_quality", _("Augmenter la qualité de service")
    GENERAL_INTEREST = "general_interest", _("Aviser dans l’intérêt général")


class Audience(models.TextChoices):
    MEMBERS = "members", _("Les adhérents")
    PUBLISHER = "publisher", _("L’éditeur")
    PUBLIC = "public", _("Le public")


class RelayState(models.TextChoices):
    DRAFTED = "drafted", _("À approuver")
    APPROVED = "approved", _("Approuvé")
    DISCARDED = "discarded", _("Abandonné")
