"""What a customer answered to the survey that the claimant handed to them, on paper."""

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.claims.models.claim import Claim
from cases.claims.perception import LEAST, MARKS, MOST
from cases.models.stamps import author, paired, stamp
from members.models import User


class PerceptionQuerySet(models.QuerySet["Perception"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(claim__in=Claim.objects.visible_to(user))

    def in_force(self) -> Self:
        return self.filter(withdrawn_at=None)


def _mark(label: object) -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(label, null=True, blank=True)  # type: ignore[arg-type]


def _is_a_mark(name: str) -> Q:
    return Q(**{name: None}) | Q(**{f"{name}__gte": LEAST, f"{name}__lte": MOST})


def _all_are_marks() -> Q:
    held = Q()
    for name in MARKS:
        held &= _is_a_mark(name)
    return held


class Perception(models.Model):
    """Known by a label of the claimant's. A correction is another row; what was withdrawn stays to
    be read, and counts nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="perceptions")
    customer = models.CharField(_("client, par un nom à vous"), max_length=80)
    answered_on = models.DateField(_("répondu le"))
    value_before = _mark(_("valeur, avant l’incident"))
    value_after = _mark(_("valeur, depuis l’incident"))
    reliability_before = _mark(_("fiabilité, avant l’incident"))
    reliability_after = _mark(_("fiabilité, depuis l’incident"))
    usefulness_before = _mark(_("utilité, avant l’incident"))
    usefulness_after = _mark(_("utilité, depuis l’incident"))
    remark = models.TextField(_("remarque"), blank=True)
    recorded_at = models.DateTimeField(_("notée le"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    withdrawn_at = stamp(_("retirée le"))
    withdrawn_by = author()
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections", editable=False
    )

    objects = PerceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("réponse au questionnaire de perception")
        verbose_name_plural = _("réponses au questionnaire de perception")
        ordering: ClassVar = ["answered_on", "recorded_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "claim",
                Lower("customer"),
                condition=Q(withdrawn_at=None),
                name="perception_once_a_customer",
                violation_error_message=_("Ce client a déjà une réponse sur cette demande."),
            ),
            models.UniqueConstraint(fields=["corrects"], name="perception_corrected_once"),
            models.CheckConstraint(name="perception_is_of_a_customer", condition=~Q(customer="")),
            models.CheckConstraint(
                name="perception_marks_are_one_to_five", condition=_all_are_marks()
            ),
            models.CheckConstraint(
                name="perception_answers_something",
                condition=~Q(**dict.fromkeys(MARKS)),
            ),
            models.CheckConstraint(
                name="perception_withdrawn_by_someone_at_some_time", condition=paired("withdrawn")
            ),
        ]

    def __str__(self) -> str:
        return self.customer

    @property
    def journal_name(self) -> str:
        return f"private:perception:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.claim.journal_thread
