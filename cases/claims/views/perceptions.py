"""What customers answered to the survey: typed in, corrected, withdrawn; added up where enough."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.claims import actions
from cases.claims.actions import Heard
from cases.claims.actions.parties import refuse_unless_followed
from cases.claims.models import Claim, Perception
from cases.claims.perception import FEWEST_TOLD, MARKS, QUESTIONS, Line, added_up
from cases.claims.perception_forms import MARK_LABELS, QUESTION_WORDS, PerceptionForm
from cases.claims.states import ENDED
from cases.claims.views.claim_acts import visible_claim
from cases.errors import Refused
from cases.forms.carried_out import carried_out
from members.http import MemberRequest
from members.typography import number


@require_GET
@never_cache
def claim_perceptions(request: MemberRequest, pk: UUID) -> HttpResponse:
    claim = visible_claim(request, pk)
    answers = list(claim.perceptions.in_force())
    context = {
        "claim": claim,
        "may_write": claim.sheet.is_followed_by(request.user) and claim.state not in ENDED,
        "answers": [(answer, _told(answer)) for answer in answers],
        "rows": rows_of(answers),
        "fewest": FEWEST_TOLD,
    }
    return render(request, "claims/claim_perceptions.html", context)


def _told(answer: Perception) -> list[tuple[object, int]]:
    marks = ((MARK_LABELS[name], getattr(answer, name)) for name in MARKS)
    return [(label, mark) for label, mark in marks if mark is not None]


def perceived(claim: Claim) -> list[dict[str, object]]:
    """For the page of the claim: nothing until somebody answered."""
    answers = list(claim.perceptions.in_force())
    return rows_of(answers) if answers else []


def rows_of(answers: Iterable[Perception]) -> list[dict[str, object]]:
    """A question each, with what was said of it before and since."""
    marks = ({name: getattr(answer, name) for name in MARKS} for answer in answers)
    lines = {(line.question, line.moment): line for line in added_up(marks)}
    return [
        {
            "question": QUESTION_WORDS[question],
            "before": _said(lines[question, "before"]),
            "after": _said(lines[question, "after"]),
        }
        for question in QUESTIONS
    ]


def _said(line: Line) -> str:
    n = f"n\u00a0=\u00a0{line.n}"
    return n if line.mean is None else f"{number(line.mean)} ({n})"


@require_http_methods(["GET", "POST"])
@never_cache
def perception_add(request: MemberRequest, pk: UUID) -> HttpResponse:
    claim = visible_claim(request, pk)
    refuse_unless_followed(claim.sheet, request.user)

    def record(heard: Heard) -> None:
        actions.record_perception(claim, heard, by=request.user)

    return _filled(request, claim, None, record)


@require_http_methods(["GET", "POST"])
@never_cache
def perception_correct(request: MemberRequest, pk: UUID) -> HttpResponse:
    held = _visible(request, pk)

    def correct(heard: Heard) -> None:
        actions.correct_perception(held, heard, by=request.user)

    return _filled(request, held.claim, held, correct)


def _filled(
    request: MemberRequest,
    claim: Claim,
    held: Perception | None,
    keep: Callable[[Heard], None],
) -> HttpResponse:
    form = PerceptionForm(request.POST if request.method == "POST" else None, held=held)
    if carried_out(form, lambda: keep(form.heard())):
        messages.success(request, _("C’est noté."))
        return redirect("claim-perceptions", claim.pk)
    context = {"claim": claim, "held": held, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "claims/perception.html", context, status=status)


@require_POST
def perception_withdraw(request: MemberRequest, pk: UUID) -> HttpResponse:
    held = _visible(request, pk)
    try:
        actions.withdraw_perception(held, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Cette réponse est retirée : elle ne compte plus."))
    return redirect("claim-perceptions", held.claim_id)


def _visible(request: MemberRequest, pk: UUID) -> Perception:
    visible = Perception.objects.visible_to(request.user)
    held = get_object_or_404(visible.select_related("claim__sheet__case"), pk=pk)
    refuse_unless_followed(held.claim.sheet, request.user)
    return held
