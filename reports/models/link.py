import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
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


class CounselLinkQuerySet(models.QuerySet["CounselLink"]):
    def with_files(self) -> Self:
        """All that a page or the journal says of what each gives."""
        known = self.select_related(
            "dossier__case",
            "document__claim__sheet__case",
            "annex__order__cohort",
            "annex__claim",
            "mandate__lawyer",
        )
        return known.defer(
            "dossier__content", "document__content", "annex__content", "annex__order__content"
        )


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
