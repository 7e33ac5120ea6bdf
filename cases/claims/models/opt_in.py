import uuid
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.claims.cohort_states import OptInState, OptInStep
from cases.claims.models.route import MandateText
from cases.errors import StepRefused
from cases.models import Case, Product
from members.models import Organisation, User

if TYPE_CHECKING:
    from cases.claims.models.cohort import Cohort

IN_FORCE = Q(state=OptInState.IN_FORCE)


class OptInQuerySet(models.QuerySet["OptIn"]):
    def in_force(self) -> Self:
        return self.filter(state=OptInState.IN_FORCE)

    def own_of(self, user: User) -> Self:
        """Their organisation's, whoever of it signed; counsel reads those of their cohorts."""
        return self.filter(organisation=user.organisation_id) if user.may_report else self.none()


class OptIn(models.Model):
    """Someone joined a cohort and signed its mandate: they need not be of the association, and do
    not become so. Taken back at any time; the row stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort: "models.ForeignKey[Cohort, Cohort]" = models.ForeignKey(
        "claims.Cohort", on_delete=models.PROTECT, related_name="opt_ins"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(gettext_lazy("nom ou raison sociale"), max_length=150)
    domicile = models.TextField(gettext_lazy("domicile ou siège"))
    email = models.EmailField(gettext_lazy("adresse électronique"))
    siren = models.CharField(gettext_lazy("SIREN"), max_length=9, blank=True)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    mandate = models.ForeignKey(MandateText, on_delete=models.PROTECT, related_name="+")
    signed_name = models.CharField(gettext_lazy("signé par"), max_length=150)
    signed_at = models.DateTimeField(gettext_lazy("signé le"), default=timezone.now)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        gettext_lazy("état"), max_length=16, choices=OptInState, default=OptInState.IN_FORCE
    )
    withdrawn_at = models.DateTimeField(gettext_lazy("révoqué le"), null=True)
    notice_claimed_at = models.DateTimeField(null=True)
    notified_at = models.DateTimeField(null=True)

    objects = OptInQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("adhésion à un groupe")
        verbose_name_plural = gettext_lazy("adhésions à un groupe")
        ordering: ClassVar = ["signed_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cohort", "organisation"],
                condition=IN_FORCE,
                name="opt_in_once_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["cohort", "email"], condition=IN_FORCE, name="opt_in_once_an_address"
            ),
            models.UniqueConstraint(
                fields=["cohort", "siren"],
                condition=IN_FORCE & ~Q(siren=""),
                name="opt_in_once_a_company",
            ),
            models.CheckConstraint(
                name="opt_in_email_in_lower_case", condition=Q(email=Lower("email"))
            ),
            models.CheckConstraint(
                name="opt_in_siren_has_nine_digits",
                condition=Q(siren="") | Q(siren__regex=r"^[0-9]{9}$"),
            ),
            models.CheckConstraint(
                name="opt_in_withdrawn_at_some_time",
                condition=Q(state=OptInState.WITHDRAWN, withdrawn_at__isnull=False)
                | Q(state=OptInState.IN_FORCE, withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_name(self) -> str:
        return f"private:opt_in:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.cohort.journal_name

    def take(self, step: OptInStep, **stamps: object) -> None:
        movable = OptIn.objects.filter(pk=self.pk, state__in=step.sources)
        moved = movable.update(state=step.target, **stamps)
        self.refresh_from_db()
        if moved != 1:
            raise StepRefused(_("Ce mandat est déjà révoqué : il n’y a plus rien à faire."))
