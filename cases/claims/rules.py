"""The rows of reference in force, as the arithmetic takes them."""

from django.utils.translation import gettext as _

from cases.claims.errors import ReferenceMissing
from cases.claims.interest import LateTerms
from cases.claims.losses import Rules
from cases.claims.models import LegalFigure, LegalRate
from cases.claims.vocabulary import RateKind


def rules_in_force(*, recovers_vat: bool) -> Rules:
    """Raises `ReferenceMissing` where the tables were not loaded."""
    figures = dict(LegalFigure.objects.newest().values_list("code", "value"))
    if not figures:
        raise ReferenceMissing(
            _("Les taux et les postes ne sont pas chargés ici : prévenez l’administrateur.")
        )
    late = LateTerms(
        central_bank=LegalRate.objects.table(RateKind.CENTRAL_BANK),
        companies=LegalRate.objects.table(RateKind.COMPANIES),
        margin=figures["late_margin"],
        floor_multiple=figures["late_floor_multiple"],
        fixed_sum=figures["late_fixed_sum"],
        day_base=figures["day_base"],
    )
    return Rules(
        recovers_vat=recovers_vat,
        late=late,
        overtime_first_hours=figures["overtime_first_hours"],
        overtime_first_factor=figures["overtime_first_factor"],
        overtime_next_factor=figures["overtime_next_factor"],
    )
