"""The journal of one thing, as a page: what the desk shows as its history."""

from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from unfold.admin import ModelAdmin

from cases.admin.case_page import in_words
from cases.admin.frame import frame
from cases.evidence.kept_page import kept_page
from cases.evidence.models import Entry
from members.http import MemberRequest


def history_page(
    desk: ModelAdmin,
    request: MemberRequest,
    *,
    name: str,
    back: str,
    entries: QuerySet[Entry],
    zone: ZoneInfo,
) -> HttpResponse:
    return kept_page(
        request,
        "admin/cases/desk/history.html",
        lambda: {
            **frame(desk, request, _("Journal : %(name)s") % {"name": name}),
            "name": name,
            "back": back,
            "journal": in_words(entries.select_related("actor").order_by("-sequence"), zone),
        },
    )
