from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render

from members.http import MemberRequest
from promesse.styleguide import samples


def styleguide(request: MemberRequest) -> HttpResponse:
    if not request.user.is_staff:
        raise PermissionDenied
    return render(request, "styleguide.html", {"sample": samples.everything()})
