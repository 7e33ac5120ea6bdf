from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases import actions
from cases.errors import Refused
from cases.forms import AnswerForm
from cases.models import Case, Observation, ObservationVersion, Question
from cases.states import ObservationState
from cases.views.paging import page_of
from cases.views.series import answered_lines, issues_of, unanswered_labels
from members.http import MemberRequest
from members.models import User


def observation_list(request: MemberRequest) -> HttpResponse:
    if not request.user.may_report:
        raise PermissionDenied
    pending = Question.objects.filter(observation=OuterRef("pk"), answered_at=None)
    own = (
        Observation.objects.filter(organisation=request.user.organisation_id)
        .select_related("product__publisher", "case")
        .prefetch_related(
            Prefetch("versions", ObservationVersion.objects.current(), to_attr="current_versions")
        )
        .annotate(has_question=Exists(pending))
    )
    page = page_of(own, request, by="received_at")
    return render(request, "cases/observation_list.html", {"page": page})


def observation_detail(request: MemberRequest, pk: str) -> HttpResponse:
    observation = get_object_or_404(_whole(request.user), pk=pk)
    return _detail(request, observation, AnswerForm(), status=200)


@require_POST
def question_answer(request: MemberRequest, pk: str, question_pk: int) -> HttpResponse:
    observation = get_object_or_404(_whole(request.user), pk=pk)
    question = get_object_or_404(observation.questions, pk=question_pk)
    if not _speaks_for(request.user, observation):
        raise PermissionDenied
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
    versions = list(observation.versions.select_related("recorded_by").order_by("number"))
    own = _speaks_for(request.user, observation)
    context = {
        "observation": observation,
        "lines": answered_lines(versions[-1]),
        "unanswered": unanswered_labels(versions[-1]),
        "issues": issues_of(versions),
        "questions": list(observation.questions.order_by("asked_at")),
        "form": form,
        "asked": asked,
        "own": own,
        "may_change": own and observation.state == ObservationState.RECEIVED,
        "case": _case_shown(request.user, observation),
    }
    return render(request, "cases/observation_detail.html", context, status=status)


def _speaks_for(user: User, observation: Observation) -> bool:
    return user.may_report and observation.organisation_id == user.organisation_id


def _case_shown(user: User, observation: Observation) -> Case | None:
    visible = Case.objects.visible_to(user)
    return visible.filter(pk=observation.case_id).first() if observation.case_id else None
