from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.actions.handing_out import takes_it_away_as_counsel
from cases.errors import StepRefused
from cases.evidence.responses import PDF, make_harmless, to_save
from cases.forms import PurposeForm
from members.http import MemberRequest
from members.models import User
from reports import actions
from reports.copies import CopyNotMade
from reports.models import Dossier

type Answer = HttpResponse | FileResponse | StreamingHttpResponse


@require_http_methods(["GET", "POST"])
@never_cache
def dossier_download(request: MemberRequest, pk: UUID) -> Answer:
    """What the copy is for, then the file. A lawyer says once more who they are."""
    visible = Dossier.objects.visible_to(request.user).filter(ready_at__isnull=False)
    dossier = get_object_or_404(visible.select_related("case").defer("content"), pk=pk)
    answer: Answer = _asked_for(request, dossier)
    return answer


def _is_counsel(request: HttpRequest) -> bool:
    return takes_it_away_as_counsel(request.user)  # type: ignore[arg-type]


# A POST that came too late is kept aside, and goes on by itself once the password is given.
@reauthentication_required(enabled=_is_counsel)  # type: ignore[untyped-decorator]
def _asked_for(request: MemberRequest, dossier: Dossier) -> Answer:
    form = PurposeForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        return _handed_over(request, dossier, form.cleaned_data["purpose"])
    context = {"dossier": dossier, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/dossier_download.html", context, status=status)


def _handed_over(request: MemberRequest, dossier: Dossier, purpose: str) -> Answer:
    give = {"bundle": _the_bundle, "copy": _a_marked_copy}.get(
        request.POST.get("what", ""), _the_pdf
    )
    try:
        return give(dossier, request.user, purpose)
    except (CopyNotMade, StepRefused) as refusal:
        messages.error(request, str(refusal))
        return redirect("dossier-detail", dossier.pk)


def _the_pdf(dossier: Dossier, user: User, purpose: str) -> FileResponse:
    content = actions.download_dossier(dossier, by=user, purpose=purpose)
    return to_save(content, dossier.file_name, PDF)


def _a_marked_copy(dossier: Dossier, user: User, purpose: str) -> FileResponse:
    content = actions.take_marked_copy(dossier, by=user, purpose=purpose)
    return to_save(content, dossier.copy_name, PDF)


def _the_bundle(dossier: Dossier, user: User, purpose: str) -> StreamingHttpResponse:
    content = actions.export_bundle(dossier, by=user, purpose=purpose)
    response = StreamingHttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{dossier.bundle_name}"'
    make_harmless(response)
    return response
