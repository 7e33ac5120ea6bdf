"""The board's addresses: what is filtered and opened stands in them, so that they can be kept."""

from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from cases.forms.triage import QueueFilterForm
from cases.views.paging import AFTER

OPEN, ACT = "open", "acte"
KEPT = (*QueueFilterForm.base_fields, AFTER)


def board_url(request: HttpRequest, opened: UUID | None = None, act: str = "") -> str:
    return reverse("triage") + _query(request, opened, act)


def act_url(request: HttpRequest, pk: UUID, act: str, opened: UUID | None = None) -> str:
    """Where the act is posted; it comes back to the same page of the list."""
    return reverse("triage-act", args=[pk, act]) + _query(request, opened, "")


def undo_url(request: HttpRequest, sequence: int) -> str:
    return reverse("triage-undo", args=[sequence]) + _query(request, None, "")


def shortcuts_url(request: HttpRequest) -> str:
    return reverse("triage-shortcuts") + _query(request, None, "")


def _query(request: HttpRequest, opened: UUID | None, act: str) -> str:
    query = QueryDict(mutable=True)
    for name in KEPT:
        if value := request.GET.get(name, ""):
            query[name] = value
    if opened:
        query[OPEN] = str(opened)
    if act:
        query[ACT] = act
    return f"?{query.urlencode()}" if query else ""
