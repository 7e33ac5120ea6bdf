import base64
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from cases import actions
from cases.errors import StepRefused
from cases.evidence.description import CAPTURE
from cases.evidence.previews import Preview
from cases.forms.fields import is_number
from cases.models import Attachment
from cases.views.handing_out import hand_out
from cases.views.series import Line
from cases.words import moment
from members.http import MemberRequest
from members.models import User
from members.typography import day


@require_http_methods(["GET", "POST"])
@never_cache
def attachment_download(request: MemberRequest, pk: UUID) -> FileResponse | HttpResponse:
    visible = Attachment.objects.visible_to(request.user)
    known = visible.select_related("item", "observation__case", "case")
    attachment = get_object_or_404(known, item=pk)
    above = _above(request.user, attachment)
    try:
        return hand_out(request, attachment, above, knowing="confirme" in request.GET)
    except actions.NotScanned as refusal:
        context = {"attachment": attachment, "refusal": refusal, **above}
        return render(request, "cases/attachment_quarantined.html", context, status=409)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("home")


@require_GET
@never_cache
def attachment_preview(request: MemberRequest, pk: UUID) -> HttpResponse:
    """The picture is in the page: it has no address of its own to be had past the journal."""
    visible = Attachment.objects.visible_to(request.user)
    attachment = get_object_or_404(
        visible.select_related("item__redacts", "item__received_by", "observation__case", "case"),
        item=pk,
    )
    typed = request.GET.get("page", "")
    page = int(typed) if is_number(typed) else 1
    try:
        preview = actions.view_attachment(attachment, by=request.user, page=page)
    except StepRefused as refusal:
        preview = Preview(why_not=str(refusal))
    context = {
        "attachment": attachment,
        "described": attachment.is_described_by(request.user),
        "lines": _facts(attachment),
        "preview": preview,
        "picture": base64.b64encode(preview.picture).decode(),
        "previous_page": preview.page - 1,
        "next_page": preview.page + 1 if preview.page < preview.pages else 0,
        **_above(request.user, attachment),
    }
    # A page that lists files shows it in its place.
    part = "#preview" if request.headers.get("HX-Request") == "true" else ""
    return render(request, f"cases/attachment_preview.html{part}", context)


def _above(user: User, attachment: Attachment) -> dict[str, str]:
    """The page to go back to: of the observation where they read it, else of the case."""
    observation = attachment.observation
    if observation and (
        user.sits_on_committee or observation.organisation_id == user.organisation_id
    ):
        url = reverse("observation-detail", args=[observation.pk])
        return {"above_url": url, "above_label": observation.reference}
    case = attachment.case or (observation.case if observation else None)
    if case is None:
        return {"above_url": "", "above_label": ""}
    return {"above_url": reverse("case-detail", args=[case.pk]), "above_label": case.reference}


def _facts(attachment: Attachment) -> list[Line]:
    item = attachment.item
    said = [
        (_("Nature"), item.get_nature_display()),
        (_("Date du document"), day(item.document_date) if item.document_date else ""),
        (_("Auteur ou origine"), item.author),
        (_("Niveau de preuve"), item.get_assurance_level_display()),
        (_("Reçue le"), moment(item.received_at, timezone.get_current_timezone())),
        (_("Analyse antivirus"), item.get_scan_display()),
        (_("Empreinte SHA-256"), item.sha256),
        *((str(label), item.capture.get(name, "")) for name, label in CAPTURE.items()),
    ]
    return [Line(label, str(value)) for label, value in said if value]
