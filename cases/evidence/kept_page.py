"""A page of our own site whose facts the journal tells: kept for its reader until the next entry.

Who may see the page is asked at every look, before this. It is one person's, with the functions
that they hold, at one address and in one language; and it stays in the memory of the process.
"""

import secrets
from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from cases.evidence.remembered import until_next_entry
from members.models import User

# Each stands for what is of each request; random, so that nobody can have typed it.
TOKEN: Final = secrets.token_hex(32)
NUMBER: Final = uuid4()
"""The number of a form that counts once: each form of each look has its own."""


def kept_page(
    request: HttpRequest,
    template: str,
    context: Callable[[], dict[str, Any]],
    *,
    also: str = "",
    status: int = 200,
) -> HttpResponse:
    """`context` is not asked while the page is kept; `also` names what no entry tells of it.

    What the last act has to say is said once: a page with such words is drawn for this look alone.
    """

    def drawn() -> str:
        return render(request, template, {**context(), "csrf_token": TOKEN}).text

    is_for_one_look = request.method != "GET" or get_messages(request)
    page = drawn() if is_for_one_look else _kept(request, template, drawn, also)
    return HttpResponse(_of_this_look(page, request), status=status)


def kept_part(
    request: HttpRequest, template: str, context: Callable[[], dict[str, Any]]
) -> SafeString:
    """Of a page whose rest is read at each look."""

    def drawn() -> str:
        return render_to_string(template, {**context(), "csrf_token": TOKEN}, request)

    part = _kept(request, template, drawn)
    return mark_safe(_of_this_look(part, request))  # noqa: S308 drawn by a template


def _kept(request: HttpRequest, template: str, drawn: Callable[[], str], also: str = "") -> str:
    who, day = _reader(request), timezone.localdate()
    name = f"{template}:{who}:{day}:{request.get_full_path()}:{also}"
    return until_next_entry(name, drawn, where="pages")


def _reader(request: HttpRequest) -> str:
    """Whoever has no account reads what the address opens, and nothing else."""
    return request.user.own_key if isinstance(request.user, User) else "anyone"


def _of_this_look(page: str, request: HttpRequest) -> str:
    first, *rest = page.replace(TOKEN, get_token(request)).split(str(NUMBER))
    return first + "".join(f"{uuid4()}{each}" for each in rest)
