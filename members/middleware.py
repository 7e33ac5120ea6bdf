from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch, reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from members.language import language_of_request
from members.models import User
from members.second_factor import lacks_second_factor

OPEN_WITHOUT = frozenset({"account_logout", "account_reauthenticate", "admin:logout"})


class LanguageMiddleware:
    """Each answer in its reader's language, and in no other once it is given."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of_request(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        patch_vary_headers(response, ["Cookie"])
        response.headers.setdefault("Content-Language", language)
        return response


class SecondFactorMiddleware:
    """Whoever decides, holds evidence or lets people in sets up a second factor first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        if _is_open(request.resolver_match) or not isinstance(request.user, User):
            return None
        if not lacks_second_factor(request.user):
            return None
        if request.path.startswith("/api/"):
            return _problem()
        messages.warning(
            request,
            _("Votre fonction demande un second facteur : ajoutez-en un pour continuer."),
        )
        return redirect("mfa_index")


def _is_open(match: ResolverMatch | None) -> bool:
    return match is not None and (
        match.view_name in OPEN_WITHOUT or match.view_name.startswith("mfa_")
    )


def _problem() -> JsonResponse:
    return JsonResponse(
        {
            "type": "about:blank",
            "title": _("Second facteur à mettre en place"),
            "status": 403,
            "detail": _("Votre fonction demande un second facteur : ajoutez-en un sur le site."),
            "instance": reverse("mfa_index"),
        },
        status=403,
        content_type="application/problem+json",
    )
