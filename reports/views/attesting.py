"""« Attestation de témoin »: what it is, and the form to take away."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cases.models import Case
from members.http import MemberRequest
from members.models import User
from reports.attestation import Way, attestation, mentions


@require_GET
@never_cache
def attestation_page(request: MemberRequest, pk: int) -> HttpResponse:
    case = _case(request.user, pk)
    context = {"case": case, "mention": mentions(), "ways": Way}
    return render(request, "reports/attestation.html", context)


@require_GET
@never_cache
def attestation_form(request: MemberRequest, pk: int, way: str) -> HttpResponse:
    case = _case(request.user, pk)
    if way not in Way:
        raise Http404
    content = attestation(case, Way(way), witness=request.user)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"attestation-{case.reference}-{way}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _case(user: User, pk: int) -> Case:
    """A lawyer reads attestations; they witness nothing."""
    case = get_object_or_404(Case.objects.visible_to(user).select_related("publisher"), pk=pk)
    if not user.may_report:
        raise PermissionDenied(_("Une attestation est écrite par qui a vu les faits."))
    return case
