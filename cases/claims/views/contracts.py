from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from cases.claims import actions
from cases.claims.contract_forms import (
    TERMS,
    ClaimContractsForm,
    ContractFilesForm,
    CorrectedContractForm,
    NewContractForm,
)
from cases.claims.models import Claim, Contract, ContractFile, ContractTie, ContractVersion
from cases.errors import Refused, StepRefused, VersionRefused
from cases.evidence.kept_page import kept_page
from cases.evidence.receiving import take_in
from cases.forms.fields import Words, is_number
from cases.views.handing_out import hand_out
from members.http import MemberRequest
from members.typography import amount, day, number

SHORT = TERMS[2:]


@require_GET
@never_cache
def contract_list(request: MemberRequest) -> HttpResponse:
    if not (request.user.may_report or request.user.is_lawyer):
        raise PermissionDenied
    seen = ContractVersion.objects.current().filter(
        contract__in=Contract.objects.visible_to(request.user)
    )
    rows = seen.select_related("contract__publisher", "contract__organisation")
    context = {"contracts": rows.order_by("contract__publisher__name", "title")}
    return render(request, "claims/contract_list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def contract_add(request: MemberRequest) -> HttpResponse:
    if not request.user.may_report:
        raise PermissionDenied
    form = NewContractForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        chosen = form.cleaned_data["publisher"]
        contract = actions.register_contract(chosen, form.terms(), by=request.user)
        messages.success(request, _("Le contrat est enregistré. Joignez-y le document signé."))
        return redirect("contract-detail", contract.pk)
    status = 422 if form.is_bound else 200
    return render(request, "claims/contract_add.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
def contract_detail(request: MemberRequest, pk: UUID) -> HttpResponse:
    contract = _visible(request, pk)
    own = contract.is_of(request.user)
    if request.method == "GET":
        return _page(request, contract, ContractFilesForm(), own=own, status=200)
    if not own:
        raise PermissionDenied
    form = ContractFilesForm(request.POST, request.FILES)
    given = form.cleaned_data["documents"] if form.is_valid() else []
    for upload in given:
        try:
            received = take_in(upload, by=request.user)
            actions.attach_contract_file(contract, received, by=request.user)
        except Refused as refusal:
            form.add_error("documents", str(refusal))
    if not given:
        form.add_error("documents", _("Choisissez au moins un fichier."))
    if form.errors:
        return _page(request, contract, form, own=own, status=422)
    messages.success(request, _("Le fichier est gardé."))
    return redirect("contract-detail", contract.pk)


def _page(
    request: MemberRequest, contract: Contract, form: ContractFilesForm, *, own: bool, status: int
) -> HttpResponse:
    tied = ContractTie.objects.in_force().filter(contract=contract)
    claims = Claim.objects.visible_to(request.user).filter(pk__in=tied.values("claim"))
    return kept_page(
        request,
        "claims/contract_detail.html",
        lambda: {
            "contract": contract,
            "current": contract.current,
            "is_own": own,
            "told": _told(contract.current),
            "files": contract.files.select_related("item"),
            "versions": contract.versions.select_related("recorded_by").order_by("-number"),
            "claims": claims.select_related("sheet__case"),
            "form": form,
        },
        status=status,
    )


def _told(version: ContractVersion) -> list[tuple[Words, str]]:
    """What the contract says, in its order, without what it does not say."""
    said = [(name, getattr(version, name)) for name in SHORT]
    return [(_label(name), _shown(name, value)) for name, value in said if value not in (None, "")]


def _label(name: str) -> Words:
    return ContractVersion._meta.get_field(name).verbose_name  # type: ignore[union-attr]


def _shown(name: str, value: object) -> str:
    if name.endswith("_on"):
        return day(value)  # type: ignore[arg-type]
    if name == "liability_cap":
        return amount(value)  # type: ignore[arg-type]
    return number(value) if name == "sla_percent" else str(value)  # type: ignore[arg-type]


@require_http_methods(["GET", "POST"])
@never_cache
def contract_correct(request: MemberRequest, pk: UUID) -> HttpResponse:
    contract = _visible(request, pk)
    if not contract.is_of(request.user):
        raise PermissionDenied
    form = CorrectedContractForm(
        contract.current, request.POST if request.method == "POST" else None
    )
    status = 422 if form.is_bound else 200
    if form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            actions.correct_contract(
                contract,
                form.terms(),
                by=request.user,
                seen=int(seen) if is_number(seen) else -1,
                reason=form.cleaned_data["reason"],
            )
        except VersionRefused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("La correction est notée."))
            return redirect("contract-detail", contract.pk)
    context = {"contract": contract, "form": form}
    return render(request, "claims/contract_correct.html", context, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
def contract_file(request: MemberRequest, pk: UUID) -> FileResponse | HttpResponse:
    visible = ContractFile.objects.visible_to(request.user)
    file = get_object_or_404(visible.select_related("item", "contract"), item=pk)
    url = reverse("contract-detail", args=[file.contract_id])
    try:
        return hand_out(request, file, {"above_url": url, "above_label": _("Le contrat")})
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("contract-detail", file.contract_id)


@require_http_methods(["GET", "POST"])
@never_cache
def claim_contracts(request: MemberRequest, pk: UUID) -> HttpResponse:
    visible = Claim.objects.visible_to(request.user)
    claim = get_object_or_404(visible.select_related("sheet__case__publisher"), pk=pk)
    if not claim.sheet.is_of(request.user):
        raise PermissionDenied
    if request.method == "GET":
        return kept_page(
            request,
            "claims/claim_contracts.html",
            lambda: {"claim": claim, "form": ClaimContractsForm(claim, request.user, None)},
        )
    form = ClaimContractsForm(claim, request.user, request.POST)
    if form.is_valid():
        try:
            actions.put_contracts_forward(claim, form.cleaned_data["contracts"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("C’est noté."))
            return redirect("claim-grounds", claim.pk)
    context = {"claim": claim, "form": form}
    return render(request, "claims/claim_contracts.html", context, status=422)


def _visible(request: MemberRequest, pk: UUID) -> Contract:
    visible = Contract.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("publisher", "organisation"), pk=pk)
