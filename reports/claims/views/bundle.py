"""One claim in one download: what the copy is for, then the whole."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.errors import Refused
from cases.evidence.responses import make_harmless
from cases.forms import PurposeForm
from members.http import MemberRequest
from reports.claims import actions
from reports.claims.models import ClaimDocument
from reports.claims.views.documents import is_counsel, visible_document

type Answer = HttpResponse | StreamingHttpResponse


@require_http_methods(["GET", "POST"])
@never_cache
def claim_bundle(request: MemberRequest, pk: UUID) -> Answer:
    document = visible_document(request, pk)
    if not document.can_be_bundled:
        return redirect("claim-document", pk)
    actions.refuse_who_may_not_read(document, request.user)
    answer: Answer = _asked_for(request, document)
    return answer


# A POST that came too late is kept aside, and goes on by itself once the password is given.
@reauthentication_required(enabled=is_counsel)  # type: ignore[untyped-decorator]
def _asked_for(request: MemberRequest, document: ClaimDocument) -> Answer:
    form = PurposeForm(request.POST if request.method == "POST" else None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return _the_bundle(request, document, form.cleaned_data["purpose"])
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("claim-document", document.pk)
    context = {"document": document, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/claim_bundle.html", context, status=status)


def _the_bundle(
    request: MemberRequest, document: ClaimDocument, purpose: str
) -> StreamingHttpResponse:
    content = actions.export_bundle(document, by=request.user, purpose=purpose)
    response = StreamingHttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{document.file_stem}.zip"'
    make_harmless(response)
    return response
