from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import vocabulary
from cases.answers import Answers, calls_from_json, notices_from_json
from cases.states import ObservationState


class SourceType(models.TextChoices):
    """How the observer came to know the fact (guard G1)."""

    OWN = "own", _("Constaté par moi-même")
    CUSTOMER = "customer", _("Rapporté par un client")
    MONITORING = "monitoring", _("Relevé par un outil de supervision")
    IMPORT = "import", _("Repris d’un fichier")


class VersionKind(models.TextChoices):
    INITIAL = "initial", _("Premier envoi")
    ADDITION = "addition", _("Complément")
    CORRECTION = "correction", _("Correction")


class ObservationVersionQuerySet(models.QuerySet["ObservationVersion"]):
    def current(self) -> Self:
        return self.filter(number=F("observation__version_count"))

    def counted(self) -> Self:
        return self.current().filter(observation__state=ObservationState.RECEIVED)


class ObservationVersion(models.Model):
    """Everything that the observer answered, as of one moment. Times are UTC, to the minute.

    An unanswered question is null; `publisher_notices` = [] means asked and none received.
    """

    observation = models.ForeignKey(
        "cases.Observation", on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    kind = models.CharField(_("nature"), max_length=16, choices=VersionKind)
    reason = models.TextField(_("motif de la correction"), blank=True)
    recorded_at = models.DateTimeField(_("enregistrée"), default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    digest = models.CharField(_("empreinte"), max_length=64)
    time_zone = models.CharField(_("fuseau"), max_length=64, default="Europe/Paris")

    observed_at = models.DateTimeField(_("constaté le"))
    source_type = models.CharField(_("origine du constat"), max_length=16, choices=SourceType)
    symptom = models.CharField(_("symptôme"), max_length=32, choices=vocabulary.Symptom)
    severity = models.CharField(_("gravité"), max_length=16, choices=vocabulary.Severity)
    first_symptom_at = models.DateTimeField(_("premier appel"), null=True, blank=True)
    blocked_at = models.DateTimeField(_("premier blocage complet"), null=True, blank=True)
    restored_at = models.DateTimeField(_("retour à la normale"), null=True, blank=True)
    customers_subscribed = models.PositiveIntegerField(_("clients abonnés"), null=True, blank=True)
    customers_affected = models.PositiveIntegerField(_("clients touchés"), null=True, blank=True)
    awareness = models.CharField(
        _("comment l’avez-vous su"), max_length=32, blank=True, choices=vocabulary.Awareness
    )
    publisher_notices = models.JSONField(_("messages de l’éditeur"), null=True, blank=True)
    usual_calls_per_hour = models.DecimalField(
        _("appels par heure en temps ordinaire"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
    )
    calls = models.JSONField(_("appels heure par heure"), null=True, blank=True)
    answer_quality = models.CharField(
        _("qualité de la réponse possible"),
        max_length=8,
        blank=True,
        choices=vocabulary.AnswerQuality,
    )
    # In words, where no exact answer is known: no criterion counts them.
    onset = models.CharField(
        _("début, à peu près"), max_length=16, blank=True, choices=vocabulary.Onset
    )
    affected_range = models.CharField(
        _("clients touchés, à peu près"),
        max_length=16,
        blank=True,
        choices=vocabulary.AffectedRange,
    )
    narrative = models.TextField(_("fait constaté"), blank=True)
    inference = models.TextField(_("ce que j’en déduis"), blank=True)
    opinion = models.TextField(_("mon avis"), blank=True)

    objects = ObservationVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version d’une observation")
        verbose_name_plural = _("versions d’une observation")
        ordering: ClassVar = ["observation", "number"]
        indexes: ClassVar = [
            models.Index(fields=["observed_at"], name="observation_version_by_moment")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["observation", "number"], name="observation_version_number_once"
            ),
            models.CheckConstraint(
                name="observation_restored_after_it_was_blocked",
                condition=Q(restored_at=None)
                | (
                    (Q(blocked_at=None) | Q(restored_at__gte=F("blocked_at")))
                    & (Q(first_symptom_at=None) | Q(restored_at__gte=F("first_symptom_at")))
                ),
                violation_error_message=_("Le retour à la normale précède le début de l’incident."),
            ),
            models.CheckConstraint(
                name="observation_affected_within_subscribed",
                condition=Q(customers_affected=None)
                | Q(customers_subscribed=None)
                | Q(customers_affected__lte=F("customers_subscribed")),
                violation_error_message=_("Plus de clients touchés que de clients abonnés."),
            ),
            models.CheckConstraint(
                name="observation_usual_calls_not_negative",
                condition=Q(usual_calls_per_hour=None) | Q(usual_calls_per_hour__gte=0),
                violation_error_message=_("Un nombre d’appels n’est pas négatif."),
            ),
            models.CheckConstraint(
                name="observation_correction_says_why",
                condition=~Q(kind=VersionKind.CORRECTION) | ~Q(reason=""),
                violation_error_message=_("Une correction porte un motif."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.observation} – {self.number}"

    def as_answers(self) -> Answers:
        return Answers(
            observed_at=self.observed_at,
            symptom=vocabulary.Symptom(self.symptom),
            severity=vocabulary.Severity(self.severity),
            first_symptom_at=self.first_symptom_at,
            blocked_at=self.blocked_at,
            restored_at=self.restored_at,
            customers_subscribed=self.customers_subscribed,
            customers_affected=self.customers_affected,
            awareness=vocabulary.Awareness(self.awareness) if self.awareness else None,
            publisher_notices=notices_from_json(self.publisher_notices),
            usual_calls_per_hour=self.usual_calls_per_hour,
            calls=calls_from_json(self.calls),
            answer_quality=(
                vocabulary.AnswerQuality(self.answer_quality) if self.answer_quality else None
            ),
            narrative=self.narrative,
        )
