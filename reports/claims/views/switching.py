"""One customer who leaves a product: their file, its dates, its letter. Nothing is added up."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from cases.claims.actions import close_switching_file, note_reception, open_switching_file
from cases.claims.models import SwitchingFile
from cases.errors import Refused
from members.http import MemberRequest
from reports.claims import actions
from reports.claims.forms import ReceptionForm, ReversibilityForm, SwitchingForm
from reports.claims.freezing.letters import dates_of
from reports.claims.letters.reversibility import Mentions
from reports.claims.models import Particulars


@require_GET
@never_cache
def switching_list(request: MemberRequest) -> HttpResponse:
    if not request.user.may_report:
        raise PermissionDenied
    files = SwitchingFile.objects.visible_to(request.user).select_related("product")
    return render(request, "reports/switching_list.html", {"files": files})


@require_http_methods(["GET", "POST"])
@never_cache
def switching_open(request: MemberRequest) -> HttpResponse:
    if not request.user.may_report:
        raise PermissionDenied
    form = SwitchingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            file = open_switching_file(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("switching-file", file.pk)
    status = 422 if form.is_bound else 200
    return render(request, "reports/switching_open.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
def switching_file(request: MemberRequest, pk: UUID) -> HttpResponse:
    """POST: the day of reception, or that the file is closed."""
    file = _visible(request, pk)
    if request.method == "POST" and "close" in request.POST:
        return _closed(request, file)
    form = ReceptionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            note_reception(file, by=request.user, received_on=form.cleaned_data["received_on"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("C’est noté."))
            return redirect("switching-file", file.pk)
    context = {
        "file": file,
        "form": form,
        "dates": dates_of(file, file.received_on) if file.received_on else None,
        "documents": file.documents.defer("content"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "reports/switching_file.html", context, status=status)


def _closed(request: MemberRequest, file: SwitchingFile) -> HttpResponse:
    try:
        close_switching_file(file, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Ce dossier est clos."))
    return redirect("switching-file", file.pk)


@require_http_methods(["GET", "POST"])
@never_cache
def switching_letter(request: MemberRequest, pk: UUID) -> HttpResponse:
    file = _visible(request, pk)
    form = ReversibilityForm(request.POST or None, initial=_said_before(file))
    if form.is_valid():
        told = Mentions(**form.cleaned_data)
        try:
            document = actions.request_reversibility(file, told, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("switching-file", file.pk)
        return redirect("claim-document", document.pk)
    status = 422 if form.is_bound else 200
    context = {"file": file, "form": form}
    return render(request, "reports/switching_letter.html", context, status=status)


def _said_before(file: SwitchingFile) -> dict[str, str]:
    """By the organisation, for a claim against the same publisher."""
    own = Particulars.objects.filter(
        claim__sheet__organisation=file.organisation_id,
        claim__sheet__case__publisher=file.product.publisher_id,
    )
    said = own.order_by("-pk").first() or Particulars()
    return {
        "seat": said.claimant_seat,
        "publisher_seat": said.publisher_seat,
        "place": said.place,
        "signatory": said.claimant_representative,
    }


def _visible(request: MemberRequest, pk: UUID) -> SwitchingFile:
    visible = SwitchingFile.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("product__publisher", "organisation"), pk=pk)
