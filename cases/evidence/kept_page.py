"""A page of our own site whose facts the journal tells: kept for its reader until the next entry.

Who may see the page is asked at every look, before this. It is one person's, with the functions
that they hold, at one address and in one language; and it stays in the memory of the process.
"""

import secrets
from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render

from cases.evidence.remembered import until_next_entry
from members.http import MemberRequest

# Each stands for what is of each request; random, so that nobody can have typed it.
TOKEN: Final = secrets.token_hex(32)
NUMBER: Final = uuid4()
"""The number of a form that counts once: each form of each look has its own."""


def kept_page(
    request: MemberRequest,
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

    if request.method != "GET" or get_messages(request):
        page = drawn()
    else:
        name = f"page:{request.user.own_key}:{request.get_full_path()}:{also}"
        page = until_next_entry(name, drawn, where="pages")
    return HttpResponse(_of_this_look(page, request), status=status)


def _of_this_look(page: str, request: MemberRequest) -> str:
    first, *rest = page.replace(TOKEN, get_token(request)).split(str(NUMBER))
    return first + "".join(f"{uuid4()}{each}" for each in rest)
