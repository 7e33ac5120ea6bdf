"""What the page of a case shows of losses: it knows no row of them itself."""

from django import template
from django.db.models import QuerySet

from cases.claims.models import Claim, LossSheet
from cases.claims.states import ClaimState
from cases.models import Case
from members.models import User

CLAIMS_SHOWN = 3

register = template.Library()


@register.simple_tag
def loss_sheets_of(case: Case, user: User) -> QuerySet[LossSheet]:
    """Those of others that the reader may see."""
    visible = LossSheet.objects.visible_to(user).filter(case=case)
    if user.may_report:
        visible = visible.exclude(organisation=user.organisation_id)
    return visible.select_related("organisation", "case")


@register.simple_tag
def own_claim_on(case: Case, user: User) -> Claim | None:
    own = Claim.objects.filter(sheet__case=case, sheet__organisation=user.organisation_id)
    return own.visible_to(user).first() if user.may_report else None


@register.simple_tag
def claims_to_complete(user: User) -> list[Claim]:
    """Of the reader's own organisation, for their home page."""
    own = Claim.objects.filter(
        sheet__organisation=user.organisation_id, state=ClaimState.DRAFT
    ).visible_to(user)
    shown = own.select_related("sheet__case").only("reference", "sheet__case__title")
    return list(shown.order_by("-opened_at", "-pk")[:CLAIMS_SHOWN])
