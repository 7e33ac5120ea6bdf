"""Whose a text is that is written on a device while no server can be asked.

The mark says nothing about the person, opens nothing, and is the same in every browser of theirs.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from members.models import User

MARK = "promesse_author"


def mark_of(user: User) -> str:
    return salted_hmac("members.device", str(user.pk), algorithm="sha256").hexdigest()[:32]


def is_marked(user: User, mark: str) -> bool:
    return constant_time_compare(mark, mark_of(user))


class AuthorMarkMiddleware:
    """Who may report leaves their mark in the browser for as long as they are logged in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(request.user, User):
            if request.COOKIES.get(MARK) != mark_of(request.user) and request.user.may_report:
                _leave(request, response, mark_of(request.user))
        elif MARK in request.COOKIES:
            response.delete_cookie(MARK, samesite="Lax")
        return response


def _leave(request: HttpRequest, response: HttpResponse, mark: str) -> None:
    """For as long as the session; readable by our scripts, which put it on what is written."""
    ends_with_browser = request.session.get_expire_at_browser_close()
    response.set_cookie(
        MARK,
        mark,
        max_age=None if ends_with_browser else request.session.get_expiry_age(),
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
