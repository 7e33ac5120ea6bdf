"""The words with which a loss is told: codes kept in rows, French for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Certainty(models.TextChoices):
    """How sure we are of a reference: whatever is to confirm bears a dagger where it is shown."""

    SEEN = "seen", _("lu à la source")
    KNOWN = "known", _("connu, à relire")
    TO_CONFIRM = "to_confirm", _("à confirmer par le conseil")


class Bucket(models.TextChoices):
    """Where a head of loss is counted: only the first makes the principal of a claim."""

    PRINCIPAL = "principal", _("Préjudices chiffrés")
    COURT = "court", _("À l’appréciation du tribunal")
    COSTS = "costs", _("Frais de preuve et de conseil")
    INVOICES = "invoices", _("Factures impayées")


class RateKind(models.TextChoices):
    COMPANIES = "companies", _("taux légal, entreprises")
    INDIVIDUALS = "individuals", _("taux légal, particuliers")
    CENTRAL_BANK = "central_bank", _("taux de refinancement de la BCE")


class Category(models.TextChoices):
    """What a publisher's outage makes others pay for, in the four ways of the association."""

    CRISIS_METHOD = "crisis_method", _("Méthode de crise de l’éditeur")
    CRISIS_COMMUNICATION = "crisis_communication", _("Communication de crise de l’éditeur")
    MEANS_ENGAGED = "means_engaged", _("Moyens engagés par l’éditeur")
    TIME_TO_RESTORE = "time_to_restore", _("Délai de rétablissement")


class Relation(models.TextChoices):
    """Whom a ground may concern, by how they stand towards the publisher."""

    CONTRACT = "contract", _("qui a un contrat avec l’éditeur")
    THIRD_PARTY = "third_party", _("qui n’a pas de contrat avec l’éditeur")
    ANY = "any", _("avec ou sans contrat")
    NATURAL_PERSON = "natural_person", _("une personne physique")
    AUTHORITY = "authority", _("le ministère public")


class FilledBy(models.TextChoices):
    """What a claim already holds that proves an element by itself."""

    LOSSES = "losses", _("justificatifs des pertes")
    CONTRACTS = "contracts", _("fichiers du contrat")


class ContractKind(models.TextChoices):
    PARTNER = "partner", _("Contrat de partenaire")
    SUBSCRIPTION = "subscription", _("Contrat d’abonnement")
    OTHER = "other", _("Autre contrat")


class Place(models.TextChoices):
    """Where the lawyer puts a ground that they chose."""

    MAIN = "main", _("à titre principal")
    SUBSIDIARY = "subsidiary", _("à titre subsidiaire")


class NoticeMode(models.TextChoices):
    LRAR = "lrar", _("Lettre recommandée avec accusé de réception")
    LRE = "lre", _("Lettre recommandée électronique")
    OTHER = "other", _("Autrement")


class PaperKind(models.TextChoices):
    NOTICE = "notice", _("Copie de la mise en demeure")
    DEPOSIT = "deposit", _("Preuve de dépôt")
    RECEIPT = "receipt", _("Accusé de réception")
    REFUSAL = "refusal", _("Refus du pli")
    NOT_CLAIMED = "not_claimed", _("Pli non réclamé")
    REPLY = "reply", _("Réponse de l’éditeur")
    OFFER = "offer", _("Offre")
    AGREEMENT = "agreement", _("Accord signé")
    PAYMENT = "payment", _("Preuve de paiement")
    COURT = "court", _("Acte de procédure")


class OfferSide(models.TextChoices):
    PUBLISHER = "publisher", _("De l’éditeur")
    CLAIMANT = "claimant", _("De l’organisation")


class MailKind(models.TextChoices):
    PREPARED = "prepared", _("Demande prête à compléter")
    REMINDER_14 = "reminder_14", _("Rappel après 14 jours")
    REMINDER_30 = "reminder_30", _("Rappel après 30 jours")
    RETURNED = "returned", _("Demande rendue à compléter")
    TO_VERIFY = "to_verify", _("Demande à vérifier")
    TO_DOCUMENT = "to_document", _("Demande à documenter")
    CONSENT = "consent", _("Votre accord est demandé")
    LIMITATION_12 = "limitation_12", _("Prescription dans 12 mois")
    LIMITATION_6 = "limitation_6", _("Prescription dans 6 mois")
    LIMITATION_3 = "limitation_3", _("Prescription dans 3 mois")
    LIMITATION_1 = "limitation_1", _("Prescription dans un mois")
