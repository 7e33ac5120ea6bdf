from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases import actions
from cases.errors import Refused
from cases.evidence.kept_page import NUMBER, kept_page
from cases.forms import AnswerForm, FollowUpForm, OwnObservationsForm
from cases.models import Attachment, Case, Observation, ObservationVersion, Question
from cases.states import ObservationState
from cases.views.course import course_of
from cases.views.paging import page_of
from cases.views.resuming import BACK_AFTER_LOG_IN, keeps_typed_text, served_to, typed_before
from cases.views.series import answered_lines, issues_of, unanswered_labels
from cases.words import moment
from members.http import MemberRequest
from members.models import User


@dataclass(frozen=True)
class Point:
    """A follow-up, for the component « timeline »."""

    when: str
    what: str
    who: str


def observation_list(request: MemberRequest) -> HttpResponse:
    if not request.user.may_report:
        raise PermissionDenied
    return kept_page(request, "cases/observation_list.html", lambda: _listed_to(request))


def _listed_to(request: MemberRequest) -> dict[str, object]:
    form = OwnObservationsForm(request.GET)
    pending = Question.objects.filter(observation=OuterRef("pk"), answered_at=None)
    lacking = Observation.objects.incomplete().filter(pk=OuterRef("pk"))
    own = Observation.objects.filter(organisation=request.user.organisation_id)
    shown = (
        form.applied_to(own)
        .select_related("product__publisher", "case")
        .prefetch_related(
            Prefetch("versions", ObservationVersion.objects.current(), to_attr="current_versions")
        )
        .annotate(has_question=Exists(pending), is_incomplete=Exists(lacking))
    )
    return {
        "page": page_of(shown, request, by="received_at"),
        "form": form,
        "is_filtered": bool(request.GET.get("etat")),
    }


def observation_detail(request: MemberRequest, pk: str) -> HttpResponse:
    observation = get_object_or_404(_whole(request.user), pk=pk)
    return _detail(request, observation, AnswerForm(), status=200)


@keeps_typed_text
@require_http_methods(["GET", "POST"])
def question_answer(request: MemberRequest, pk: str, question_pk: int) -> HttpResponse:
    observation = get_object_or_404(_whole(request.user), pk=pk)
    question = get_object_or_404(observation.questions, pk=question_pk)
    if not observation.is_spoken_for_by(request.user):
        raise PermissionDenied
    if request.method == "GET":
        return _answer_again(request, observation, question)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _detail(request, observation, form, status=422, asked=question)
    try:
        actions.answer_question(question, by=request.user, answer=form.cleaned_data["answer"])
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _detail(request, observation, form, status=409, asked=question)
    messages.success(request, _("Votre réponse est transmise à la commission."))
    return redirect("observation-detail", observation.pk)


def _answer_again(
    request: MemberRequest, observation: Observation, question: Question
) -> HttpResponse:
    """A link followed leads to the question; after a log-in, with what had been typed."""
    typed = typed_before(request)
    if typed is None:
        return redirect("observation-detail", observation.pk)
    messages.info(request, BACK_AFTER_LOG_IN)
    return _detail(request, observation, AnswerForm(typed), status=200, asked=question)


def _whole(user: User) -> QuerySet[Observation]:
    return Observation.objects.visible_to(user).select_related(
        "product__publisher", "organisation", "case__publisher", "duplicate_of", "reported_by"
    )


def _detail(
    request: MemberRequest,
    observation: Observation,
    form: AnswerForm,
    *,
    status: int,
    asked: Question | None = None,
) -> HttpResponse:
    """`asked` is the question whose answer has to be put right."""
    return kept_page(
        request,
        "cases/observation_detail.html",
        lambda: _shown_to(request.user, observation, form, asked),
        status=status,
    )


def _shown_to(
    user: User, observation: Observation, form: AnswerForm, asked: Question | None
) -> dict[str, Any]:
    told = _told_to(user, observation)
    own = observation.is_spoken_for_by(user)
    may_change = own and observation.state == ObservationState.RECEIVED
    return {
        "observation": observation,
        **told,
        "form": form,
        "page_token": served_to(user),
        "asked": asked,
        "own": own,
        "may_change": may_change,
        "files": _files(observation, user),
        "follow_up": _follow_up(told["restored_at"]) if may_change else None,
    }


def _told_to(user: User, observation: Observation) -> dict[str, Any]:
    versions = list(observation.versions.select_related("recorded_by").order_by("number"))
    case = _case_shown(user, observation)
    return {
        "lines": answered_lines(versions[-1]),
        "unanswered": unanswered_labels(versions[-1]),
        "issues": issues_of(versions),
        "questions": list(observation.questions.order_by("asked_at")),
        "case": case,
        "course": course_of(observation, case),
        "points": _points(observation),
        "restored_at": versions[-1].restored_at,
    }


def _files(observation: Observation, user: User) -> list[tuple[Attachment, bool]]:
    """Each with whether the reader may say what it is."""
    seen = Attachment.objects.visible_to(user).filter(observation=observation)
    files = seen.select_related("item__redacts", "observation")
    return [(each, each.is_described_by(user)) for each in files]


def _points(observation: Observation) -> list[Point]:
    """Newest first."""
    zone = timezone.get_current_timezone()
    told = observation.follow_ups.select_related("by").order_by("-at", "-pk")
    return [Point(moment(each.at, zone), each.words, str(each.by)) for each in told]


def _follow_up(restored_at: datetime | None) -> FollowUpForm | None:
    """Offered as long as nobody said when it ended."""
    return None if restored_at else FollowUpForm(initial={"submission": NUMBER})


def _case_shown(user: User, observation: Observation) -> Case | None:
    visible = Case.objects.visible_to(user)
    return visible.filter(pk=observation.case_id).first() if observation.case_id else None
