from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.states import BallotState, Proposal, VoteChoice


class Ballot(models.Model):
    """One proposal put to the committee on one case. Closed with the quorum met, it decides."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="ballots")
    proposal = models.CharField(_("proposition"), max_length=8, choices=Proposal)
    general_interest = models.BooleanField(_("intérêt général"), default=False)
    service_quality = models.BooleanField(_("baisse de la qualité de service"), default=False)
    state = models.CharField(
        _("état"), max_length=16, choices=BallotState, default=BallotState.OPEN
    )
    opened_at = models.DateTimeField(_("ouvert le"), default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(_("clos le"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reasons = models.TextField(_("motifs"), blank=True)
    quorum = models.PositiveSmallIntegerField(_("quorum appliqué"), null=True)
    majority_percent = models.PositiveSmallIntegerField(_("majorité appliquée"), null=True)

    class Meta:
        verbose_name = _("vote de la commission")
        verbose_name_plural = _("votes de la commission")
        ordering: ClassVar = ["opened_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="ballot_has_a_ground",
                condition=Q(general_interest=True) | Q(service_quality=True),
                violation_error_message=_(
                    "Un vote a au moins un fondement : intérêt général ou qualité de service."
                ),
            ),
            models.CheckConstraint(
                name="ballot_closed_by_someone_with_reasons",
                condition=Q(
                    state=BallotState.OPEN,
                    closed_at=None,
                    closed_by=None,
                    reasons="",
                    quorum=None,
                    majority_percent=None,
                )
                | (
                    ~Q(state=BallotState.OPEN)
                    & ~Q(reasons="")
                    & Q(
                        closed_at__isnull=False,
                        closed_by__isnull=False,
                        quorum__isnull=False,
                        majority_percent__isnull=False,
                    )
                ),
                violation_error_message=_("Un vote clos a une date, un auteur et des motifs."),
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state=BallotState.OPEN),
                name="ballot_one_open_a_case",
                violation_error_message=_("Un vote est déjà ouvert sur ce cas."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} – {self.get_proposal_display()}"

    @property
    def grounds(self) -> list[str]:
        """The grounds ticked, in words."""
        ticked = {
            _("intérêt général"): self.general_interest,
            _("baisse de la qualité de service"): self.service_quality,
        }
        return [str(ground) for ground, on in ticked.items() if on]

    def tally(self) -> dict[VoteChoice, int]:
        cast = [vote.choice for vote in self.votes.all()]
        return {choice: cast.count(choice) for choice in VoteChoice}


class Vote(models.Model):
    """One person's vote on one ballot: given once, never changed."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="votes")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(_("vote"), max_length=8, choices=VoteChoice)
    cast_at = models.DateTimeField(_("date"), default=timezone.now)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering: ClassVar = ["cast_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ballot", "voter"],
                name="vote_once_a_person",
                violation_error_message=_("Vous avez déjà voté."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.voter} – {self.get_choice_display()}"
