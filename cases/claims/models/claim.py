import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.claims.models.sheet import LossSheet
from cases.claims.states import (
    AFTER_DOCUMENTATION,
    AFTER_SUBMISSION,
    AFTER_VERIFICATION,
    ClaimState,
    ClaimStep,
)
from cases.errors import StepRefused
from cases.models import Case
from cases.models.stamps import absent, author, stamp, whole
from members.models import Organisation, User


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: User) -> Self:
        """As its sheet: the claimant, the handler whom the organisation named, the lawyer mandated
        on the case while it is sent; nobody else."""
        return self.filter(sheet__in=LossSheet.objects.visible_to(user))


def _stamped(name: str, states: frozenset[ClaimState]) -> Q:
    """Both or none; both in these states."""
    return whole(name) | absent(name) & ~Q(state__in=sorted(states))


class Claim(models.Model):
    """What one organisation asks of the publisher for one case: its sheet says what it lost.

    Opened by nobody when the association prepared it. Whatever is paid goes to the organisation.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("référence"), unique=True, max_length=16)
    sheet = models.OneToOneField(
        LossSheet, on_delete=models.PROTECT, related_name="claim", verbose_name=_("fiche")
    )
    state = models.CharField(_("état"), max_length=16, choices=ClaimState, default=ClaimState.DRAFT)
    version = models.PositiveIntegerField(default=1, editable=False)
    opened_at = models.DateTimeField(_("ouverte le"), default=timezone.now, editable=False)
    opened_by = author()
    submitted_at = stamp(_("envoyée le"))
    submitted_by = author()
    verified_at = stamp(_("vérifiée le"))
    verified_by = author()
    documented_at = stamp(_("documentée le"))
    documented_by = author()
    notice_sent_at = stamp(_("mise en demeure notée le"))
    notice_sent_by = author()
    negotiating_at = stamp(_("négociation notée le"))
    negotiating_by = author()
    settled_at = stamp(_("accord noté le"))
    settled_by = author()
    paid_at = stamp(_("paiement noté le"))
    paid_by = author()
    refused_at = stamp(_("refus noté le"))
    refused_by = author()
    returned_at = stamp(_("rendue le"))
    returned_by = author()
    returned_reason = models.TextField(_("motif du renvoi"), blank=True)
    withdrawn_at = stamp(_("retirée le"))
    withdrawn_by = author()
    withdrawn_reason = models.TextField(_("motif du retrait"), blank=True)
    in_court_at = stamp(_("action notée le"))
    in_court_by = author()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande d’indemnisation")
        verbose_name_plural = _("demandes d’indemnisation")
        ordering: ClassVar = ["-opened_at", "reference"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="claim_submitted_by_someone_at_some_time",
                condition=_stamped("submitted", AFTER_SUBMISSION)
                & (~Q(state=ClaimState.DRAFT) | absent("submitted")),
            ),
            models.CheckConstraint(
                name="claim_verified_by_someone_once_submitted",
                condition=_stamped("verified", AFTER_VERIFICATION)
                & (absent("verified") | whole("submitted")),
            ),
            models.CheckConstraint(
                name="claim_documented_by_someone_once_verified",
                condition=_stamped("documented", AFTER_DOCUMENTATION)
                & (absent("documented") | whole("verified")),
            ),
            models.CheckConstraint(
                name="claim_notice_sent_once_documented",
                condition=_stamped("notice_sent", frozenset({ClaimState.NOTICE_SENT}))
                & (absent("notice_sent") | whole("documented")),
            ),
            models.CheckConstraint(
                name="claim_negotiating_once_documented",
                condition=_stamped("negotiating", frozenset({ClaimState.NEGOTIATING}))
                & (absent("negotiating") | whole("documented")),
            ),
            models.CheckConstraint(
                name="claim_settled_by_someone_at_some_time",
                condition=_stamped("settled", frozenset({ClaimState.SETTLED}))
                & (absent("settled") | whole("documented")),
            ),
            models.CheckConstraint(
                name="claim_paid_by_someone_at_some_time",
                condition=Q(state=ClaimState.PAID) & whole("paid") & whole("documented")
                | ~Q(state=ClaimState.PAID) & absent("paid"),
            ),
            models.CheckConstraint(
                name="claim_refused_by_someone_at_some_time",
                condition=_stamped("refused", frozenset({ClaimState.REFUSED}))
                & (absent("refused") | whole("documented")),
            ),
            models.CheckConstraint(
                name="claim_withdrawn_with_a_reason",
                condition=Q(state=ClaimState.WITHDRAWN)
                & whole("withdrawn")
                & ~Q(withdrawn_reason="")
                | ~Q(state=ClaimState.WITHDRAWN) & absent("withdrawn") & Q(withdrawn_reason=""),
                violation_error_message=_("Un retrait a un motif et un auteur."),
            ),
            # Told until it is sent again.
            models.CheckConstraint(
                name="claim_returned_with_a_reason",
                condition=whole("returned") & ~Q(returned_reason="")
                | absent("returned") & Q(returned_reason=""),
                violation_error_message=_("Un renvoi a un motif et un auteur."),
            ),
            models.CheckConstraint(
                name="claim_in_court_by_someone_at_some_time",
                condition=_stamped("in_court", frozenset({ClaimState.IN_COURT}))
                & (absent("in_court") | whole("documented")),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def case(self) -> Case:
        return self.sheet.case

    @property
    def organisation(self) -> Organisation:
        return self.sheet.organisation

    @property
    def journal_name(self) -> str:
        return f"private:claim:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.sheet.journal_name

    def take(self, step: ClaimStep, *, seen: int, **stamps: object) -> None:
        """Move to the step's target if the claim still is where the person saw it.

        Raises `StepRefused` if someone acted first.
        """
        self._change(step.sources, seen, state=step.target, **stamps)

    def hold(self, states: frozenset[ClaimState], *, seen: int) -> None:
        """Something is written about it, and it stays where it is. Raises as `take` does."""
        self._change(states, seen)

    def _change(self, states: frozenset[ClaimState], seen: int, **values: object) -> None:
        same = Claim.objects.filter(pk=self.pk, version=seen, state__in=states)
        changed = same.update(version=F("version") + 1, **values)
        self.refresh_from_db()
        if changed != 1:
            raise StepRefused(self._why_not(states))

    def _why_not(self, states: frozenset[ClaimState]) -> str:
        if self.state not in states:
            said = gettext("Cette demande est « %(state)s » : ce n’est plus possible. Relisez-la.")
        else:
            said = gettext(
                "Cette demande, « %(state)s », a changé depuis que vous l’avez ouverte : "
                "relisez-la avant de recommencer."
            )
        return said % {"state": self.get_state_display()}
