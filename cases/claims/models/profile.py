from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.claims import standing

_NO_ACCREDITATION = Q(
    accreditation_number="",
    accreditation_object="",
    accredited_from=None,
    accredited_until=None,
)
_WHOLE_ACCREDITATION = (
    ~Q(accreditation_number="")
    & ~Q(accreditation_object="")
    & Q(accredited_from__isnull=False, accredited_until__isnull=False)
)


class AssociationProfile(models.Model):
    """What the association may act on: each change is one version more, the last one counts."""

    version = models.PositiveIntegerField(_("version"), unique=True)
    declared_on = models.DateField(_("déclarée le"), null=True, blank=True)
    register_number = models.CharField(_("numéro RNA"), max_length=16, blank=True)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    seat = models.CharField(_("siège"), max_length=300, blank=True)
    publication_director = models.CharField(
        _("directeur de la publication"), max_length=200, blank=True
    )
    active_since = models.DateField(_("activité publique depuis le"), null=True, blank=True)
    activity_proof = models.TextField(_("preuves de cette activité"), blank=True)
    statutes_article = models.CharField(
        _("article des statuts qui défend les intérêts atteints"), max_length=120, blank=True
    )
    deciding_body = models.CharField(
        _("organe qui peut décider d’agir"), max_length=120, blank=True
    )
    accreditation_number = models.CharField(_("numéro d’agrément"), max_length=64, blank=True)
    accreditation_object = models.CharField(_("objet de l’agrément"), max_length=300, blank=True)
    accredited_from = models.DateField(_("agréée à partir du"), null=True, blank=True)
    accredited_until = models.DateField(_("agréée jusqu’au"), null=True, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("qualité pour agir")
        verbose_name_plural = _("qualité pour agir")
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="association_siren_has_nine_digits",
                condition=Q(siren="") | Q(siren__regex=r"^[0-9]{9}$"),
                violation_error_message=_("Un SIREN a neuf chiffres."),
            ),
            models.CheckConstraint(
                name="association_accreditation_whole_or_none",
                condition=_NO_ACCREDITATION | _WHOLE_ACCREDITATION,
                violation_error_message=_("Un agrément porte un numéro, un objet et deux dates."),
            ),
            models.CheckConstraint(
                name="association_accreditation_ends_after_it_began",
                condition=Q(accredited_until=None)
                | Q(
                    accredited_from__isnull=False, accredited_until__gt=models.F("accredited_from")
                ),
                violation_error_message=_("La fin de l’agrément précède son début."),
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.version}"

    @property
    def journal_name(self) -> str:
        return f"association:{self.version}"

    @property
    def journal_thread(self) -> str:
        return ""

    def as_standing(self) -> standing.Profile:
        return standing.Profile(
            declared_on=self.declared_on,
            active_since=self.active_since,
            statutes_article=self.statutes_article,
            accreditation_number=self.accreditation_number,
            accredited_from=self.accredited_from,
            accredited_until=self.accredited_until,
        )


def current_profile() -> AssociationProfile | None:
    return AssociationProfile.objects.order_by("-version").first()
