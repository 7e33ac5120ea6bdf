from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cases import actions
from cases.errors import Refused, StepRefused, VersionRefused
from cases.forms import SectionForm, WithdrawForm
from cases.forms.fields import is_number
from cases.forms.revising import BY_SLUG, SECTIONS, Section
from cases.models import Observation, ObservationVersion, VersionKind
from cases.statement import statement_of
from cases.states import ObservationState
from cases.views.resuming import BACK_AFTER_LOG_IN, keeps_typed_text, served_to, typed_before
from cases.views.series import Line, answered_lines, cut_short, in_one_line, unanswered_labels
from members.http import MemberRequest


@dataclass(frozen=True)
class Task:
    """A section of the observation, for the component « task_list »."""

    label: str
    href: str
    hint: str
    status: str
    kind: str


@require_GET
def observation_revise(request: MemberRequest, pk: str) -> HttpResponse:
    observation = _own(request, pk)
    if observation.state != ObservationState.RECEIVED:
        messages.error(request, actions.why_not_revised(observation))
        return redirect("observation-detail", observation.pk)
    current = observation.current
    context = {
        "observation": observation,
        "tasks": [_task(observation, current, section) for section in SECTIONS],
    }
    return render(request, "cases/observation_revise.html", context)


@keeps_typed_text
@require_http_methods(["GET", "POST"])
def observation_revise_section(request: MemberRequest, pk: str, section: str) -> HttpResponse:
    observation = _own(request, pk)
    asked = BY_SLUG.get(section)
    if asked is None:
        raise Http404
    if request.method == "POST":
        return _revised(request, observation, asked)
    typed = typed_before(request)
    if typed is not None:
        messages.info(request, BACK_AFTER_LOG_IN)
    return _section_page(request, observation, _form(observation, asked, typed), status=200)


def _revised(request: MemberRequest, observation: Observation, section: Section) -> HttpResponse:
    form = _form(observation, section, request.POST)
    if not form.is_valid():
        return _section_page(request, observation, form, status=422)
    try:
        version = actions.revise_observation(
            observation,
            form.statement(),
            by=request.user,
            seen=form.cleaned_data["seen"],
            reason=form.cleaned_data.get("reason", ""),
        )
    except VersionRefused as refusal:
        return _refused_by_another(request, observation, form, str(refusal))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _section_page(request, observation, form, status=422)
    corrected = version.kind == VersionKind.CORRECTION
    messages.success(
        request, _("Votre correction est gardée.") if corrected else _("Votre ajout est gardé.")
    )
    return redirect("observation-revise", observation.pk)


def _refused_by_another(
    request: MemberRequest, observation: Observation, form: SectionForm, why: str
) -> HttpResponse:
    """Whoever reads it and sends again does so on top of the version they were told of."""
    sent = request.POST.copy()
    sent["seen"] = str(observation.version_count)
    again = _form(observation, form.section, sent)
    again.add_error(None, why)
    return _section_page(request, observation, again, status=409)


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


def _form(observation: Observation, section: Section, typed: QueryDict | None) -> SectionForm:
    seen = _started_from(observation, typed.get("seen", "") if typed else "")
    if typed is not None:
        typed = typed.copy()
        typed["seen"] = str(seen.number)
    return SectionForm(section, typed, before=statement_of(seen), seen=seen.number)


def _started_from(observation: Observation, seen: str) -> ObservationVersion:
    """The version that the page was filled from; the current one if the page does not say."""
    if is_number(seen):
        version = observation.versions.filter(number=int(seen)).first()
        if version is not None:
            return version
    return observation.current


def _task(observation: Observation, current: ObservationVersion, section: Section) -> Task:
    said = answered_lines(current, section.columns)
    lacks = unanswered_labels(current, section.columns)
    return Task(
        str(section.title),
        reverse("observation-revise-section", args=[observation.pk, section.slug]),
        _hint(section, said),
        _("Répondu") if not lacks else _("À compléter") if said else _("Sans réponse"),
        "done" if not lacks else "info" if said else "neutral",
    )


def _hint(section: Section, said: list[Line]) -> str:
    """The title of a part that asks one thing names it well enough."""
    if len(section.columns) == 1:
        return "".join(cut_short(line.value) for line in said)
    return in_one_line(said)


def _section_page(
    request: MemberRequest, observation: Observation, form: SectionForm, *, status: int
) -> HttpResponse:
    """After a refusal for what someone else wrote meanwhile, it is shown."""
    names = form.section.columns
    context = {
        "observation": observation,
        "form": form,
        "recorded": answered_lines(observation.current, names) if status == 409 else [],
        "page_token": served_to(request.user),
    }
    return render(request, "cases/observation_revise_section.html", context, status=status)


def _withdraw_page(
    request: MemberRequest, observation: Observation, form: WithdrawForm, *, status: int
) -> HttpResponse:
    context = {"observation": observation, "form": form, "page_token": served_to(request.user)}
    return render(request, "cases/observation_withdraw.html", context, status=status)
