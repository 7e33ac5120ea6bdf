import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.catalogue import Product
from cases.models.observation_version import ObservationVersion
from cases.states import CaseState, ObservationState
from members.models import Organisation, User

BETWEEN_NEWS = timedelta(minutes=30)
# After a week without news, asking every half hour is pestering.
STILL_FRESH = timedelta(days=7)


class Source(models.TextChoices):
    FORM = "form", _("Formulaire")
    ME_TOO = "me_too", _("« Moi aussi »")
    IMPORT = "import", _("Import d’un fichier")
    API = "api", _("API")


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
