"""What is still missing before a cohort may be joined, or its dossier made; what may be published.

Pure: told by its rows elsewhere (`preparation.py`), judged here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.claims.losses import FEWEST_PUBLISHED, Spread, published_spread
from cases.claims.standing import Eligibility


@dataclass(frozen=True)
class Prepared:
    """What has been done for a cohort so far."""

    eligibility: Eligibility
    is_decided: bool
    has_minutes: bool
    tells_conflicts: bool
    tells_funding: bool
    has_court: bool
    asks_for_a_court: bool
    consents: int


def missing_before_opt_ins(prepared: Prepared) -> list[str]:
    """G15: nobody is asked to sign for what the association may not, or did not decide to, do."""
    asked = [
        (prepared.is_decided, _("La décision d’agir : l’organe et sa date.")),
        (prepared.tells_conflicts, _("La déclaration sur les conflits d’intérêts.")),
        (prepared.tells_funding, _("La déclaration sur le financement de l’action.")),
    ]
    unmet = [f"{each.label} : {each.told}" for each in prepared.eligibility.unmet]
    return unmet + [sentence for is_there, sentence in asked if not is_there]


def missing_before_dossier(prepared: Prepared, *, fewest_cases: int) -> list[str]:
    """The same, with what the writ sets out."""
    missing = missing_before_opt_ins(prepared)
    if prepared.is_decided and not prepared.has_minutes:
        missing.append(_("Le procès-verbal de la décision d’agir."))
    if prepared.asks_for_a_court and not prepared.has_court:
        missing.append(_("La juridiction."))
    lacking = fewest_cases - prepared.consents
    if lacking > 0:
        said = ngettext(
            "%(count)s cas individuel avec l’accord de son titulaire.",
            "%(count)s cas individuels avec l’accord de leurs titulaires.",
            lacking,
        )
        missing.append(said % {"count": lacking})
    return missing


@dataclass(frozen=True)
class Published:
    """What may be told to who may not read each loss."""

    count: int | None
    """Nothing below the fewest that hide one another."""
    spread: Spread | None

    @property
    def size(self) -> str:
        if self.count is None:
            return few()
        return str(self.count)


def few() -> str:
    """In the place of a number too small to be published."""
    return _("moins de %(fewest)s") % {"fewest": FEWEST_PUBLISHED}


def published(amounts: Iterable[Decimal]) -> Published:
    """By claimant: five at least, and none who weighs more than the largest share."""
    held = list(amounts)
    count = len(held) if len(held) >= FEWEST_PUBLISHED else None
    return Published(count, published_spread(held))
