from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from cases.charts.waterfall import waterfall_chart
from cases.claims import actions
from cases.claims.deadlines import limitation_of
from cases.claims.forms import FrameForm
from cases.claims.models import Claim, LossHead, LossSheet
from cases.claims.reckoning import lines_of, parts_of, reckon
from cases.claims.states import DESCRIBED, STILL_WRITTEN
from cases.claims.vocabulary import Certainty
from cases.errors import Refused, VersionRefused
from cases.evidence.kept_page import kept_page
from cases.forms.fields import is_number
from cases.limitation import Limitation, limitation
from cases.models import Case
from members.http import MemberRequest
from members.models import User


@require_http_methods(["GET", "POST"])
@never_cache
def loss_sheet_open(request: MemberRequest, pk: int) -> HttpResponse:
    case = get_object_or_404(Case.objects.visible_to(request.user), pk=pk)
    if not request.user.may_report:
        raise PermissionDenied
    if request.method == "POST":
        return redirect("loss-sheet", actions.open_sheet(case, by=request.user).pk)
    own = LossSheet.objects.filter(case=case, organisation=request.user.organisation_id).first()
    if own:
        return redirect("loss-sheet", own.pk)
    return render(request, "claims/loss_sheet_open.html", {"case": case})


@require_GET
@never_cache
def loss_sheet(request: MemberRequest, pk: UUID) -> HttpResponse:
    sheet = _visible(request, pk)
    return kept_page(request, "claims/loss_sheet.html", lambda: _told_to(request.user, sheet))


def _told_to(user: User, sheet: LossSheet) -> dict[str, object]:
    heads = LossHead.objects.newest()
    lines, reckoning = lines_of(sheet), reckon(sheet)
    state = Claim.objects.filter(sheet=sheet).values_list("state", flat=True).first()
    return {
        "sheet": sheet,
        "is_own": sheet.is_of(user),
        "reckoning": reckoning,
        "lines": lines,
        "chart": waterfall_chart("pertes", parts_of(lines, reckoning)),
        "is_sent": bool(state) and state not in STILL_WRITTEN,
        "is_closed": bool(state) and state not in DESCRIBED,
        "heads": heads,
        "to_confirm": [head for head in heads if head.certainty == Certainty.TO_CONFIRM],
        "limitation": _limitation(sheet),
    }


def _limitation(sheet: LossSheet) -> Limitation:
    """As its claim has it, once there is one."""
    if claim := Claim.objects.filter(sheet=sheet).select_related("sheet__case").first():
        return limitation_of(claim)
    return limitation(sheet.case.occurred_on, on=timezone.localdate())


@require_http_methods(["GET", "POST"])
@never_cache
def loss_sheet_describe(request: MemberRequest, pk: UUID) -> HttpResponse:
    sheet = _visible(request, pk)
    if not sheet.is_of(request.user):
        raise PermissionDenied
    form = FrameForm(sheet, request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            actions.describe_sheet(
                sheet, form.frame(), by=request.user, seen=int(seen) if is_number(seen) else -1
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409 if isinstance(refusal, VersionRefused) else 422
        else:
            messages.success(request, _("C’est noté."))
            return redirect("loss-sheet", sheet.pk)
    context = {"sheet": sheet, "form": form}
    return render(request, "claims/loss_sheet_describe.html", context, status=status)


def _visible(request: MemberRequest, pk: UUID) -> LossSheet:
    visible = LossSheet.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("case", "organisation", "handler"), pk=pk)
