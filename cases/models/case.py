from collections.abc import Iterable
from datetime import timedelta
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.analysis import Analysis, Testimony, analyse
from cases.errors import StepRefused
from cases.evidence.models import Entry
from cases.models.catalogue import Product, Publisher
from cases.models.decision import Ballot
from cases.models.mandate import Mandate
from cases.models.observation import Observation
from cases.models.observation_version import ObservationVersion
from cases.models.relay import Relay
from cases.models.stamps import author, paired, stamp, whole
from cases.states import BallotState, CaseState, ObservationState, RelayState, Step
from cases.words import act_in_words
from members.models import User

# A relayed outage may still be going on: members can say « me too » for as long.
DAYS_OPEN_AFTER_RELAY = 14


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User) -> Self:
        """The committee sees all; a member what was relayed and what their organisation observed;
        a lawyer what they hold a mandate on; an administrator nothing."""
        if user.sits_on_committee:
            return self
        return self.filter(self._open_to(user))

    def _open_to(self, user: User) -> Q:
        rule = Q(pk=None)
        if user.is_member or user.sits_on_board:
            rule |= Q(state=CaseState.RELAYED)
        if user.is_member and user.organisation_id:
            own = Observation.objects.filter(case=OuterRef("pk"), organisation=user.organisation_id)
            rule |= Q(Exists(own))
        if user.is_lawyer:
            held = Mandate.objects.in_force().filter(case=OuterRef("pk"), lawyer=user)
            rule |= Q(Exists(held))
        return rule

    def open_to_reports(self) -> Self:
        """Cases on which any member may say « me too »: they see title, publisher and counts."""
        lately = timezone.localdate() - timedelta(days=DAYS_OPEN_AFTER_RELAY)
        return self.exclude(state=CaseState.DISMISSED).filter(
            ~Q(state=CaseState.RELAYED) | Q(occurred_on__gte=lately)
        )

    def with_observer_counts(self) -> Self:
        counted = Q(observations__state=ObservationState.RECEIVED)
        return self.annotate(
            observation_count=Count("observations", filter=counted),
            observer_count=Count("observations__organisation", filter=counted, distinct=True),
        )

    def with_usual_product(self) -> Self:
        """The name of the product that most of its counted observations are of."""
        told = Product.objects.filter(
            observations__case=OuterRef("pk"), observations__state=ObservationState.RECEIVED
        )
        most = told.annotate(times=Count("observations")).order_by("-times", "name")
        return self.annotate(usual_product=Subquery(most.values("name")[:1]))

    def analyses(self) -> dict[int, Analysis]:
        """The eight criteria of each case by primary key, in one query for all observations."""
        cases = {case.pk: case for case in self}
        told: dict[int | None, list[ObservationVersion]] = {pk: [] for pk in cases}
        versions = ObservationVersion.objects.counted().filter(observation__case__in=list(cases))
        for version in versions.select_related("observation__organisation"):
            told[version.observation.case_id].append(version)
        return {pk: analysis_of(told[pk], case.zone) for pk, case in cases.items()}


def analysis_of(counted: Iterable[ObservationVersion], zone: ZoneInfo) -> Analysis:
    """Of versions whose observations and organisations were read with them."""
    return analyse([_testimony(version) for version in counted], zone)


def _testimony(version: ObservationVersion) -> Testimony:
    observation = version.observation
    return Testimony(observation.organisation.key, observation.reference, version.as_answers())


def _stamped(name: str, states: set[CaseState]) -> Q:
    """In these states the stamp is there whole."""
    return ~Q(state__in=sorted(states)) | whole(name)


class Case(models.Model):
    """The file opened on one incident of one publisher, moved through the four steps."""

    key = models.SlugField(gettext_lazy("clé"), unique=True, max_length=64)
    reference = models.CharField(gettext_lazy("référence"), unique=True, max_length=16)
    publisher = models.ForeignKey(
        Publisher,
        on_delete=models.PROTECT,
        related_name="cases",
        verbose_name=gettext_lazy("éditeur"),
    )
    title = models.CharField(
        gettext_lazy("titre"),
        max_length=200,
        help_text=gettext_lazy("Visible de tous les adhérents tant que le cas est ouvert."),
    )
    occurred_on = models.DateField(gettext_lazy("survenu le"))
    time_zone = models.CharField(
        gettext_lazy("fuseau"), max_length=64, default="Europe/Paris", editable=False
    )
    state = models.CharField(
        gettext_lazy("état"), max_length=16, choices=CaseState, default=CaseState.REPORTED
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    opened_at = models.DateTimeField(
        gettext_lazy("ouvert le"), default=timezone.now, editable=False
    )
    opened_by = author()
    verified_at = stamp(gettext_lazy("vérifié le"))
    verified_by = author()
    decided_at = stamp(gettext_lazy("décidé le"))
    decided_by = author()
    relayed_at = stamp(gettext_lazy("relayé le"))
    relayed_by = author()
    dismissed_at = stamp(gettext_lazy("classé le"))
    dismissed_by = author()
    dismissed_reason = models.TextField(gettext_lazy("motif du classement"), blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("cas")
        verbose_name_plural = gettext_lazy("cas")
        ordering: ClassVar = ["-occurred_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="case_verified_by_someone_at_some_time",
                condition=paired("verified")
                & _stamped("verified", {CaseState.VERIFIED, CaseState.DECIDED, CaseState.RELAYED}),
                violation_error_message=gettext_lazy("Une vérification a une date et un auteur."),
            ),
            models.CheckConstraint(
                name="case_decided_by_someone_at_some_time",
                condition=paired("decided")
                & _stamped("decided", {CaseState.DECIDED, CaseState.RELAYED}),
                violation_error_message=gettext_lazy("Une décision a une date et un auteur."),
            ),
            models.CheckConstraint(
                name="case_relayed_by_someone_at_some_time",
                condition=paired("relayed") & _stamped("relayed", {CaseState.RELAYED}),
                violation_error_message=gettext_lazy("Un relais a une date et un auteur."),
            ),
            models.CheckConstraint(
                name="case_dismissed_with_a_reason",
                condition=Q(
                    state=CaseState.DISMISSED,
                    dismissed_at__isnull=False,
                    dismissed_by__isnull=False,
                )
                & ~Q(dismissed_reason="")
                | ~Q(state=CaseState.DISMISSED)
                & Q(dismissed_at=None, dismissed_by=None, dismissed_reason=""),
                violation_error_message=gettext_lazy("Un classement a un motif et un auteur."),
            ),
            models.CheckConstraint(
                name="case_reported_bears_no_later_stamp",
                condition=~Q(state=CaseState.REPORTED)
                | Q(verified_at=None, decided_at=None, relayed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} – {self.title}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def journal_name(self) -> str:
        return f"case:{self.reference}"

    @property
    def journal_thread(self) -> str:
        return self.journal_name

    @property
    def journal(self) -> models.QuerySet[Entry]:
        return Entry.objects.filter(thread=self.journal_name).select_related("actor")

    def analysis(self) -> Analysis:
        return Case.objects.filter(pk=self.pk).analyses()[self.pk]

    def findings_shown_to(self, user: User) -> dict[str, object] | None:
        """The eight criteria: as they are now to the committee and to a lawyer under mandate, as
        they were relayed to everyone else, nothing before that."""
        if user.follows_cases:
            return self.analysis().as_json()
        relay = self.relays.filter(state=RelayState.APPROVED).order_by("-approved_at").first()
        return relay.findings if relay and self.state == CaseState.RELAYED else None

    @property
    def decision(self) -> Ballot:
        """The last proposal that the committee adopted. Raises `Ballot.DoesNotExist` before it."""
        return self.ballots.filter(state=BallotState.ADOPTED).latest("closed_at")

    @cached_property
    def open_ballot(self) -> Ballot | None:
        """As it was when this case was first asked: one who acts fetches the case again."""
        return self.ballots.filter(state=BallotState.OPEN).select_related("opened_by").first()

    @cached_property
    def draft(self) -> Relay | None:
        """As `open_ballot`: the text that waits to be approved."""
        return self.relays.filter(state=RelayState.DRAFTED).select_related("drafted_by").first()

    def observed_by(self, user: User) -> bool:
        """Whoever sent an observation of this case, or works where one came from (guard G3)."""
        own = Q(reported_by=user) | Q(versions__recorded_by=user)
        if user.organisation_id:
            own |= Q(organisation=user.organisation_id)
        return self.observations.filter(own).exists()

    def take(self, step: Step, *, seen: int, **stamps: object) -> None:
        """Move to the step's target if the case still is where the person saw it.

        `seen` is the version on the page that they acted from. Raises `StepRefused`, which says
        who acted first, when, and what to do.
        """
        movable = Case.objects.filter(pk=self.pk, version=seen, state__in=step.sources)
        moved = movable.update(state=step.target, version=F("version") + 1, **stamps)
        self.refresh_from_db()
        if moved != 1:
            raise StepRefused(self._why_not(step))

    def _why_not(self, step: Step) -> str:
        state = self.get_state_display()
        if self.state not in step.sources:
            where = _("Ce cas est « %(state)s » : cette étape n’est plus possible.")
        else:
            where = _("Ce cas est « %(state)s » et a changé depuis que vous l’avez ouvert.")
        last = self.journal.order_by("-sequence").first()
        what = act_in_words(last, self.zone) if last else ""
        read = _("Relisez-le avant de recommencer : ce que vous avez écrit reste ci-dessous.")
        return " ".join(part for part in (where % {"state": state}, what, read) if part)
