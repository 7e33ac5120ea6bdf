"""The pages « Joindre des pièces » of an observation and of a case, and the words of one file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cases import actions
from cases.errors import Refused, StepRefused, VersionRefused
from cases.evidence.intake.refusals import NotKept
from cases.evidence.kept_page import kept_page
from cases.evidence.receiving import Received, Upload, leave_nothing, not_kept, take_in
from cases.forms.fields import is_number
from cases.forms.uploads import AttachForm, DescriptionForm
from cases.models import Attachment, Case, Observation
from cases.states import ObservationState
from members.http import MemberRequest
from members.models import User

# As HTTP says that a disk is full (RFC 4918).
NO_ROOM = 507


@dataclass(frozen=True)
class Place:
    """Where files are joined."""

    name: str
    url: str
    back_url: str
    back_label: str
    files: QuerySet[Attachment]
    takes_files: bool
    attach: Callable[[Received], Attachment]


@require_http_methods(["GET", "POST"])
def observation_attachments(request: MemberRequest, pk: UUID) -> HttpResponse:
    visible = Observation.objects.visible_to(request.user)
    observation = get_object_or_404(visible.select_related("case"), pk=pk)
    own = observation.is_spoken_for_by(request.user)
    if request.method == "POST" and not own:
        raise PermissionDenied
    seen = Attachment.objects.visible_to(request.user).filter(observation=observation)
    place = Place(
        name=observation.reference,
        url=reverse("observation-attachments", args=[pk]),
        back_url=reverse("observation-detail", args=[pk]),
        back_label=observation.reference,
        files=seen,
        takes_files=own and observation.state == ObservationState.RECEIVED,
        attach=lambda each: actions.attach_to_observation(observation, each, by=request.user),
    )
    return _attachments(request, place)


@require_http_methods(["GET", "POST"])
def case_attachments(request: MemberRequest, pk: int) -> HttpResponse:
    case = get_object_or_404(Case.objects.visible_to(request.user), pk=pk)
    if not request.user.sits_on_committee:
        raise PermissionDenied
    return _attachments(request, place_of_case(case, request.user))


def place_of_case(case: Case, user: User) -> Place:
    return Place(
        name=case.reference,
        url=reverse("case-attachments", args=[case.pk]),
        back_url=reverse("case-detail", args=[case.pk]),
        back_label=case.reference,
        files=Attachment.objects.visible_to(user).filter(case=case),
        takes_files=True,
        attach=lambda each: actions.attach_to_case(case, each, by=user),
    )


def _attachments(request: MemberRequest, place: Place) -> HttpResponse:
    if request.method == "GET":
        return _page(request, place, AttachForm(), status=200)
    form, told, status = all_taken_in(request, place)
    if request.accepts("text/html"):
        return _answered(request, place, form, status)
    return JsonResponse({"files": told}, status=status)


def all_taken_in(
    request: MemberRequest, place: Place
) -> tuple[AttachForm, list[dict[str, Any]], int]:
    """The form with its refusals, what became of each file, and the status of the whole."""
    form = AttachForm(request.POST, request.FILES)
    form.is_valid()
    told = [_taken_in(request.user, place, form, *given) for given in form.given()]
    if not told:
        form.add_error("documents", _("Choisissez au moins un fichier, ou prenez une photo."))
    return form, told, max((each["status"] for each in told), default=422)


def _taken_in(
    by: User, place: Place, form: AttachForm, name: str, upload: Upload
) -> dict[str, Any]:
    """Each file is kept or refused by itself, at its control."""
    status, refusal = 201, ""
    received = None
    try:
        received = take_in(upload, by=by, agreed=form.cleaned_data["agreed"])
        place.attach(received)
    except StepRefused as late:
        status, refusal = 409, str(late)
    except NotKept as full:
        status, refusal = NO_ROOM, str(full)
    except Refused as refused:
        status, refusal = 422, str(refused)
    except OperationalError:
        status, refusal = NO_ROOM, not_kept(upload.name)
        if received:
            leave_nothing(received)
    if refusal:
        form.add_error(name, refusal)
    return {"name": upload.name, "status": status, "refusal": refusal}


def _answered(request: MemberRequest, place: Place, form: AttachForm, status: int) -> HttpResponse:
    if form.errors:
        return _page(request, place, form, status=status)
    messages.success(request, kept_in_words(form))
    return redirect(place.url)


def kept_in_words(form: AttachForm) -> str:
    count = len(form.given())
    kept = ngettext("%(count)s pièce gardée.", "%(count)s pièces gardées.", count)
    return kept % {"count": count}


def _page(request: MemberRequest, place: Place, form: AttachForm, *, status: int) -> HttpResponse:
    files = place.files.select_related("item__redacts", "observation", "case")
    return kept_page(
        request,
        "cases/attachments.html",
        lambda: {
            "place": place,
            "files": [(each, each.is_described_by(request.user)) for each in files],
            "form": form,
        },
        status=status,
    )


@require_http_methods(["GET", "POST"])
def attachment_describe(request: MemberRequest, pk: UUID) -> HttpResponse:
    visible = Attachment.objects.visible_to(request.user)
    attachment = get_object_or_404(visible.select_related("item", "observation", "case"), item=pk)
    if not attachment.is_described_by(request.user):
        raise PermissionDenied
    form = _description_form(request, attachment)
    if request.method == "GET":
        return _description(request, attachment, form, status=200)
    if not form.is_valid():
        return _description(request, attachment, form, status=422)
    seen = request.POST.get("seen", "")
    try:
        actions.describe_attachment(
            attachment,
            form.description(),
            by=request.user,
            seen=int(seen) if is_number(seen) else -1,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        status = 409 if isinstance(refusal, VersionRefused) else 422
        attachment.item.refresh_from_db()
        return _description(request, attachment, form, status=status)
    messages.success(request, _("C’est noté."))
    return redirect(_list_of(attachment))


def _description_form(request: MemberRequest, attachment: Attachment) -> DescriptionForm:
    data = request.POST if request.method == "POST" else None
    form = DescriptionForm(attachment, data, proves=request.user.sits_on_committee)
    form.offer(actions.may_be_redacted(attachment))
    return form


def _description(
    request: MemberRequest, attachment: Attachment, form: DescriptionForm, *, status: int
) -> HttpResponse:
    return kept_page(
        request,
        "cases/attachment_describe.html",
        lambda: {
            "attachment": attachment,
            "form": form,
            "seen": attachment.item.description_count,
            "list_url": _list_of(attachment),
        },
        status=status,
    )


def _list_of(attachment: Attachment) -> str:
    if attachment.case_id:
        return reverse("case-attachments", args=[attachment.case_id])
    return reverse("observation-attachments", args=[attachment.observation_id])
