import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.claims.states import AFTER_SUBMISSION
from cases.models import Mandate
from members.models import Organisation, User


class LossSheetQuerySet(models.QuerySet["LossSheet"]):
    def visible_to(self, user: User) -> Self:
        """The organisation whose losses they are, the handler whom it named, the lawyer mandated on
        the case while the claim is sent: that is what the claimant agrees to (G14). Nobody else, of
        the committee neither."""
        rule = Q(pk=None)
        if user.may_report:
            rule |= Q(organisation=user.organisation_id)
        if user.sits_on_committee:
            rule |= Q(handler=user)
        if user.is_lawyer:
            held = Mandate.objects.of_counsel(user).filter(case=OuterRef("case"))
            rule |= Q(Exists(held), claim__state__in=AFTER_SUBMISSION)
        return self.filter(rule)


class LossSheet(models.Model):
    """What one organisation says that one incident cost it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="+", verbose_name=_("cas")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    opened_at = models.DateTimeField(_("ouverte le"), default=timezone.now)
    # By nobody where the association prepared the claim.
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    recovers_vat = models.BooleanField(_("récupère la TVA"), default=True)
    cap = models.DecimalField(
        _("plafond du contrat"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    notice_received_on = models.DateField(_("mise en demeure reçue le"), null=True, blank=True)
    counted_until = models.DateField(_("intérêts comptés jusqu’au"), null=True, blank=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("suivie à la commission par"),
    )

    objects = LossSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("fiche de pertes")
        verbose_name_plural = _("fiches de pertes")
        ordering: ClassVar = ["opened_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "organisation"],
                name="loss_sheet_once_a_case_and_organisation",
                violation_error_message=_("Votre organisation a déjà une fiche sur ce cas."),
            ),
            models.CheckConstraint(
                name="loss_sheet_cap_is_not_negative",
                condition=Q(cap=None) | Q(cap__isnull=False, cap__gte=0),
                violation_error_message=_("Un plafond n’est pas négatif."),
            ),
            models.CheckConstraint(
                name="loss_sheet_counts_from_a_notice",
                condition=Q(counted_until=None)
                | Q(
                    counted_until__isnull=False,
                    notice_received_on__isnull=False,
                    counted_until__gt=F("notice_received_on"),
                ),
                violation_error_message=_(
                    "Les intérêts courent du lendemain de la mise en demeure à un jour plus tardif."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.reference} – {self.organisation}"

    @property
    def journal_name(self) -> str:
        """Private: the journal holds its entries and does not show them at the desk."""
        return f"private:losses:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.journal_name

    def is_of(self, user: User) -> bool:
        """Those who may write in it: the organisation's own people."""
        return user.may_report and user.organisation_id == self.organisation_id

    def is_handled_by(self, user: User) -> bool:
        return user.sits_on_committee and self.handler_id == user.pk

    def is_of_counsel(self, user: User) -> bool:
        held = Mandate.objects.of_counsel(user).filter(case=self.case_id)
        return user.is_lawyer and self.is_handed_over and held.exists()

    @property
    def is_handed_over(self) -> bool:
        """Its claim was sent, and with it the agreement that counsel reads it."""
        mine = LossSheet.objects.filter(pk=self.pk, claim__state__in=AFTER_SUBMISSION)
        return mine.exists()

    def is_theirs(self, user: User) -> bool:
        """The claimant's people, or counsel for them: to no other is a contract open."""
        return self.is_of(user) or self.is_of_counsel(user)

    def is_followed_by(self, user: User) -> bool:
        """The claimant's people, and the handler whom they named."""
        return self.is_of(user) or self.is_handled_by(user)
