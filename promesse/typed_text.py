"""What a form held when the session had ended: kept while its author logs in, and put back.

The pages of a report ask their own form again (`cases.views.resuming`); every other page of the
site is filled in as it leaves, so that none has to think of it.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TypedDict
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core import signing
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import redirect, resolve_url
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy

from cases.views import resuming
from members.models import User
from promesse.filling_in import filled_in

PROOF = "promesse_served"
RENEWED = timedelta(days=7)
KEPT = "typed_anywhere"
# Its form carries a proof of its own, and its page gives the text back by itself.
OWN_PROOF = "page"
# The desk has its own way; of what the account asks, a password, nothing may be kept.
ASK_BY_THEMSELVES = ("admin:", "account_", "mfa_")

NOTHING_SENT = gettext_lazy(
    "Votre session était finie : rien n’a été fait. Si vous le voulez toujours, recommencez."
)


class Kept(TypedDict):
    user: int
    path: str
    form: str
    came_from: str
    typed: str


class TypedTextMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kept = _taken(request)
        response = self.get_response(request)
        if kept is not None:
            response = _with_text(request, response, kept)
        elif _is_sent_to_log_in(request, response):
            _keep(request)
        _leave_proof(request, response)
        return response


def _is_sent_to_log_in(request: HttpRequest, response: HttpResponse) -> bool:
    if request.method != "POST" or isinstance(request.user, User) or response.status_code != 302:
        return False
    log_in, _mark, query = response.headers["Location"].partition("?")
    goes_on_to = QueryDict(query).get("next", "")
    return (
        log_in == resolve_url(settings.LOGIN_URL)
        and goes_on_to == request.get_full_path()
        and not _name_of(request).startswith(ASK_BY_THEMSELVES)
        and OWN_PROOF not in request.POST
        and "HX-Request" not in request.headers
    )


def _name_of(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _person(request: HttpRequest, max_age: timedelta) -> int | None:
    try:
        person: int = signing.loads(
            request.COOKIES.get(PROOF, ""), salt=resuming.SALT, max_age=max_age
        )
    except signing.BadSignature:
        return None
    return person


def _keep(request: HttpRequest) -> None:
    person = _person(request, resuming.VALID)
    if person is None:
        return
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    encoded = typed.urlencode()
    if len(encoded) <= resuming.MOST_SIGNS:
        request.session[KEPT] = {
            "user": person,
            "path": request.path,
            "form": request.path,
            "came_from": _page_before(request),
            "typed": encoded,
        }


def _page_before(request: HttpRequest) -> str:
    address = request.headers.get("Referer", "")
    path = urlsplit(address).path
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()})
    is_another = path != request.path and url_has_allowed_host_and_scheme(path, None)
    return path if is_ours and is_another else resolve_url("home")


def _taken(request: HttpRequest) -> Kept | None:
    """Once, and by the person to whom the form was shown."""
    if request.method != "GET" or not isinstance(request.user, User):
        return None
    kept: Kept | None = request.session.get(KEPT)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEPT]
    return kept if kept["user"] == request.user.pk else None


def _with_text(request: HttpRequest, response: HttpResponse, kept: Kept) -> HttpResponse:
    if isinstance(response, HttpResponseNotAllowed):
        # A mere button, or a form that stands on another page.
        messages.warning(request, NOTHING_SENT)
        response = redirect(kept["came_from"])
    if isinstance(response, HttpResponseRedirect):
        goes_on_to = urlsplit(response.url)
        # Who is asked for the password once more comes back here.
        comes_back = "next=" in goes_on_to.query
        path = kept["path"] if comes_back else goes_on_to.path
        request.session[KEPT] = {**kept, "path": path}
    elif response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
        told = Message(messages.INFO, str(resuming.BACK_AFTER_LOG_IN))
        said = render_to_string("components/messages.html", {"messages": [told]})
        typed = QueryDict(kept["typed"])
        response.content = filled_in(response.text, typed, path=kept["form"], said=said)
    return response


def _leave_proof(request: HttpRequest, response: HttpResponse) -> None:
    user = request.user
    if isinstance(user, User) and _person(request, RENEWED) != user.pk:
        response.set_cookie(
            PROOF,
            resuming.served_to(user),
            max_age=resuming.VALID,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
