"""The desk as a site of Django's admin: what its pages are given before they add their own."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from unfold.sites import UnfoldAdminSite

from members.http import MemberRequest

# What depends on who asks, or from where. The rest is the dress, the same on every page.
OF_THE_REQUEST = frozenset({"has_permission", "available_apps", "sidebar_navigation"})


class DeskSite(UnfoldAdminSite):
    _dress: dict[str, Any] | None = None

    def each_context(self, request: MemberRequest) -> dict[str, Any]:
        """The menu is worked out by the page that has not kept it (`admin/nav_sidebar.html`)."""
        if self._dress is None:
            asked = super().each_context(request)
            self._dress = {name: asked[name] for name in asked.keys() - OF_THE_REQUEST}
        return {
            **self._dress,
            "has_permission": self.has_permission(request),
            "sidebar_navigation": partial(self.get_sidebar_list, request),
            "menu_of": getattr(request.user, "functions_key", ""),
            "menu_at": _place(request),
            "on_macintosh": "Macintosh" in request.headers.get("User-Agent", ""),
        }


def _place(request: HttpRequest) -> str:
    """Which line of the menu the page is under: the address as far as the list it belongs to."""
    return "/".join(request.path_info.split("/")[:4])
