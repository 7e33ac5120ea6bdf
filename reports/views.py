from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cases.errors import StepRefused
from members.http import MemberRequest
from reports import actions
from reports.models import Dossier


@require_GET
def dossier_list(request: MemberRequest) -> HttpResponse:
    """« Mes dossiers »: of a lawyer, what their mandates open; the committee sees all."""
    if not request.user.follows_cases:
        raise PermissionDenied
    dossiers = Dossier.objects.visible_to(request.user).select_related("case__publisher")
    by_case: dict[int, list[Dossier]] = {}
    for dossier in dossiers.defer("content").order_by("case__reference", "-number"):
        by_case.setdefault(dossier.case_id, []).append(dossier)
    groups = [(held[0].case, held) for held in by_case.values()]
    return render(request, "reports/dossier_list.html", {"groups": groups})


@require_GET
@never_cache
def dossier_download(request: MemberRequest, pk: UUID) -> FileResponse | HttpResponseRedirect:
    visible = Dossier.objects.visible_to(request.user).filter(ready_at__isnull=False)
    dossier = get_object_or_404(visible.select_related("case"), pk=pk)
    try:
        content = actions.download_dossier(dossier, by=request.user)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("dossier-list")
    response = FileResponse(
        content, as_attachment=True, filename=dossier.file_name, content_type="application/pdf"
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
