from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases import actions
from cases.errors import Refused, StepRefused, VersionRefused
from cases.forms import ReviseForm, WithdrawForm
from cases.forms.fields import is_number
from cases.models import Observation, ObservationVersion, VersionKind
from cases.statement import statement_of
from cases.views.resuming import BACK_AFTER_LOG_IN, keeps_typed_text, served_to, typed_before
from members.http import MemberRequest


@keeps_typed_text
@require_http_methods(["GET", "POST"])
def observation_revise(request: MemberRequest, pk: str) -> HttpResponse:
    observation = _own(request, pk)
    started_from = _started_from(observation, request.POST.get("seen", ""))
    before = statement_of(started_from)
    if request.method == "GET":
        return _revise_again(request, observation)
    sent = request.POST.copy()
    sent["seen"] = str(started_from.number)
    form = ReviseForm(sent, before=before, seen=started_from.number)
    if not form.is_valid():
        return _revise_page(request, observation, form, status=422)
    try:
        version = actions.revise_observation(
            observation,
            form.statement(),
            by=request.user,
            seen=started_from.number,
            reason=form.cleaned_data["reason"],
        )
    except VersionRefused as refusal:
        # Whoever reads it and sends again does so on top of the version they were told of.
        sent["seen"] = str(observation.version_count)
        form.add_error(None, str(refusal))
        return _revise_page(request, observation, form, status=409)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _revise_page(request, observation, form, status=422)
    corrected = version.kind == VersionKind.CORRECTION
    messages.success(
        request, _("Votre correction est gardée.") if corrected else _("Votre ajout est gardé.")
    )
    return redirect("observation-detail", observation.pk)


@keeps_typed_text
@require_http_methods(["GET", "POST"])
def observation_withdraw(request: MemberRequest, pk: str) -> HttpResponse:
    observation = _own(request, pk)
    if request.method == "GET":
        return _withdraw_again(request, observation)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _withdraw_page(request, observation, form, status=422)
    try:
        actions.withdraw_observation(
            observation, by=request.user, reason=form.cleaned_data["reason"]
        )
    except StepRefused as refusal:
        form.add_error(None, str(refusal))
        return _withdraw_page(request, observation, form, status=409)
    messages.success(request, _("Observation retirée : elle ne compte plus."))
    return redirect("observation-detail", observation.pk)


def _revise_again(request: MemberRequest, observation: Observation) -> HttpResponse:
    """The form as the current version fills it, or as it was typed before a log-in."""
    typed = typed_before(request)
    seen = _started_from(observation, typed.get("seen", "") if typed else "")
    form = ReviseForm(typed, before=statement_of(seen), seen=seen.number)
    if typed is not None:
        messages.info(request, BACK_AFTER_LOG_IN)
    return _revise_page(request, observation, form, status=200)


def _withdraw_again(request: MemberRequest, observation: Observation) -> HttpResponse:
    typed = typed_before(request)
    if typed is not None:
        messages.info(request, BACK_AFTER_LOG_IN)
    return _withdraw_page(request, observation, WithdrawForm(typed), status=200)


def _own(request: MemberRequest, pk: str) -> Observation:
    visible = Observation.objects.visible_to(request.user)
    observation = get_object_or_404(visible.select_related("product__publisher", "case"), pk=pk)
    user = request.user
    if not user.may_report or observation.organisation_id != user.organisation_id:
        raise PermissionDenied
    return observation


def _started_from(observation: Observation, seen: str) -> ObservationVersion:
    """The version that the page was filled from; the current one if the page does not say."""
    if is_number(seen):
        version = observation.versions.filter(number=int(seen)).first()
        if version is not None:
            return version
    return observation.current


def _revise_page(
    request: MemberRequest, observation: Observation, form: ReviseForm, *, status: int
) -> HttpResponse:
    context = {"observation": observation, "form": form, "page_token": served_to(request.user)}
    return render(request, "cases/observation_revise.html", context, status=status)


def _withdraw_page(
    request: MemberRequest, observation: Observation, form: WithdrawForm, *, status: int
) -> HttpResponse:
    context = {"observation": observation, "form": form, "page_token": served_to(request.user)}
    return render(request, "cases/observation_withdraw.html", context, status=status)
