from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cases.evidence.models import Item
from cases.models.draft import Draft
from cases.models.mandate import Mandate
from cases.models.observation import Observation
from members.models import User

if TYPE_CHECKING:
    from cases.models.case import Case


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: User) -> Self:
        """Of what was sent: the committee sees all, an organisation its own, a lawyer those of
        the cases under mandate. What a lawyer's secret covers is for them and for whoever handed
        it in alone. A draft's files are shown by the draft's pages alone."""
        sent = self.filter(draft=None)
        rule = Q(item__received_by=user) if user.sits_on_committee else Q(pk=None)
        if user.sits_on_committee:
            rule |= Q(item__privileged=False)
        if user.is_member and user.organisation_id:
            rule |= Q(observation__organisation=user.organisation_id)
        if user.is_lawyer:
            held = Mandate.objects.of_counsel(user).filter(
                case=Coalesce(OuterRef("case"), OuterRef("observation__case"))
            )
            rule |= Q(Exists(held))
        return sent.filter(rule)

    def communicable(self, case: "Case") -> Self:
        """What may leave with a dossier of the case."""
        return self.told_of(case).filter(item__erased_at=None)

    def told_of(self, case: "Case") -> Self:
        """What a dossier of the case tells of: what may leave, and of that what was erased since
        the time of its bytes was over."""
        return self.of_case(case).filter(item__in=Item.objects.that_may_leave())

    def of_case(self, case: "Case") -> Self:
        return self.filter(Q(observation__case=case) | Q(case=case))


class Attachment(models.Model):
    """A file of a draft, then of the observation that was made of it; or of a case."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="attachment")
    observation = models.ForeignKey(
        Observation, on_delete=models.PROTECT, null=True, related_name="attachments"
    )
    draft = models.ForeignKey(
        Draft, on_delete=models.PROTECT, null=True, related_name="attachments"
    )
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, null=True, related_name="attachments"
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("pièce jointe")
        verbose_name_plural = _("pièces jointes")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="attachment_of_a_draft_an_observation_or_a_case",
                condition=Q(draft__isnull=False, observation=None, case=None)
                | Q(draft=None, observation__isnull=False, case=None)
                | Q(draft=None, observation=None, case__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.item)

    @property
    def journal_name(self) -> str:
        return self.item.journal_name

    @property
    def journal_thread(self) -> str:
        if self.case:
            return self.case.journal_name
        return self.observation.journal_thread if self.observation else ""

    def is_described_by(self, user: User) -> bool:
        """Those it is of, and the committee: a lawyer reads."""
        if self.observation and self.observation.is_spoken_for_by(user):
            return True
        return user.sits_on_committee
