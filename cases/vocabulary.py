"""The codes of an observation, as stored and as exchanged, with the words that people read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Delivery(models.TextChoices):
    LOCAL_LICENCE = "local_licence", _("Licence locale")
    ON_PREMISE_SUBSCRIPTION = "on_premise_subscription", _("On-premise avec abonnement")
    SAAS = "saas", _("SaaS")


class Symptom(models.TextChoices):
    LOGIN_IMPOSSIBLE = "login_impossible", _("Connexion impossible")
    SLOW = "slow", _("Lenteur")
    DATA_ERROR = "data_error", _("Données fausses ou manquantes")
    FEATURE_UNAVAILABLE = "feature_unavailable", _("Fonction indisponible")
    OTHER = "other", _("Autre")


class Severity(models.TextChoices):
    BLOCKED = "blocked", _("Bloqué : impossible de travailler")
    DEGRADED = "degraded", _("Dégradé : on travaille, mais mal")


class Awareness(models.TextChoices):
    """How the observer learned that the publisher had an incident."""

    PUBLISHER = "publisher", _("Par l’éditeur")
    CUSTOMER_CALLS = "customer_calls", _("Par les appels de nos clients")
    OWN_MONITORING = "own_monitoring", _("Par notre propre surveillance")
    WATCH_NETWORK = "watch_network", _("Par le réseau de veille")
    PRESS_OR_SOCIAL = "press_or_social", _("Par la presse ou les réseaux sociaux")
    NONE = "none", _("Nous ne l’avons pas su : nous l’avons subi")


OUTSIDE_AWARENESS = frozenset(
    {
        Awareness.CUSTOMER_CALLS,
        Awareness.OWN_MONITORING,
        Awareness.WATCH_NETWORK,
        Awareness.PRESS_OR_SOCIAL,
    }
)


class NoticePhase(models.TextChoices):
    OPEN = "open", _("Annonce de l’incident")
    UPDATE = "update", _("Point d’étape")
    END = "end", _("Fin de l’incident")


class Channel(models.TextChoices):
    """In lower case: the word opens no sentence in « mail le 09/01/2018 à 9h10 »."""

    EMAIL = "email", _("mail")
    PHONE = "phone", _("téléphone")
    PORTAL = "portal", _("portail")
    STATUS_PAGE = "status_page", _("page de statut")
    SOCIAL_MEDIA = "social_media", _("réseaux sociaux")
    LETTER = "letter", _("courrier")
    OTHER = "other", _("autre canal")


class AnswerQuality(models.TextChoices):
    """From the worst to the best: the order counts for the median."""

    POOR = "poor", _("Médiocre")
    FAIR = "fair", _("Moyenne")
    GOOD = "good", _("Bonne")


class Onset(models.TextChoices):
    """When it began, as one remembers it: told from the moment of the observation."""

    AN_HOUR_BEFORE = "an_hour_before", _("Environ une heure avant le constat")
    SAME_MORNING = "same_morning", _("Le matin du constat")
    DAY_BEFORE = "day_before", _("La veille du constat")


class AffectedRange(models.TextChoices):
    """An order of magnitude. It never becomes a number."""

    UP_TO_5 = "up_to_5", _("De 1 à 5")
    UP_TO_20 = "up_to_20", _("De 6 à 20")
    OVER_20 = "over_20", _("Plus de 20")


BOUNDS = {
    AffectedRange.UP_TO_5: (1, 5),
    AffectedRange.UP_TO_20: (6, 20),
    AffectedRange.OVER_20: (21, None),
}


class FollowUpStatus(models.TextChoices):
    STILL_BLOCKED = "still_blocked", _("Toujours bloqué")
    RESTORED = "restored", _("Rétabli")


class CallsLoad(models.IntegerChoices):
    """How busy the phones are, as felt: a field of its own, outside the criterion of calls."""

    NONE = 0, _("0 – aucun appel")
    FEW = 1, _("1 – quelques-uns")
    USUAL = 2, _("2 – comme d’habitude")
    MORE = 3, _("3 – plus que d’habitude")
    MANY = 4, _("4 – beaucoup trop")
    OVERWHELMED = 5, _("5 – débordés")


class Nature(models.TextChoices):
    """What a file is to the fact that it shows."""

    ORIGINAL = "original", _("Original")
    COPY = "copy", _("Copie")
    SCREENSHOT = "screenshot", _("Capture d’écran")
    EMAIL = "email", _("Courriel")
    ATTESTATION = "attestation", _("Attestation")
    OFFICIAL_FINDING = "official_finding", _("Constat de commissaire de justice")
