import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Organisation, User

DAYS_KEPT = 30
# What every observation has.
NEEDED = ("product", "symptom", "severity", "observed_at")


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: User) -> Self:
        """A draft is its author's alone, as long as they speak for the same organisation."""
        return self.filter(user=user, organisation=user.organisation_id)


class Draft(models.Model):
    """A report that is not sent yet: what was answered so far, page by page.

    Its key is the submission of the observation that will come of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drafts"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("brouillon")
        verbose_name_plural = _("brouillons")
        ordering: ClassVar = ["-updated_at"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def lacks_answers(self) -> bool:
        return any(not self.answers.get(name) for name in NEEDED)
