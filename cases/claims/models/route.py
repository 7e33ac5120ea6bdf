"""The ways to act together, the courts that hear a group action and the words of a mandate: rows
of reference, loaded from a data file, versioned, never changed."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.claims.cohort_states import Aim, Joining, Standing
from cases.claims.models import reference_fields as fields
from cases.claims.models.reference_fields import marked, version_once, worded

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _text(label: "_StrPromise") -> "models.TextField[str, str]":
    return models.TextField(label, blank=True)


class CollectiveRoute(models.Model):
    """One way to act together, told so that it can be compared with the others."""

    code = fields.code()
    version = fields.version()
    rank = fields.rank()
    label = models.CharField(_("voie"), max_length=120)
    label_en = fields.line(_("voie, en anglais"), 120)
    claimant = _text(_("qui agit"))
    claimant_en = _text(_("qui agit, en anglais"))
    adhesion = _text(_("adhésion"))
    adhesion_en = _text(_("adhésion, en anglais"))
    court = _text(_("juridiction"))
    court_en = _text(_("juridiction, en anglais"))
    damages = _text(_("réparation pour chacun"))
    damages_en = _text(_("réparation pour chacun, en anglais"))
    notes = _text(_("remarques"))
    notes_en = _text(_("remarques, en anglais"))
    standing = models.CharField(_("condition pour agir"), max_length=16, choices=Standing)
    joining = models.CharField(_("moment de l’adhésion"), max_length=16, choices=Joining)
    allows_cessation = models.BooleanField(_("cessation"))
    allows_damages = models.BooleanField(_("réparation"))
    # The words signed by who joins (`MandateText.code`).
    mandate_code = models.SlugField(_("mandat signé"), max_length=48, blank=True)
    certainty = fields.certainty()
    source = fields.source()
    to_confirm = _text(_("à confirmer par le conseil"))
    to_confirm_en = _text(_("à confirmer par le conseil, en anglais"))
    checked_on = fields.checked_on()

    class Meta:
        verbose_name = _("voie collective")
        verbose_name_plural = _("voies collectives")
        ordering: ClassVar = ["rank", "-version"]
        constraints: ClassVar = [
            version_once("collective_route_version_once"),
            models.CheckConstraint(
                name="collective_route_with_a_mandate_if_joined",
                condition=Q(joining=Joining.NONE, mandate_code="")
                | ~Q(joining=Joining.NONE) & ~Q(mandate_code=""),
            ),
        ]

    def __str__(self) -> str:
        return marked(worded(self, "label"), self.certainty)

    def serves(self, aim: str) -> bool:
        asked = {
            Aim.CESSATION: self.allows_cessation,
            Aim.DAMAGES: self.allows_damages,
            Aim.BOTH: self.allows_cessation and self.allows_damages,
        }
        return asked[Aim(aim)]

    @property
    def is_group_action(self) -> bool:
        """It asks most of who brings it, and goes to one of the courts named for it."""
        return self.standing in (Standing.SENIORITY, Standing.ACCREDITATION)

    @property
    def is_joined(self) -> bool:
        return self.joining != Joining.NONE


class CourtJurisdiction(models.Model):
    """A court that hears group actions, and the courts of appeal whose territory it covers."""

    code = fields.code(32)
    version = fields.version()
    rank = fields.rank()
    label = models.CharField(_("juridiction"), max_length=120)
    label_en = fields.line(_("juridiction, en anglais"), 120)
    covers = models.CharField(_("ressorts des cours d’appel"), max_length=300)
    certainty = fields.certainty()
    source = fields.source()
    to_confirm = _text(_("à confirmer par le conseil"))
    to_confirm_en = _text(_("à confirmer par le conseil, en anglais"))
    checked_on = fields.checked_on()

    class Meta:
        verbose_name = _("juridiction des actions de groupe")
        verbose_name_plural = _("juridictions des actions de groupe")
        ordering: ClassVar = ["rank", "-version"]
        constraints: ClassVar = [version_once("court_jurisdiction_version_once")]

    def __str__(self) -> str:
        return marked(worded(self, "label"), self.certainty)


class MandateText(models.Model):
    """What is signed in joining. The French words are the mandate; the English ones explain it."""

    code = fields.code()
    version = fields.version()
    title = models.CharField(_("titre"), max_length=200)
    title_en = fields.line(_("titre, en anglais"), 200)
    text = models.TextField(_("texte signé"))
    english = models.TextField(_("traduction pour information"), blank=True)
    certainty = fields.certainty()
    source = fields.source()
    checked_on = fields.checked_on()

    class Meta:
        verbose_name = _("texte de mandat")
        verbose_name_plural = _("textes de mandat")
        ordering: ClassVar = ["code", "-version"]
        constraints: ClassVar = [version_once("mandate_text_version_once")]

    def __str__(self) -> str:
        return f"{self.title}, v{self.version}"
