from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.claims import actions
from cases.claims.checklist import (
    Checklist,
    checklist_of,
    citation_of,
    pieces_open_to,
    without_contracts,
)
from cases.claims.ground_forms import ChoiceForm, PiecesForm
from cases.claims.models import (
    Claim,
    ContractVersion,
    ElementProof,
    GroundSelection,
    LegalGround,
    LegalReference,
    LegalRemark,
    ProofElement,
    newest,
)
from cases.claims.reckoning import reckon
from cases.claims.rights import rights_matrix, rights_of
from cases.errors import Refused
from cases.evidence.kept_page import kept_page
from members.http import MemberRequest
from members.models import User


@require_GET
@never_cache
def claim_grounds(request: MemberRequest, pk: UUID) -> HttpResponse:
    claim = _visible(request, pk)
    return kept_page(request, "claims/claim_grounds.html", lambda: _told_to(request.user, claim))


def _told_to(user: User, claim: Claim) -> dict[str, object]:
    is_counsel = claim.sheet.is_of_counsel(user)
    return {
        "claim": claim,
        "is_own": claim.sheet.is_of(user),
        "is_counsel": is_counsel,
        "checklist": _read_by(user, claim),
        **(_for_counsel(claim) if is_counsel else {}),
    }


def _for_counsel(claim: Claim) -> dict[str, object]:
    """What stands in the lawyer's section alone."""
    every = newest(LegalRemark)
    return {
        "remarks": [remark for remark in every if not remark.grounds],
        "contracts": ContractVersion.objects.put_forward_in(claim),
        "principal": reckon(claim.sheet).totals.principal,
    }


@require_http_methods(["GET", "POST"])
@never_cache
def claim_element(request: MemberRequest, pk: UUID, code: str) -> HttpResponse:
    claim = _visible(request, pk)
    element = get_object_or_404(newest(ProofElement), code=code)
    if not claim.sheet.is_of(request.user):
        raise PermissionDenied
    if request.method == "GET":
        return kept_page(
            request,
            "claims/claim_element.html",
            lambda: _pieces_asked(request.user, claim, element, None),
        )
    asked = _pieces_asked(request.user, claim, element, request.POST)
    form = asked["form"]
    if form.is_valid():
        try:
            actions.put_pieces_forward(claim, element, form.cleaned_data["pieces"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("C’est noté."))
            return redirect("claim-grounds", claim.pk)
    return render(request, "claims/claim_element.html", asked, status=422)


def _pieces_asked(
    user: User, claim: Claim, element: ProofElement, data: QueryDict | None
) -> dict[str, Any]:
    offered = pieces_open_to(claim, user)
    put = ElementProof.objects.in_force().filter(claim=claim, element=element.code)
    form = PiecesForm(offered, [each.piece_key for each in put], data)
    return {"claim": claim, "element": element, "offered": offered, "form": form}


@require_http_methods(["GET", "POST"])
@never_cache
def claim_ground(request: MemberRequest, pk: UUID, code: str) -> HttpResponse:
    claim = _visible(request, pk)
    row = get_object_or_404(newest(LegalGround), code=code)
    if not claim.sheet.is_of_counsel(request.user):
        raise PermissionDenied
    form = ChoiceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.select_ground(
                claim,
                row,
                by=request.user,
                place=form.choice(),
                note=form.cleaned_data["note"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Le fondement est retenu."))
            return redirect("claim-grounds", claim.pk)
    held = GroundSelection.objects.in_force().filter(claim=claim, code=code)
    return kept_page(
        request,
        "claims/claim_ground.html",
        lambda: {
            "claim": claim,
            "ground": checklist_of(claim).ground(code),
            "selection": held.select_related("selected_by").first(),
            "remarks": _remarks_on(code),
            "form": form,
        },
        status=422 if form.is_bound else 200,
    )


def _remarks_on(code: str) -> list[dict[str, object]]:
    cited = {row.code: citation_of(row) for row in newest(LegalReference)}
    return [
        {"remark": remark, "citations": [cited[each] for each in remark.references]}
        for remark in newest(LegalRemark)
        if code in remark.grounds
    ]


@require_POST
def claim_ground_set_aside(request: MemberRequest, pk: UUID, code: str) -> HttpResponse:
    claim = _visible(request, pk)
    try:
        actions.set_ground_aside(claim, code, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Le fondement est écarté."))
    return redirect("claim-grounds", claim.pk)


@require_GET
@never_cache
def claim_rights(request: MemberRequest, pk: UUID) -> HttpResponse:
    claim = _visible(request, pk)
    return kept_page(
        request,
        "claims/claim_rights.html",
        lambda: {
            "claim": claim,
            "rights": rights_of(claim, _read_by(request.user, claim)),
            "reads_contracts": claim.sheet.is_theirs(request.user),
        },
    )


@require_GET
def rights(request: MemberRequest) -> HttpResponse:
    return render(request, "claims/rights.html", {"matrix": rights_matrix()})


def _read_by(user: User, claim: Claim) -> Checklist:
    read = checklist_of(claim)
    return read if claim.sheet.is_theirs(user) else without_contracts(read)


def _visible(request: MemberRequest, pk: UUID) -> Claim:
    visible = Claim.objects.visible_to(request.user)
    told = visible.select_related("sheet__case__publisher", "sheet__organisation")
    return get_object_or_404(told, pk=pk)
