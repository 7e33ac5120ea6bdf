import uuid
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Prefetch, Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Mandate
from members.models import User
from reports.claims.models import ClaimDocument
from reports.groups.models import GroupAnnex
from reports.models.dossier import Dossier

type Shared = Dossier | ClaimDocument | GroupAnnex

MOST_USES = 5
"""Of one link for a colleague: a file is taken again after a cut, not handed on."""


def _files() -> dict[str, models.QuerySet[Any]]:
    """By field: all that a page or the journal says of what a link gives."""
    annexes = GroupAnnex.objects.select_related("order__cohort", "claim")
    return {
        "dossier": Dossier.objects.select_related("case").defer("content"),
        "document": ClaimDocument.objects.select_related("claim__sheet__case").defer("content"),
        "annex": annexes.defer("content", "order__content"),
    }


class CounselLinkQuerySet(models.QuerySet["CounselLink"]):
    def with_files(self) -> Self:
        given = [Prefetch(field, files) for field, files in _files().items()]
        return self.select_related("mandate__lawyer").prefetch_related(*given)

    def get_with_file(self, pk: UUID) -> "CounselLink":
        """Only what this one gives is asked for."""
        link = self.select_related("mandate__lawyer").get(pk=pk)
        for field, files in _files().items():
            if getattr(link, f"{field}_id"):
                prefetch_related_objects([link], Prefetch(field, files))
        return link


class CounselLink(models.Model):
    """What lets a colleague of the mandated lawyer take one file, for some hours, with no account.

    It is of one dossier, of an incident, of a claim or of a group, and of the digest that its file
    had then; it dies with the mandate.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(
        Dossier,
        on_delete=models.PROTECT,
        null=True,
        related_name="links",
        verbose_name=_("dossier"),
    )
    document = models.ForeignKey(
        ClaimDocument, on_delete=models.PROTECT, null=True, related_name="links"
    )
    annex = models.ForeignKey(GroupAnnex, on_delete=models.PROTECT, null=True, related_name="links")
    sha256 = models.CharField(_("empreinte du fichier"), max_length=64)
    mandate = models.ForeignKey(
        Mandate, on_delete=models.PROTECT, related_name="+", verbose_name=_("mandat")
    )
    recipient = models.CharField(_("confrère"), max_length=150)
    made_at = models.DateTimeField(_("fait le"), default=timezone.now)
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    uses = models.PositiveSmallIntegerField(_("téléchargements"), default=0)
    revoked_at = models.DateTimeField(_("retiré le"), null=True)

    objects = CounselLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("lien pour un confrère")
        verbose_name_plural = _("liens pour des confrères")
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="counsel_link_gives_one_file",
                condition=Q(dossier__isnull=False, document=None, annex=None)
                | Q(dossier=None, document__isnull=False, annex=None)
                | Q(dossier=None, document=None, annex__isnull=False),
            ),
            models.CheckConstraint(
                name="counsel_link_is_for_someone",
                condition=~Q(recipient=""),
                violation_error_message=_("Un lien est fait pour une personne nommée."),
            ),
            models.CheckConstraint(
                name="counsel_link_ends_after_it_began",
                condition=Q(expires_at__gt=F("made_at")),
                violation_error_message=_("La fin du lien précède son début."),
            ),
            models.CheckConstraint(
                name="counsel_link_used_a_few_times",
                condition=Q(uses__lte=MOST_USES),
                violation_error_message=_("Ce lien a déjà servi le plus grand nombre de fois."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shared} – {self.recipient}"

    @property
    def shared(self) -> Shared:
        shared = self.dossier or self.document or self.annex
        if shared is None:  # the database holds one of them
            raise AssertionError(self.pk)
        return shared

    @property
    def made_by(self) -> User:
        return self.mandate.lawyer

    @property
    def journal_name(self) -> str:
        """Private where what it gives is: the committee reads no claim's."""
        return f"link:{self.pk}" if self.dossier_id else f"private:link:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.shared.journal_thread
