"""How far a loss is proved, as data."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class LossState(models.TextChoices):
    DECLARED = "declared", _("Déclarée")
    DOCUMENTED = "documented", _("Documentée")
    VERIFIED = "verified", _("Vérifiée par la commission")
    PROVED = "proved", _("Établie par l’avocat")
    WITHDRAWN = "withdrawn", _("Retirée de la fiche")


# In the order of proof; what was withdrawn counts nowhere.
COUNTED = (LossState.DECLARED, LossState.DOCUMENTED, LossState.VERIFIED, LossState.PROVED)


@dataclass(frozen=True)
class Step:
    sources: frozenset[LossState]
    target: LossState


DOCUMENT = Step(frozenset({LossState.DECLARED}), LossState.DOCUMENTED)
VERIFY = Step(frozenset({LossState.DOCUMENTED}), LossState.VERIFIED)
# Counsel judges by themselves, whether or not a handler looked before.
PROVE = Step(frozenset({LossState.DOCUMENTED, LossState.VERIFIED}), LossState.PROVED)
# What others have vouched for is not taken back by who declared it alone.
WITHDRAW = Step(frozenset({LossState.DECLARED, LossState.DOCUMENTED}), LossState.WITHDRAWN)
