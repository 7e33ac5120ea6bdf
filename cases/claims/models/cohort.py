import uuid
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.claims.cohort_states import (
    Aim,
    CohortState,
    CohortStep,
    ConsentState,
    ConsentStep,
    DeclarationKind,
)
from cases.claims.models.claim import Claim
from cases.claims.models.route import CollectiveRoute, CourtJurisdiction
from cases.claims.models.selection import claims_that_meet
from cases.claims.predicates import Criteria, from_data
from cases.claims.states import STILL_WRITTEN
from cases.errors import StepRefused
from cases.evidence.models import Item
from cases.models import Case, Mandate, Publisher
from members.models import Organisation, User


def _author(*, null: bool = False) -> "models.ForeignKey[User, User]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=null, related_name="+"
    )


class CohortQuerySet(models.QuerySet["Cohort"]):
    def visible_to(self, user: User) -> Self:
        """The committee, which reads pseudonyms; counsel of every case of it; nobody else: that an
        action is prepared is confidential (G16)."""
        if user.sits_on_committee:
            return self
        return self.of_counsel(user)

    def of_counsel(self, user: User) -> Self:
        """Those whose every case the lawyer holds a mandate on: they read what each one lost."""
        if not user.is_lawyer:
            return self.none()
        mandated = Mandate.objects.of_counsel(user).values("case")
        own = CohortCase.objects.filter(cohort=OuterRef("pk"))
        return self.filter(Exists(own), ~Exists(own.exclude(case__in=mandated)))


class Cohort(models.Model):
    """Those whom outages of one publisher put in the same situation, as an action names them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(gettext_lazy("référence"), unique=True, max_length=16)
    name = models.CharField(gettext_lazy("nom"), max_length=120)
    publisher = models.ForeignKey(
        Publisher,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=gettext_lazy("éditeur"),
    )
    cases: "models.ManyToManyField[Case, CohortCase]" = models.ManyToManyField(
        Case, through="CohortCase", related_name="+", verbose_name=gettext_lazy("cas")
    )
    aim = models.CharField(gettext_lazy("objet"), max_length=16, choices=Aim)
    route = models.ForeignKey(
        CollectiveRoute,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=gettext_lazy("voie"),
    )
    court = models.ForeignKey(
        CourtJurisdiction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("juridiction"),
    )
    criteria = models.JSONField(gettext_lazy("critères"), default=dict)
    state = models.CharField(
        gettext_lazy("état"), max_length=16, choices=CohortState, default=CohortState.PREPARING
    )
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField(gettext_lazy("créée le"), default=timezone.now)
    opened_by = _author()
    # The body of the association that may decide to sue, and what it decided.
    decided_body = models.CharField(gettext_lazy("organe"), max_length=120, blank=True)
    decided_on = models.DateField(gettext_lazy("décidée le"), null=True, blank=True)
    minutes = models.OneToOneField(
        Item, on_delete=models.PROTECT, null=True, blank=True, related_name="cohort_minutes"
    )
    opens_on = models.DateField(gettext_lazy("adhésions à partir du"), null=True, blank=True)
    closes_on = models.DateField(gettext_lazy("adhésions jusqu’au"), null=True, blank=True)
    # Named in the address of the public page: another one, and the old address opens nothing.
    link_key = models.UUIDField(default=uuid.uuid4)
    closed_at = models.DateTimeField(gettext_lazy("close le"), null=True)
    closed_by = _author(null=True)
    closing_reason = models.TextField(gettext_lazy("pourquoi"), blank=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("groupe")
        verbose_name_plural = gettext_lazy("groupes")
        ordering: ClassVar = ["-opened_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="cohort_closed_by_someone_for_a_reason",
                condition=Q(state=CohortState.CLOSED, closed_at__isnull=False)
                & Q(closed_by__isnull=False)
                & ~Q(closing_reason="")
                | ~Q(state=CohortState.CLOSED)
                & Q(closed_at=None, closed_by=None, closing_reason=""),
            ),
            models.CheckConstraint(
                name="cohort_opt_ins_end_after_they_began",
                condition=Q(opens_on=None, closes_on=None) & ~Q(state=CohortState.OPEN)
                | Q(opens_on__isnull=False, closes_on__isnull=False, closes_on__gt=F("opens_on")),
                violation_error_message=gettext_lazy("La fin des adhésions précède leur début."),
            ),
            models.CheckConstraint(
                name="cohort_decided_by_a_body_on_a_day",
                condition=Q(decided_body="", decided_on=None, minutes=None)
                | ~Q(decided_body="") & Q(decided_on__isnull=False),
                violation_error_message=gettext_lazy("Une décision porte un organe et une date."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} – {self.name}"

    @property
    def journal_name(self) -> str:
        """Private: the journal holds its entries and does not show them at the desk."""
        return f"private:cohort:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.journal_name

    def is_led_by(self, user: User) -> bool:
        """The chair and counsel prepare it; the rest of the committee reads."""
        return user.chairs_committee or self.is_read_whole_by(user)

    def is_read_whole_by(self, user: User) -> bool:
        """What each one lost is counsel's to read."""
        return Cohort.objects.of_counsel(user).filter(pk=self.pk).exists()

    @property
    def told_criteria(self) -> Criteria:
        return from_data(self.criteria)

    @property
    def item(self) -> Item:
        """The minutes, as a file that is handed out."""
        if self.minutes is None:
            raise Item.DoesNotExist
        return self.minutes

    @property
    def takes_opt_ins(self) -> bool:
        return self.opens_on is not None

    def is_joinable_on(self, day: date) -> bool:
        if self.state != CohortState.OPEN or self.opens_on is None or self.closes_on is None:
            return False
        return self.opens_on <= day <= self.closes_on

    def candidates(self) -> "models.QuerySet[Claim]":
        """The claims on its cases that meet its criteria, each with its claimant's number here.

        Whatever these ask, none that its claimant did not send, or took back.
        """
        on_its_cases = Claim.objects.filter(sheet__case__in=self.cases.all())
        sent = on_its_cases.exclude(state__in=STILL_WRITTEN)
        met = claims_that_meet(self.told_criteria, sent)
        number = CohortMember.objects.filter(
            cohort=self, organisation=OuterRef("sheet__organisation")
        ).values("number")
        return met.annotate(number=models.Subquery(number)).order_by(
            F("number").asc(nulls_last=True), "opened_at", "pk"
        )

    def claims(self) -> "models.QuerySet[Claim]":
        """Its claims, in the order of their pseudonyms (`number`: M1…Mn): those whose mandate is in
        force once people may join it, all its candidates before."""
        if not self.takes_opt_ins:
            return self.candidates()
        joined = self.opt_ins.in_force().filter(organisation=OuterRef("sheet__organisation"))
        return self.candidates().filter(Exists(joined))

    def take(self, step: CohortStep, **stamps: object) -> None:
        """Raises `StepRefused` if someone acted first."""
        movable = Cohort.objects.filter(pk=self.pk, state__in=step.sources)
        moved = movable.update(state=step.target, version=F("version") + 1, **stamps)
        self.refresh_from_db()
        if moved != 1:
            said = _("Ce groupe est « %(state)s » : ce n’est plus possible. Relisez sa page.")
            raise StepRefused(said % {"state": self.get_state_display()})


class CohortCase(models.Model):
    """A case of a cohort: all are of one publisher, chosen when it is opened and never after."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="cohort_cases")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = gettext_lazy("cas d’un groupe")
        verbose_name_plural = gettext_lazy("cas d’un groupe")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cohort", "case"], name="cohort_case_once")
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id} – {self.case_id}"


class CohortMember(models.Model):
    """The pseudonym of one claimant in one cohort: given once, never to someone else."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="members")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()

    class Meta:
        verbose_name = gettext_lazy("pseudonyme dans un groupe")
        verbose_name_plural = gettext_lazy("pseudonymes dans un groupe")
        ordering: ClassVar = ["cohort", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cohort", "organisation"], name="cohort_member_has_one_number"
            ),
            models.UniqueConstraint(fields=["cohort", "number"], name="cohort_number_given_once"),
            models.CheckConstraint(name="cohort_number_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return pseudonym(self.number)


def pseudonym(number: int | None) -> str:
    return "–" if number is None else f"M{number}"


class IndividualCase(models.Model):
    """A claim that would stand for the others in the writ, if its claimant agrees."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="individual_cases")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="individual_cases")
    state = models.CharField(
        gettext_lazy("accord"), max_length=16, choices=ConsentState, default=ConsentState.ASKED
    )
    asked_at = models.DateTimeField(gettext_lazy("demandé le"), default=timezone.now)
    asked_by = _author()
    # Of the last answer, whichever way it went; earlier ones are in the journal.
    answered_at = models.DateTimeField(gettext_lazy("répondu le"), null=True)
    answered_by = _author(null=True)

    class Meta:
        verbose_name = gettext_lazy("cas individuel")
        verbose_name_plural = gettext_lazy("cas individuels")
        ordering: ClassVar = ["asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cohort", "claim"], name="individual_case_once"),
            models.CheckConstraint(
                name="individual_case_answered_by_someone_at_some_time",
                condition=Q(state=ConsentState.ASKED, answered_at=None, answered_by=None)
                | ~Q(state=ConsentState.ASKED)
                & Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id} – {self.claim_id}"

    @property
    def journal_name(self) -> str:
        return f"private:individual_case:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.cohort.journal_name

    def take(self, step: ConsentStep, **stamps: object) -> None:
        movable = IndividualCase.objects.filter(pk=self.pk, state__in=step.sources)
        moved = movable.update(state=step.target, **stamps)
        self.refresh_from_db()
        if moved != 1:
            said = _("Ici, c’est « %(state)s » : ce n’est plus possible. Relisez la page.")
            raise StepRefused(said % {"state": self.get_state_display().lower()})


class CohortDeclaration(models.Model):
    """What is declared of conflicts of interest and of funding: the last of each kind counts."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="declarations")
    kind = models.CharField(gettext_lazy("sur"), max_length=16, choices=DeclarationKind)
    has_none = models.BooleanField(gettext_lazy("rien à déclarer"))
    text = models.TextField(gettext_lazy("déclaration"), blank=True)
    made_at = models.DateTimeField(gettext_lazy("faite le"), default=timezone.now)
    made_by = _author()

    class Meta:
        verbose_name = gettext_lazy("déclaration")
        verbose_name_plural = gettext_lazy("déclarations")
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="cohort_declaration_says_something_or_none",
                condition=Q(has_none=True, text="") | Q(has_none=False) & ~Q(text=""),
                violation_error_message=gettext_lazy("Déclarez quelque chose, ou rien."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.made_at:%Y-%m-%d}"
