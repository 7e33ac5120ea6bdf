"""A lawyer's own notes on a case, and the notes that a legal adviser signs."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cases import actions
from cases.errors import StepRefused
from cases.forms import AdviceNoteForm, PrivateNoteForm
from cases.models import Case, Mandate, PrivateNote
from members.http import MemberRequest


@require_http_methods(["GET", "POST"])
@never_cache
def private_notes(request: MemberRequest, pk: int) -> HttpResponse:
    case, _held_mandate = _held(request, pk)
    form = PrivateNoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.write_private_note(case, by=request.user, text=form.cleaned_data["text"])
        messages.success(request, _("La note est gardée."))
        return redirect("private-notes", pk)
    notes = PrivateNote.objects.visible_to(request.user).filter(case=case)
    context = {"case": case, "form": form, "notes": notes}
    status = 422 if form.is_bound else 200
    return render(request, "cases/private_notes.html", context, status=status)


@require_POST
def private_note_erase(request: MemberRequest, pk: UUID) -> HttpResponse:
    note = get_object_or_404(PrivateNote.objects.visible_to(request.user), pk=pk)
    try:
        actions.erase_private_note(note, by=request.user)
    except StepRefused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("La note est effacée."))
    return redirect("private-notes", note.case_id)


@require_http_methods(["GET", "POST"])
@never_cache
def advice_note_sign(request: MemberRequest, pk: int) -> HttpResponse:
    case, mandate = _held(request, pk)
    if not mandate.is_advice:
        raise PermissionDenied
    answer: HttpResponse = _signed(request, case, mandate)
    return answer


# What is signed is what they wrote: who they are is asked once more, and the text waits.
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def _signed(request: MemberRequest, case: Case, mandate: Mandate) -> HttpResponse:
    form = AdviceNoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.sign_note(case, by=request.user, text=form.cleaned_data["text"])
        messages.success(request, _("La note est signée."))
        return redirect("case-detail", case.pk)
    context = {"case": case, "form": form, "mandate": mandate}
    status = 422 if form.is_bound else 200
    return render(request, "cases/advice_note_sign.html", context, status=status)


def _held(request: MemberRequest, pk: int) -> tuple[Case, Mandate]:
    """The case, and the mandate on it: of a lawyer, and in force."""
    case = get_object_or_404(Case.objects.visible_to(request.user), pk=pk)
    held = Mandate.objects.in_force().filter(case=case, lawyer=request.user).first()
    if held is None or not request.user.is_lawyer:
        raise PermissionDenied
    return case, held
