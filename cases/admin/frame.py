from typing import Any

from unfold.admin import ModelAdmin

from members.http import MemberRequest


def frame(desk: ModelAdmin, request: MemberRequest, title: str) -> dict[str, Any]:
    """What the desk's own templates need around a page, as a page of the admin has it."""
    return {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": title,
        "show_back_button": True,
    }
