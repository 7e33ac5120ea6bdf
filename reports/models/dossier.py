import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, Func, OuterRef, Q
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Mandate
from members.models import User
from reports.beside import FileBeside
from reports.states import TO_TELL, TO_TRY_AGAIN, UNDER_WAY, DossierState, Stage


class ListLength(Func):
    """Of a list inside a JSON field; nothing where there is none."""

    function = "JSONB_ARRAY_LENGTH"
    output_field = models.IntegerField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra_context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        return self.as_sql(compiler, connection, "JSON_ARRAY_LENGTH", **extra_context)


class DossierQuerySet(models.QuerySet["Dossier"]):
    def visible_to(self, user: User) -> Self:
        """The committee sees all; a lawyer what is ready on cases they hold a mandate on."""
        if user.sits_on_committee:
            return self
        if user.is_lawyer:
            return self._of_mandates(user).filter(state=DossierState.READY)
        return self.none()

    def listed_to(self, user: User) -> Self:
        """A lawyer is also told of what is being made on their cases: it opens once ready."""
        if user.is_lawyer and not user.sits_on_committee:
            return self._of_mandates(user).filter(state__in=(DossierState.READY, *UNDER_WAY))
        return self.visible_to(user)

    def _of_mandates(self, lawyer: User) -> Self:
        held = Mandate.objects.of_counsel(lawyer).filter(case=OuterRef("case"))
        return self.filter(Exists(held))

    def with_observation_counts(self) -> Self:
        """How many a content holds, without reading it whole."""
        return self.annotate(observation_count=ListLength("content__observations"))

    def news_for(self, user: User) -> Self:
        """What they asked for, and have not seen the end of."""
        return self.visible_to(user).filter(requested_by=user, state__in=TO_TELL, seen_at=None)


class Dossier(models.Model):
    """A « constat d’incident »: its content is frozen on request, rendered later by a worker.

    The row is the job: the queue's message only wakes a worker up.
    """

    observation_count: int | None
    """Of what was read `with_observation_counts`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="dossiers", verbose_name=_("cas")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(
        _("état"), max_length=16, choices=DossierState, default=DossierState.REQUESTED
    )
    stage = models.CharField(_("étape"), max_length=16, choices=Stage, default=Stage.FROZEN)
    content = models.JSONField(_("contenu figé"))
    content_digest = models.CharField(_("empreinte du contenu"), max_length=64)
    requested_at = models.DateTimeField(_("demandé le"), default=timezone.now)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("demandé par"),
    )
    woken_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    started_at = models.DateTimeField(_("commencé le"), null=True)
    heartbeat_at = models.DateTimeField(null=True)
    pages = models.PositiveIntegerField(_("pages mises en page"), null=True)
    failure = models.TextField(_("raison de l’échec"), blank=True)
    ready_at = models.DateTimeField(_("prêt le"), null=True)
    sha256 = models.CharField(_("empreinte du fichier"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("taille"), null=True)
    cancelled_at = models.DateTimeField(_("arrêté le"), null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("arrêté par"),
    )
    notice_claimed_at = models.DateTimeField(null=True)
    notified_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering: ClassVar = ["-requested_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="dossier_number_once_a_case"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=UNDER_WAY),
                name="dossier_one_under_way_a_case",
                violation_error_message=_("Un dossier est déjà en préparation pour ce cas."),
            ),
            models.CheckConstraint(
                name="dossier_ready_has_a_file",
                condition=Q(state=DossierState.READY, ready_at__isnull=False, size__isnull=False)
                & ~Q(sha256="")
                | ~Q(state=DossierState.READY) & Q(ready_at=None, size=None, sha256=""),
            ),
            models.CheckConstraint(
                name="dossier_failed_says_why",
                condition=~Q(state=DossierState.FAILED) | ~Q(failure=""),
            ),
            models.CheckConstraint(
                name="dossier_cancelled_by_someone_at_some_time",
                condition=Q(
                    state=DossierState.CANCELLED,
                    cancelled_at__isnull=False,
                    cancelled_by__isnull=False,
                )
                | ~Q(state=DossierState.CANCELLED) & Q(cancelled_at=None, cancelled_by=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.reference} – v{self.number}"

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def ended_unseen(self) -> bool:
        return self.state in TO_TELL and self.seen_at is None

    @property
    def can_be_tried_again(self) -> bool:
        return self.state in TO_TRY_AGAIN

    @property
    def file_name(self) -> str:
        return f"constat-{self.case.reference}-v{self.number}.pdf"

    @property
    def copy_name(self) -> str:
        return f"constat-{self.case.reference}-v{self.number}-copie.pdf"

    @property
    def bundle_name(self) -> str:
        return f"preuves-{self.case.reference}-v{self.number}.zip"

    @property
    def journal_name(self) -> str:
        return f"dossier:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.case.journal_name


class DossierFile(FileBeside):
    """Of the dossier of an incident."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="files")

    class Meta:
        verbose_name = _("fichier d’un dossier")
        verbose_name_plural = _("fichiers de dossiers")
        ordering: ClassVar = ["dossier", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dossier", "name"], name="dossier_file_name_once_a_dossier"
            )
        ]

    @property
    def journal_name(self) -> str:
        return f"dossier:{self.dossier_id}:{self.name}"

    @property
    def journal_thread(self) -> str:
        return self.dossier.journal_thread
