from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
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


class LargestRequestMiddleware:
    """What is larger than all that may be handed in at once is answered before it is read."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdigit() and int(announced) <= settings.LARGEST_REQUEST:
            return self.get_response(request)
        return render(request, "413.html", status=413)


class PressOnlyMiddleware:
    """Words for who asks to read what is only pressed: a copied address, a page of the history."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response
