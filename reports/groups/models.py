"""An order of a whole cohort, and each document of it: the rows are the jobs."""

import uuid
from dataclasses import dataclass
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.claims.models import Claim, Cohort
from cases.errors import StepRefused
from members.models import User
from reports.groups.states import LEFT, OPEN_ORDERS, AnnexState, OrderState, OrderStep


class GroupOrderQuerySet(models.QuerySet["GroupOrder"]):
    def visible_to(self, user: User) -> Self:
        """Counsel alone, mandated on every case of the cohort: it says what each claimant lost."""
        return self.filter(cohort__in=Cohort.objects.of_counsel(user))

    def news_for(self, user: User) -> Self:
        """What they ordered, and have not seen the end of."""
        over = self.filter(ordered_by=user, state=OrderState.DONE, seen_at=None)
        return over.visible_to(user)


@dataclass(frozen=True)
class Counts:
    """How many documents of an order are in each state."""

    waiting: int = 0
    running: int = 0
    done: int = 0
    failed: int = 0

    @property
    def left(self) -> int:
        return self.waiting + self.running

    @property
    def over(self) -> int:
        return self.done + self.failed

    @property
    def total(self) -> int:
        return self.left + self.over


class GroupOrder(models.Model):
    """A « dossier d’action de groupe »: its common part is frozen when it is ordered.

    Any worker takes its next document that waits; the queue's message only wakes one up.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="orders", verbose_name=_("groupe")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(
        _("état"), max_length=16, choices=OrderState, default=OrderState.RUNNING
    )
    content = models.JSONField(_("contenu figé"))
    content_digest = models.CharField(_("empreinte du contenu"), max_length=64)
    facts = models.JSONField(default=dict)
    """Of each case, by reference: the digest of the facts that its claimants' annexes share."""
    ordered_at = models.DateTimeField(_("commandé le"), default=timezone.now)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("commandé par"),
    )
    woken_at = models.DateTimeField(default=timezone.now)
    paused_at = models.DateTimeField(_("mis en pause le"), null=True)
    ended_at = models.DateTimeField(_("terminé le"), null=True)
    cancelled_at = models.DateTimeField(_("arrêté le"), null=True)
    notice_claimed_at = models.DateTimeField(null=True)
    notified_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    objects = GroupOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier d’action de groupe")
        verbose_name_plural = _("dossiers d’action de groupe")
        ordering: ClassVar = ["-ordered_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cohort", "number"], name="group_order_number_once_a_cohort"
            ),
            models.UniqueConstraint(
                fields=["cohort"],
                condition=Q(state__in=OPEN_ORDERS),
                name="group_order_one_open_a_cohort",
                violation_error_message=_("Un dossier est déjà en préparation pour ce groupe."),
            ),
            models.CheckConstraint(
                name="group_order_paused_at_some_time",
                condition=Q(state=OrderState.PAUSED, paused_at__isnull=False)
                | ~Q(state=OrderState.PAUSED) & Q(paused_at=None),
            ),
            models.CheckConstraint(
                name="group_order_ended_once",
                condition=Q(state=OrderState.DONE, ended_at__isnull=False)
                | ~Q(state=OrderState.DONE) & Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="group_order_cancelled_at_some_time",
                condition=Q(state=OrderState.CANCELLED, cancelled_at__isnull=False)
                | ~Q(state=OrderState.CANCELLED) & Q(cancelled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort} – v{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_ORDERS

    @property
    def ended_unseen(self) -> bool:
        return self.state == OrderState.DONE and self.seen_at is None

    @property
    def is_running(self) -> bool:
        return self.state == OrderState.RUNNING

    @property
    def is_paused(self) -> bool:
        return self.state == OrderState.PAUSED

    @property
    def can_be_taken_whole(self) -> bool:
        """With what failed left out, if some did: the page says which."""
        return self.state == OrderState.DONE

    @property
    def bundle_name(self) -> str:
        return f"action-{self.cohort.reference}-v{self.number}.zip"

    @property
    def journal_name(self) -> str:
        return f"private:group:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.cohort.journal_name

    def take(self, step: OrderStep, **stamps: object) -> None:
        """Raises `StepRefused` if someone acted first."""
        movable = GroupOrder.objects.filter(pk=self.pk, state__in=step.sources)
        cleared: dict[str, object] = {"paused_at": None, "ended_at": None}
        moved = movable.update(state=step.target, **(cleared | stamps))
        self.refresh_from_db(fields=["state", "paused_at", "ended_at", "cancelled_at"])
        if moved != 1:
            said = gettext(
                "Ce dossier est « %(state)s » : ce n’est plus possible. Relisez la page."
            )
            raise StepRefused(said % {"state": self.get_state_display()})

    def counts(self) -> Counts:
        told = self.annexes.order_by().values_list("state").annotate(n=Count("pk"))
        return Counts(**dict(told))


class GroupAnnexQuerySet(models.QuerySet["GroupAnnex"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(order__in=GroupOrder.objects.visible_to(user))

    def left(self) -> Self:
        return self.filter(state__in=LEFT)

    def failed(self) -> Self:
        return self.filter(state=AnnexState.FAILED)


class GroupAnnex(models.Model):
    """One document of an order: the common part, at place 0, or what one claimant asks for.

    A claimant's content is frozen by the first worker that takes it: what is tried again prints
    the same.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(GroupOrder, on_delete=models.PROTECT, related_name="annexes")
    position = models.PositiveSmallIntegerField()
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, related_name="+")
    pseudonym = models.CharField(_("demandeur"), max_length=8, blank=True)
    principal = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    """What the common part says that the claim comes to."""
    state = models.CharField(
        _("état"), max_length=16, choices=AnnexState, default=AnnexState.WAITING
    )
    content = models.JSONField(_("contenu figé"), null=True)
    content_digest = models.CharField(_("empreinte du contenu"), max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    started_at = models.DateTimeField(_("commencé le"), null=True)
    heartbeat_at = models.DateTimeField(null=True)
    failure = models.TextField(_("raison de l’échec"), blank=True)
    made_at = models.DateTimeField(_("prêt le"), null=True)
    sha256 = models.CharField(_("empreinte du fichier"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("taille"), null=True)

    objects = GroupAnnexQuerySet.as_manager()

    class Meta:
        verbose_name = _("document d’un dossier de groupe")
        verbose_name_plural = _("documents des dossiers de groupe")
        ordering: ClassVar = ["order", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["order", "position"], name="group_annex_position_once_an_order"
            ),
            models.UniqueConstraint(
                fields=["order", "claim"], name="group_annex_claim_once_an_order"
            ),
            models.CheckConstraint(
                name="group_annex_common_part_comes_first",
                condition=Q(position=0, claim=None, pseudonym="", principal=None)
                | Q(position__gt=0, claim__isnull=False, principal__isnull=False)
                & ~Q(pseudonym=""),
            ),
            models.CheckConstraint(
                name="group_annex_done_has_a_file",
                condition=Q(state=AnnexState.DONE, made_at__isnull=False, size__isnull=False)
                & ~Q(sha256="")
                | ~Q(state=AnnexState.DONE) & Q(made_at=None, size=None, sha256=""),
            ),
            models.CheckConstraint(
                name="group_annex_failed_says_why",
                condition=Q(state=AnnexState.FAILED) & ~Q(failure="")
                | ~Q(state=AnnexState.FAILED) & Q(failure=""),
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym or gettext("Partie commune")

    @property
    def is_common(self) -> bool:
        return self.position == 0

    @property
    def file_name(self) -> str:
        """With no name in it but a pseudonym and references."""
        if self.claim is None:
            return f"action-{self.order.cohort.reference}-v{self.order.number}.pdf"
        return f"{self.folder}.pdf"

    @property
    def folder(self) -> str:
        """Of what proves the claim, in the bag."""
        return f"{self.pseudonym}-{self.claim.reference}" if self.claim else ""

    @property
    def journal_name(self) -> str:
        return f"private:annex:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.order.journal_name
