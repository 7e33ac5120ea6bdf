from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cases import actions
from cases.errors import StepRefused
from cases.models import Attachment
from members.http import MemberRequest


@require_GET
@never_cache
def attachment_download(request: MemberRequest, pk: UUID) -> FileResponse | HttpResponse:
    """The original, untouched: a file to save, never a page of this site."""
    visible = Attachment.objects.visible_to(request.user)
    attachment = get_object_or_404(visible.select_related("item", "observation__case"), item=pk)
    try:
        knowing = "confirme" in request.GET
        content = actions.download_attachment(attachment, by=request.user, knowing=knowing)
    except actions.NotScanned as refusal:
        context = {"attachment": attachment, "refusal": refusal}
        return render(request, "cases/attachment_quarantined.html", context, status=409)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("home")
    item = attachment.item
    response = FileResponse(
        content, as_attachment=True, filename=item.name, content_type=item.media_type
    )
    response["Content-Length"] = item.size
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
