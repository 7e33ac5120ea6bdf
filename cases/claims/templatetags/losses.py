"""What the page of a case shows of losses: it knows no row of them itself."""

from django import template
from django.db.models import QuerySet

from cases.claims.models import LossSheet
from cases.models import Case
from members.models import User

register = template.Library()


@register.simple_tag
def loss_sheets_of(case: Case, user: User) -> QuerySet[LossSheet]:
    """Those of others that the reader may see."""
    visible = LossSheet.objects.visible_to(user).filter(case=case)
    if user.may_report:
        visible = visible.exclude(organisation=user.organisation_id)
    return visible.select_related("organisation", "case")
