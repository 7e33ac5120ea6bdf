"""A page about work that lasts: asked for again meanwhile, kept for its reader once it is over."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from cases.evidence.kept_page import kept_page
from members.http import MemberRequest

SECONDS_BETWEEN_LOOKS = 5

type Told = Callable[[], dict[str, Any]]


def followed_page(
    request: MemberRequest,
    template: str,
    told: Told,
    *,
    lasts: bool,
    news: Told | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, or its partial `news` when the page asks for that alone: then `news` is told, if it
    is less than the whole."""
    if _is_fragment(request):
        return render(request, f"{template}#news", (news or told)(), status=status)
    if not lasts:
        return kept_page(request, template, told, status=status)
    response = render(request, template, told(), status=status)
    if request.method == "GET":
        # For a browser without scripts; where they run, the page stops it and asks for itself.
        response["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return response


def _is_fragment(request: HttpRequest) -> bool:
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted
