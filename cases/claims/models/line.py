import uuid
from decimal import Decimal
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.claims.models.reference import LossHead
from cases.claims.models.sheet import LossSheet
from cases.claims.states import COUNTED, LossState, Step
from cases.claims.vocabulary import Bucket, Category
from cases.errors import StepRefused
from cases.evidence.models import Item
from cases.models.stamps import absent, stamp, whole
from members.models import Organisation, User


class LossLineQuerySet(models.QuerySet["LossLine"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(sheet__in=LossSheet.objects.visible_to(user))

    def counted(self) -> Self:
        return self.filter(state__in=COUNTED)


def _author() -> "models.ForeignKey[User | None, User | None]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )


def _stamped(name: str, state: LossState) -> Q:
    """Both or none; both in that state."""
    return whole(name) | absent(name) & ~Q(state=state)


class LossLine(models.Model):
    """One loss, worked out once when it was declared: a correction is another line."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(LossSheet, on_delete=models.PROTECT, related_name="lines")
    head = models.ForeignKey(LossHead, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(gettext_lazy("dépendance"), max_length=24, choices=Category)
    what = models.CharField(gettext_lazy("ce que c’est"), max_length=200)
    answers = models.JSONField(default=dict)
    amount = models.DecimalField(gettext_lazy("montant"), max_digits=14, decimal_places=2)
    state = models.CharField(
        gettext_lazy("état"), max_length=16, choices=LossState, default=LossState.DECLARED
    )
    declared_at = models.DateTimeField(gettext_lazy("déclarée le"), default=timezone.now)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    documented_at = stamp(gettext_lazy("documentée le"))
    documented_by = _author()
    verified_at = stamp(gettext_lazy("vérifiée le"))
    verified_by = _author()
    proved_at = stamp(gettext_lazy("établie le"))
    proved_by = _author()
    withdrawn_at = stamp(gettext_lazy("retirée le"))
    withdrawn_by = _author()
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections"
    )

    objects = LossLineQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("perte")
        verbose_name_plural = gettext_lazy("pertes")
        ordering: ClassVar = ["head__rank", "declared_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corrects"], name="loss_line_corrected_once"),
            models.CheckConstraint(
                name="loss_line_amount_is_not_negative", condition=Q(amount__gte=0)
            ),
            models.CheckConstraint(
                name="loss_line_documented_by_someone_at_some_time",
                condition=_stamped("documented", LossState.DOCUMENTED),
            ),
            models.CheckConstraint(
                name="loss_line_verified_by_someone_once_documented",
                condition=_stamped("verified", LossState.VERIFIED)
                & (Q(verified_at=None) | Q(documented_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="loss_line_proved_by_someone_once_documented",
                condition=_stamped("proved", LossState.PROVED)
                & (Q(proved_at=None) | Q(documented_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="loss_line_withdrawn_by_someone_at_some_time",
                condition=_stamped("withdrawn", LossState.WITHDRAWN),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head} – {self.what}"

    @property
    def journal_name(self) -> str:
        return f"private:loss:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.sheet.journal_name

    @property
    def is_left_to_the_court(self) -> bool:
        return self.head.bucket == Bucket.COURT

    def take(self, step: Step, **stamps: object) -> None:
        """Raises `StepRefused` if someone acted first."""
        movable = LossLine.objects.filter(pk=self.pk, state__in=step.sources)
        moved = movable.update(state=step.target, **stamps)
        self.refresh_from_db()
        if moved != 1:
            said = _("Cette perte est « %(state)s » : ce n’est plus possible. Relisez la fiche.")
            raise StepRefused(said % {"state": self.get_state_display()})


class WorkedPeriod(models.Model):
    """Hours of one person, counted in one line: no moment of theirs is counted twice.

    The overlap is looked for while the organisation's row is held (`actions.declare_loss`).
    """

    line = models.ForeignKey(LossLine, on_delete=models.PROTECT, related_name="periods")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.CharField(gettext_lazy("qui"), max_length=80)
    person_key = models.CharField(max_length=80)
    begins_at = models.DateTimeField(gettext_lazy("début"))
    ends_at = models.DateTimeField(gettext_lazy("fin"))

    class Meta:
        verbose_name = gettext_lazy("période travaillée")
        verbose_name_plural = gettext_lazy("périodes travaillées")
        ordering: ClassVar = ["begins_at", "id"]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "person_key", "begins_at"], name="worked_period_by_person"
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="worked_period_ends_after_it_began", condition=Q(ends_at__gt=F("begins_at"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.begins_at}"

    @property
    def hours(self) -> Decimal:
        return Decimal((self.ends_at - self.begins_at).total_seconds()) / 3600


class LossDocumentQuerySet(models.QuerySet["LossDocument"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(line__in=LossLine.objects.visible_to(user))


class LossDocument(models.Model):
    """A file that proves a loss: shown to those who see the sheet, and on no other page."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="loss_document")
    line = models.ForeignKey(LossLine, on_delete=models.PROTECT, related_name="documents")

    objects = LossDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("justificatif")
        verbose_name_plural = gettext_lazy("justificatifs")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return str(self.item)

    @property
    def journal_name(self) -> str:
        return f"private:document:{self.item_id}"

    @property
    def journal_thread(self) -> str:
        return self.line.journal_thread
