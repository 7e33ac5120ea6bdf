from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.claims.models import Claim

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Termination(models.TextChoices):
    """What the notice announces if nothing is done; the sentence is a row of reference."""

    NONE = "none", _("Rien : le contrat continue")
    CLAUSE = "by_clause", _("La clause résolutoire du contrat")
    NOTIFICATION = "by_notification", _("La résolution par notification")


class Delivery(models.TextChoices):
    REGISTERED = "letter_registered", _("Recommandé papier, avec avis de réception")
    ELECTRONIC = "letter_electronic", _("Recommandé électronique qualifié")


def _line(label: "_StrPromise | str", length: int = 200) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=length, blank=True)


class Particulars(models.Model):
    """What the letters of one claim say of the parties and of what is asked."""

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="particulars")
    version = models.PositiveIntegerField(default=1, editable=False)
    claimant_form = _line(_("forme juridique"))
    claimant_capital = _line(_("capital"), 60)
    claimant_seat = _line(_("siège"), 300)
    claimant_siren = _line("SIREN", 20)
    claimant_registry = _line(_("ville du RCS"), 100)
    claimant_representative = _line(_("représentée par, et en quelle qualité"))
    publisher_name = _line(_("dénomination"))
    publisher_form = _line(_("forme juridique"))
    publisher_capital = _line(_("capital"), 60)
    publisher_seat = _line(_("siège"), 300)
    publisher_siren = _line("SIREN", 20)
    publisher_registry = _line(_("ville du RCS"), 100)
    publisher_representative = _line(_("à l’attention de"))
    insurer = _line(_("assureur responsabilité civile ou protection juridique"), 300)
    obligation = models.TextField(_("ce que le contrat prévoit"), blank=True)
    obligation_source = _line(_("clause et article"), 300)
    breach = models.TextField(_("ce que vous constatez"), blank=True)
    demand = models.TextField(_("ce que vous demandez"), blank=True)
    deadline_on = models.DateField(_("au plus tard le"), null=True, blank=True)
    termination = models.CharField(
        _("si rien n’est fait"), max_length=16, choices=Termination, default=Termination.NONE
    )
    termination_clause = _line(_("article de la clause résolutoire"), 100)
    delivery = models.CharField(
        _("envoi"), max_length=20, choices=Delivery, default=Delivery.REGISTERED
    )
    place = _line(_("fait à"), 100)
    diligence = models.TextField(_("ce que vous avez fait pour limiter le dommage"), blank=True)
    amicable = models.TextField(_("démarches amiables"), blank=True)

    class Meta:
        verbose_name = _("indications d’une demande")
        verbose_name_plural = _("indications des demandes")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="particulars_name_the_clause_they_rely_on",
                condition=Q(termination_clause="") | Q(termination=Termination.CLAUSE),
                violation_error_message=_("L’article n’est dit que pour une clause résolutoire."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.claim)

    @property
    def journal_name(self) -> str:
        return self.claim.journal_name

    @property
    def journal_thread(self) -> str:
        return self.claim.journal_thread
