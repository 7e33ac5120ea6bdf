"""A list of the desk whose rows the journal tells: its pieces are kept until the next entry."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from unfold.admin import ModelAdmin

from cases.evidence.remembered import until_next_entry
from members.http import MemberRequest

ROWS_ON_A_PAGE = 20
# By their names in admin/change_list.html.
PIECES = ("count", "tools", "above", "results", "beside", "foot")


def kept_list(
    desk: ModelAdmin, request: MemberRequest, answer: Callable[[], HttpResponse]
) -> HttpResponse:
    """`answer` gives the list as the admin draws it, and is not asked while its pieces are kept.

    The frame, the messages and the token of the form are of this request.
    """
    if request.method != "GET":
        return answer()
    if not desk.has_view_permission(request):
        raise PermissionDenied
    kept = until_next_entry(_name(request), lambda: _pieces(request, answer()))
    if kept is None:
        return answer()
    context = {**desk.admin_site.each_context(request), "opts": desk.opts, **kept}
    return TemplateResponse(request, "admin/kept_list.html", context)


def _name(request: MemberRequest) -> str:
    """All that the pieces depend on beside the rows: the functions held, and the address."""
    return f"desk-list:{request.user.functions_key}:{request.get_full_path()}"


def _pieces(request: MemberRequest, answer: HttpResponse) -> dict[str, Any] | None:
    """None for what is no page: an address that the admin leads elsewhere."""
    if not isinstance(answer, TemplateResponse) or answer.context_data is None:
        return None
    shown = answer.context_data
    return {
        "title": str(shown["title"]),
        "is_popup": shown["is_popup"],
        "media": {kind: shown["media"][kind].render() for kind in ("css", "js")},
        "kept": {
            piece: render_to_string(f"admin/change_list.html#{piece}", shown, request)
            for piece in PIECES
        },
    }
