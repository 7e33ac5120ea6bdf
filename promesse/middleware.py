from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csp import csp_override

from promesse import policy

Handler = Callable[[HttpRequest], HttpResponse]


class DeskPolicyMiddleware:
    """The looser content security policy that django-unfold needs, under the desk's path only."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.get_desk_response: Handler = csp_override(policy.DESK)(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(reverse("admin:index")):
            return self.get_desk_response(request)
        return self.get_response(request)
