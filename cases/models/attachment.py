from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from cases.evidence.models import Item
from cases.models.draft import Draft
from cases.models.mandate import Mandate
from cases.models.observation import Observation
from members.models import User


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: User) -> Self:
        """Of what was sent: the committee sees all, an organisation its own, a lawyer those of
        the cases under mandate. A draft's files are shown by the draft's pages alone."""
        sent = self.filter(observation__isnull=False)
        if user.sits_on_committee:
            return sent
        rule = Q(pk=None)
        if user.is_member and user.organisation_id:
            rule |= Q(observation__organisation=user.organisation_id)
        if user.is_lawyer:
            held = Mandate.objects.in_force().filter(
                case=OuterRef("observation__case"), lawyer=user
            )
            rule |= Q(Exists(held))
        return sent.filter(rule)


class Attachment(models.Model):
    """A file of a draft, then of the observation that was made of it."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="attachment")
    observation = models.ForeignKey(
        Observation, on_delete=models.PROTECT, null=True, related_name="attachments"
    )
    draft = models.ForeignKey(
        Draft, on_delete=models.PROTECT, null=True, related_name="attachments"
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("pièce jointe")
        verbose_name_plural = _("pièces jointes")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="attachment_of_a_draft_or_of_an_observation",
                condition=Q(draft=None, observation__isnull=False)
                | Q(draft__isnull=False, observation=None),
            )
        ]

    def __str__(self) -> str:
        return str(self.item)

    @property
    def journal_name(self) -> str:
        return self.item.journal_name

    @property
    def journal_thread(self) -> str:
        return self.observation.journal_thread if self.observation else ""
