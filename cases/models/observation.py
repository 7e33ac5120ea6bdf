import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import vocabulary
from cases.answers import Answers, calls_from_json, notices_from_json
from cases.models.catalogue import Product
from cases.states import CaseState, ObservationState
from members.models import Organisation, User

BETWEEN_NEWS = timedelta(minutes=30)
# After a week without news, asking every half hour is pestering.
STILL_FRESH = timedelta(days=7)


class Source(models.TextChoices):
    FORM = "form", _("Formulaire")
    ME_TOO = "me_too", _("« Moi aussi »")
    IMPORT = "import", _("Import d’un fichier")
    API = "api", _("API")


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


class ObservationQuerySet(models.QuerySet["Observation"]):
    def visible_to(self, user: User) -> Self:
        """The committee sees all; a member what their organisation sent; nobody else anything."""
        if user.sits_on_committee:
            return self
        if user.is_member and user.organisation_id:
            return self.filter(organisation=user.organisation_id)
        return self.none()

    def counted(self) -> Self:
        """Rejected, duplicate and withdrawn observations do not count."""
        return self.filter(state=ObservationState.RECEIVED)

    def sent_as(self, submission: uuid.UUID, *, by: User) -> "Observation | None":
        return self.filter(reported_by=by, submission=submission).first()

    def unattached(self) -> Self:
        return self.counted().filter(case=None)

    def told_live(self) -> Self:
        """By someone who sees it now: a file tells of the past, whenever it is read."""
        return self.counted().exclude(source=Source.IMPORT)

    def awaiting_news(self, now: datetime) -> Self:
        """Still going on as far as we know, and not heard of for half an hour."""
        going_on = ObservationVersion.objects.current().filter(
            observation=OuterRef("pk"), restored_at=None
        )
        return (
            self.told_live()
            .filter(Exists(going_on), received_at__gte=now - STILL_FRESH)
            .exclude(case__state=CaseState.DISMISSED)
            .annotate(heard_at=Coalesce(Max("follow_ups__at"), "received_at"))
            .filter(heard_at__lte=now - BETWEEN_NEWS)
        )

    def incomplete(self) -> Self:
        """Counted, with a question of the eight criteria that nobody answered yet."""
        lacking = Q(first_symptom_at=None) | Q(restored_at=None) | Q(awareness="")
        lacking |= Q(customers_affected=None) | Q(customers_subscribed=None)
        lacking |= Q(publisher_notices__isnull=True)
        current = ObservationVersion.objects.current().filter(lacking, observation=OuterRef("pk"))
        return self.counted().filter(Exists(current))


class Observation(models.Model):
    """What one organisation observed. Its answers are a dated series of versions; the highest
    number is current, and none is ever overwritten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("référence"), max_length=64)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="observations",
        verbose_name=_("organisation"),
    )
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, related_name="observations", verbose_name=_("produit")
    )
    case = models.ForeignKey(
        "cases.Case",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        verbose_name=_("cas"),
    )
    source = models.CharField(_("voie"), max_length=8, choices=Source)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="observations",
        verbose_name=_("observateur"),
    )
    received_at = models.DateTimeField(
        _("reçue"), default=timezone.now, help_text=_("Heure du serveur.")
    )
    submission = models.UUIDField(null=True, editable=False)
    version_count = models.PositiveSmallIntegerField(_("versions"), default=1)
    state = models.CharField(
        _("état"), max_length=16, choices=ObservationState, default=ObservationState.RECEIVED
    )
    state_reason = models.TextField(_("motif"), blank=True)
    state_at = models.DateTimeField(null=True)
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="duplicates"
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("suivie par"),
    )
    assigned_at = models.DateTimeField(_("prise en charge"), null=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering: ClassVar = ["-received_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["-received_at", "-id"], name="observation_by_arrival"),
            models.Index(fields=["case", "state"], name="observation_by_case"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "reference"],
                name="observation_reference_once_an_organisation",
                violation_error_message=_("Cette organisation a déjà utilisé cette référence."),
            ),
            models.UniqueConstraint(
                fields=["reported_by", "submission"],
                name="observation_sent_once",
                violation_error_message=_("Cette observation est déjà enregistrée."),
            ),
            models.CheckConstraint(
                name="observation_leaves_the_count_with_a_reason",
                condition=Q(
                    state=ObservationState.RECEIVED,
                    state_reason="",
                    state_at=None,
                    state_by=None,
                    duplicate_of=None,
                )
                | (
                    ~Q(state=ObservationState.RECEIVED)
                    & ~Q(state_reason="")
                    & Q(state_at__isnull=False, state_by__isnull=False)
                ),
                violation_error_message=_("Ce retrait porte un motif, une date et un auteur."),
            ),
            models.CheckConstraint(
                name="observation_duplicate_of_another",
                condition=Q(state=ObservationState.DUPLICATE, duplicate_of__isnull=False)
                & ~Q(duplicate_of=F("id"))
                | ~Q(state=ObservationState.DUPLICATE) & Q(duplicate_of=None),
                violation_error_message=_("Un doublon désigne une autre observation."),
            ),
            models.CheckConstraint(
                name="observation_sent_by_someone_or_imported",
                condition=Q(reported_by__isnull=False) | Q(source=Source.IMPORT),
            ),
            models.CheckConstraint(
                name="observation_assigned_to_someone_at_some_time",
                condition=Q(assigned_to=None, assigned_at=None)
                | Q(assigned_to__isnull=False, assigned_at__isnull=False),
                violation_error_message=_("Un suivi porte un nom et une date."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def journal_name(self) -> str:
        return f"observation:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.case.journal_name if self.case else ""

    def is_spoken_for_by(self, user: User) -> bool:
        """Whoever reads it, each organisation speaks for itself."""
        return user.may_report and self.organisation_id == user.organisation_id

    @property
    def current(self) -> "ObservationVersion":
        return self.versions.get(number=self.version_count)


class ObservationVersionQuerySet(models.QuerySet["ObservationVersion"]):
    def current(self) -> Self:
        return self.filter(number=F("observation__version_count"))

    def counted(self) -> Self:
        return self.current().filter(observation__state=ObservationState.RECEIVED)


class ObservationVersion(models.Model):
    """Everything that the observer answered, as of one moment. Times are UTC, to the minute.

    An unanswered question is null; `publisher_notices` = [] means asked and none received.
    """

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="versions")
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


class Question(models.Model):
    """What the committee asks an observer about one observation, and the answer."""

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="questions")
    text = models.TextField(_("question"))
    asked_at = models.DateTimeField(_("posée"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # A worker took the mail on at this time; it counts as sent once `notified_at` says so.
    claimed_at = models.DateTimeField(null=True, editable=False)
    notified_at = models.DateTimeField(null=True)
    answer = models.TextField(_("réponse"), blank=True)
    answered_at = models.DateTimeField(_("répondue"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("question à l’observateur")
        verbose_name_plural = _("questions aux observateurs")
        ordering: ClassVar = ["asked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="question_answered_by_someone_at_some_time",
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                violation_error_message=_("Une réponse porte une date et un auteur."),
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
