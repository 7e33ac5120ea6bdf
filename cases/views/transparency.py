"""The journal's daily roots, for anybody: what was published once cannot be rewritten later.

A root says nothing of what it covers, but how many entries.
"""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from cases.evidence.models import DailyRoot

ROOTS_ON_A_PAGE = 31


@login_not_required
@require_GET
def transparency(request: HttpRequest) -> HttpResponse:
    """A month at a time, newest first."""
    roots = DailyRoot.objects.select_related("stamp").order_by("-day")
    before = _day(request.GET.get("avant", ""))
    if before:
        roots = roots.filter(day__lt=before)
    shown = list(roots[: ROOTS_ON_A_PAGE + 1])
    older = shown[ROOTS_ON_A_PAGE - 1].day if len(shown) > ROOTS_ON_A_PAGE else None
    context = {"roots": shown[:ROOTS_ON_A_PAGE], "older": older}
    return render(request, "cases/transparency.html", context)


@login_not_required
@require_GET
def root_statement(request: HttpRequest, day: str) -> HttpResponse:
    """The very bytes that were stamped, as `openssl ts -verify` wants them."""
    return _file(f"{day}.json", "application/json", _root(day).statement)


@login_not_required
@require_GET
def root_stamp(request: HttpRequest, day: str) -> HttpResponse:
    root = _root(day)
    if not hasattr(root, "stamp"):
        raise Http404
    return _file(f"{day}.tsr", "application/timestamp-reply", bytes(root.stamp.answer))


def _root(day: str) -> DailyRoot:
    return get_object_or_404(DailyRoot.objects.select_related("stamp"), day=_day(day))


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _file(name: str, media_type: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
