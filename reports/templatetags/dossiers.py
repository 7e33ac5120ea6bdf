"""What pages of other parts show of dossiers: they know no row of `reports` themselves."""

from django import template
from django.db.models import QuerySet

from cases.models import Case
from members.models import User
from reports.claims.models import ClaimDocument
from reports.groups.models import GroupOrder
from reports.models import Dossier

register = template.Library()


@register.simple_tag
def dossiers_of(case: Case, user: User) -> QuerySet[Dossier]:
    visible = Dossier.objects.visible_to(user).filter(case=case)
    return visible.select_related("case").defer("content").order_by("-number")


@register.simple_tag
def dossier_news(user: User) -> QuerySet[Dossier]:
    news = Dossier.objects.news_for(user)
    shown = news.select_related("case").only("number", "ready_at", "case__reference")
    return shown.order_by("-requested_at")


@register.simple_tag
def claim_news(user: User) -> QuerySet[ClaimDocument]:
    news = ClaimDocument.objects.news_for(user).select_related("claim")
    shown = news.only("kind", "number", "ready_at", "claim__reference")
    return shown.order_by("-requested_at")


@register.simple_tag
def group_news(user: User) -> QuerySet[GroupOrder]:
    news = GroupOrder.objects.news_for(user)
    return news.select_related("cohort").only("number", "cohort__reference").order_by("-ordered_at")
