from collections.abc import Callable, Collection, Mapping
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override

DESK_POLICY = {
    **cast(Mapping[str, Collection[str]], settings.SECURE_CSP),
    # Alpine's expressions, and the styles that django-unfold writes into its pages.
    "script-src": [CSP.SELF, CSP.UNSAFE_EVAL],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
}
Handler = Callable[[HttpRequest], HttpResponse]


class DeskPolicyMiddleware:
    """The looser content security policy that django-unfold needs, under the desk's path only."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.get_desk_response: Handler = csp_override(DESK_POLICY)(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(reverse("admin:index")):
            return self.get_desk_response(request)
        return self.get_response(request)
