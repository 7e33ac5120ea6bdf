from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases import actions
from cases.errors import Refused
from cases.forms import submission_from
from cases.forms.fields import is_number
from cases.models import Case, Observation, Product
from members.http import MemberRequest


@require_http_methods(["GET", "POST"])
def me_too(request: MemberRequest, pk: int) -> HttpResponse:
    """A link followed, or a log-in on the way, says nothing: it leads to the button."""
    submission = submission_from(request.POST.get("submission"))
    case = Case.objects.open_to_reports().filter(pk=pk).first()
    if case is None:
        return _said_before(request, submission)
    if not request.user.may_report:
        raise PermissionDenied
    if request.method == "GET":
        return redirect("home")
    try:
        observation = actions.say_me_too(
            case,
            by=request.user,
            submission=submission,
            product=_product(request.POST.get("product", "")),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("observation-report")
    return _noted(request, observation)


def _said_before(request: MemberRequest, submission: UUID) -> HttpResponse:
    """A tap sent again after the case was closed: it was heard while the case was open."""
    already = Observation.objects.visible_to(request.user).sent_as(submission, by=request.user)
    if already is None:
        raise Http404
    return _noted(request, already)


def _noted(request: MemberRequest, observation: Observation) -> HttpResponse:
    messages.success(request, _receipt(observation))
    return redirect("observation-detail", observation.pk)


def _product(typed: str) -> Product | None:
    return Product.objects.filter(pk=typed).first() if is_number(typed) else None


def _receipt(observation: Observation) -> str:
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
