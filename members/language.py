"""The language that a person reads: theirs if they chose one, else their browser's last choice.

French unless chosen: an English browser is no sign that its owner, who works with French
publishers, wants English.
"""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members.models import User

A_YEAR = 365 * 24 * 3600


def language_of(person: User) -> str:
    """For what is sent to them, whatever the browser they chose it in."""
    return person.language if is_known(person.language) else settings.LANGUAGE_CODE


def language_of_request(request: HttpRequest) -> str:
    if isinstance(request.user, User) and request.user.language:
        return language_of(request.user)
    return chosen_in_browser(request) or settings.LANGUAGE_CODE


def chosen_in_browser(request: HttpRequest) -> str:
    kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return kept if is_known(kept) else ""


def is_known(language: str) -> bool:
    return language in dict(settings.LANGUAGES)


def keep_language(person: User, language: str) -> None:
    User.objects.filter(pk=person.pk).update(language=language)


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    language = request.POST.get("language", "")
    answer = redirect(_page_to_return_to(request))
    if not is_known(language):
        messages.error(request, _("Cette langue n’est pas proposée : choisissez-en une autre."))
        return answer
    if isinstance(request.user, User):
        keep_language(request.user, language)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _page_to_return_to(request: HttpRequest) -> str:
    # The desk's own switch does not say where it stands.
    page = request.POST.get("next") or request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return page if ours else resolve_url(settings.LOGIN_REDIRECT_URL)
