from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import User


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self) -> Self:
        today = timezone.localdate()
        return self.filter(
            Q(until=None) | Q(until__gte=today), since__lte=today, revoked_at__isnull=True
        )

    def of_counsel(self, lawyer: User) -> Self:
        """Those by which a lawyer takes files and dossiers away: not those of an adviser."""
        return self.in_force().filter(lawyer=lawyer, pseudonym="")


class Mandate(models.Model):
    """What lets one lawyer see one case: without it the case does not exist for them.

    With a pseudonym it is a legal adviser's: they read the case and sign notes under that name, and
    take neither file nor dossier away.
    """

    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="mandates", verbose_name=_("cas")
    )
    lawyer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="mandates",
        verbose_name=_("avocat"),
    )
    since = models.DateField(_("à partir du"), default=timezone.localdate)
    until = models.DateField(_("jusqu’au (inclus)"), null=True, blank=True)
    pseudonym = models.CharField(_("pseudonyme"), max_length=80, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    granted_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(_("révoqué"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandat")
        verbose_name_plural = _("mandats")
        ordering: ClassVar = ["-granted_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="mandate_ends_after_it_began",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("La fin du mandat précède son début."),
            ),
            models.CheckConstraint(
                name="mandate_revoked_by_someone_at_some_time",
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                violation_error_message=_("Une révocation porte une date et un auteur."),
            ),
            models.UniqueConstraint(
                fields=["case", "lawyer"],
                condition=Q(revoked_at=None),
                name="mandate_once_a_lawyer_and_case",
                violation_error_message=_("Cet avocat a déjà un mandat sur ce cas."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lawyer} – {self.case}"

    @property
    def is_advice(self) -> bool:
        return self.pseudonym != ""

    @property
    def journal_name(self) -> str:
        return f"mandate:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.case.journal_name
