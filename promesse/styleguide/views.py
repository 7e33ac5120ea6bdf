from functools import cache

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from members.http import MemberRequest
from promesse.styleguide import samples


def styleguide(request: MemberRequest) -> HttpResponse:
    if not request.user.is_staff:
        raise PermissionDenied
    return render(request, "styleguide.html", {"body": _body(get_language())})


@cache
def _body(language: str | None) -> SafeString:
    """The same for everyone, so made once a process: the examples' forms go nowhere, and a menu
    among them is a sample person's."""
    return render_to_string("styleguide/body.html", {"sample": samples.everything()})
