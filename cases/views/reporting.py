from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases import actions
from cases.errors import Refused
from cases.forms import ReportForm, submission_from
from cases.models import Case, Observation
from cases.statement import Statement, statement_of
from members.http import MemberRequest


@require_http_methods(["GET", "POST"])
def observation_report(request: MemberRequest) -> HttpResponse:
    if not request.user.may_report:
        raise PermissionDenied
    if request.method == "GET":
        form = ReportForm(by=request.user)
        return render(request, "cases/observation_report.html", {"form": form})
    form = ReportForm(request.POST, by=request.user)
    if not form.is_valid():
        return render(request, "cases/observation_report.html", {"form": form}, status=422)
    statement, product = form.statement(), form.cleaned_data["product"]
    observation = actions.report_observation(
        statement,
        product=product,
        by=request.user,
        submission=submission_from(form.cleaned_data["submission"]),
    )
    if observation.product != product or statement_of(observation.current) != statement:
        return _sent_before(request, form, observation)
    messages.success(request, _receipt(observation, statement))
    return redirect("observation-detail", observation.pk)


def _sent_before(
    request: MemberRequest, form: ReportForm, observation: Observation
) -> HttpResponse:
    """Someone came back to a page already sent and changed it: say so, and lose nothing."""
    context = {"form": form, "already": observation}
    return render(request, "cases/observation_report.html", context, status=409)


def _receipt(observation: Observation, statement: Statement) -> str:
    return _(
        "Observation %(reference)s reçue : %(product)s, « %(symptom)s ». Vous pouvez "
        "la compléter ou la corriger à tout moment, ci-dessous."
    ) % {
        "reference": observation.reference,
        "product": observation.product,
        "symptom": statement.answers.symptom.label,
    }


@require_POST
def me_too(request: MemberRequest, pk: int) -> HttpResponse:
    case = get_object_or_404(Case.objects.open_to_reports(), pk=pk)
    if not request.user.may_report:
        raise PermissionDenied
    submission = submission_from(request.POST.get("submission"))
    try:
        observation = actions.say_me_too(case, by=request.user, submission=submission)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("observation-report")
    messages.success(request, _me_too_receipt(observation))
    return redirect("observation-detail", observation.pk)


def _me_too_receipt(observation: Observation) -> str:
    current = observation.current
    return _(
        "C’est noté : %(product)s, « %(symptom)s », %(severity)s. Si ce n’est pas ce "
        "que vous constatez, corrigez-le ci-dessous ; si c’est un autre produit, retirez cette "
        "observation et signalez l’incident par le formulaire."
    ) % {
        "product": observation.product,
        "symptom": current.get_symptom_display(),
        "severity": current.get_severity_display().lower(),
    }
