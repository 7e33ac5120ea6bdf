"""Notes on a case: a lawyer's own, which nobody else reads, and an adviser's, which they sign."""

import uuid
from hashlib import sha256
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.evidence.chain import canonical, instant
from cases.evidence.models import Entry
from cases.models.mandate import Mandate
from members.models import User


class PrivateNoteQuerySet(models.QuerySet["PrivateNote"]):
    def visible_to(self, user: User) -> Self:
        """The author alone, and as long as their mandate lets them see the case."""
        held = Mandate.objects.in_force().filter(case=OuterRef("case"), lawyer=user)
        return self.filter(Exists(held), author=user)


class PrivateNote(models.Model):
    """What a lawyer writes for themselves. Privileged: it is in no dossier, no bundle, no export,
    not at the desk, and the journal, which is the association's, does not tell of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("note"))
    written_at = models.DateTimeField(_("écrite le"), default=timezone.now)

    objects = PrivateNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note privée")
        verbose_name_plural = _("notes privées")
        ordering: ClassVar = ["-written_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="private_note_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Une note dit quelque chose."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class AdviceNoteQuerySet(models.QuerySet["AdviceNote"]):
    def visible_to(self, user: User) -> Self:
        """The committee, and who holds a mandate on the case."""
        if user.sits_on_committee:
            return self
        if not user.is_lawyer:
            return self.none()
        held = Mandate.objects.in_force().filter(case=OuterRef("case"), lawyer=user)
        return self.filter(Exists(held))


class AdviceNote(models.Model):
    """A legal adviser's opinion on a case, under the pseudonym of their mandate. Never changed:
    another one corrects it. It is signed by its journal entry, which their account made, and which
    holds its digest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="advice", verbose_name=_("cas")
    )
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    pseudonym = models.CharField(_("signée"), max_length=80)
    text = models.TextField(_("note"))
    salt = models.CharField(max_length=32)
    signed_at = models.DateTimeField(_("signée le"))
    sha256 = models.CharField(_("empreinte"), max_length=64)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")

    objects = AdviceNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note signée")
        verbose_name_plural = _("notes signées")
        ordering: ClassVar = ["signed_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="advice_note_says_something_under_a_name",
                condition=~Q(text="") & ~Q(pseudonym=""),
                violation_error_message=_("Une note signée a un texte et un pseudonyme."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} – {self.pseudonym}"

    @property
    def digest(self) -> str:
        """Of what it says, for which case, under which name and when; salted, as a short text
        could be guessed from its digest."""
        said = [self.salt, str(self.pk), self.case.reference, self.pseudonym]
        return sha256(canonical([*said, instant(self.signed_at), self.text])).hexdigest()

    @property
    def is_as_signed(self) -> bool:
        return self.digest == self.sha256 == self.entry.details.get("sha256")

    @property
    def journal_name(self) -> str:
        return f"note:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.case.journal_name
