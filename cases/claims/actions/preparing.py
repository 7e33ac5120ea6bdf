from django.db import transaction

from cases.claims.actions.losses import open_sheet
from cases.claims.drafting import open_on
from cases.claims.models import Claim
from cases.models import Case
from members.models import Organisation, User


@transaction.atomic
def open_claim(case: Case, *, by: User) -> Claim:
    """One a case and organisation: a second tap, or the sweep, finds the first one's."""
    sheet = open_sheet(case, by=by)
    Organisation.objects.select_for_update(no_key=True).get(pk=sheet.organisation_id)
    return Claim.objects.filter(sheet=sheet).first() or open_on(sheet, by=by)
