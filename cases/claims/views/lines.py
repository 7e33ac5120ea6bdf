from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cases.claims import actions
from cases.claims.forms import LABELS, DocumentsForm, LossForm
from cases.claims.losses import FORMULAS, Kind
from cases.claims.models import LossDocument, LossHead, LossLine, LossSheet
from cases.claims.periods import as_written
from cases.claims.reckoning import suggested
from cases.claims.states import PROVE, VERIFY, WITHDRAW
from cases.claims.vocabulary import Category
from cases.errors import Refused, StepRefused
from cases.evidence.kept_page import kept_page
from cases.evidence.receiving import take_in
from cases.forms.fields import Words
from cases.views.handing_out import hand_out
from members.http import MemberRequest
from members.models import User
from members.typography import cents, day, number


@dataclass(frozen=True)
class Act:
    """A step on a line, as an address and a button."""

    slug: str
    label: str
    kind: str = "secondary"


STEPS: dict[str, Callable[..., None]] = {
    "retirer": actions.withdraw_loss,
    "verifier": actions.verify_loss,
    "etablir": actions.prove_loss,
}


@require_http_methods(["GET", "POST"])
@never_cache
def loss_declare(request: MemberRequest, pk: UUID, code: str) -> HttpResponse:
    visible = LossSheet.objects.visible_to(request.user).select_related("case", "organisation")
    sheet = get_object_or_404(visible, pk=pk)
    head = get_object_or_404(LossHead.objects.newest(), code=code)
    if not sheet.is_of(request.user):
        raise PermissionDenied
    if request.method == "GET":
        return kept_page(request, "claims/loss_declare.html", lambda: _asked(sheet, head, None))
    asked = _asked(sheet, head, request.POST)
    form = asked["form"]
    if form.is_valid():
        line = _declared(sheet, head, form, request.user)
        if line:
            messages.success(request, _("La perte est sur la fiche. Joignez ce qui la prouve."))
            return redirect("loss-line", line.pk)
    return render(request, "claims/loss_declare.html", asked, status=422)


def _asked(sheet: LossSheet, head: LossHead, data: QueryDict | None) -> dict[str, Any]:
    start = suggested(sheet, head)
    form = LossForm(sheet, head, data, initial=start)
    return {"sheet": sheet, "head": head, "form": form, "is_suggested": bool(start)}


def _declared(sheet: LossSheet, head: LossHead, form: LossForm, by: User) -> LossLine | None:
    try:
        return actions.declare_loss(
            sheet,
            head,
            by=by,
            category=Category(form.cleaned_data["category"]),
            what=form.cleaned_data["what"],
            answers=form.answers(),
            periods=form.periods(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


@require_http_methods(["GET", "POST"])
@never_cache
def loss_correct(request: MemberRequest, pk: UUID) -> HttpResponse:
    """The same questions, answered as they were: what is sent makes another line."""
    line = _visible(request, pk)
    if not line.sheet.is_of(request.user):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = LossForm(line.sheet, line.head, data, initial=_as_answered(line))
    if form.is_valid():
        try:
            corrected = actions.correct_loss(
                line,
                by=request.user,
                category=Category(form.cleaned_data["category"]),
                what=form.cleaned_data["what"],
                answers=form.answers(),
                periods=form.periods(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("La perte est corrigée : l’ancienne reste à lire."))
            return redirect("loss-line", corrected.pk)
    context = {"sheet": line.sheet, "head": line.head, "form": form, "corrected": line}
    status = 422 if form.is_bound else 200
    return render(request, "claims/loss_declare.html", context, status=status)


def _as_answered(line: LossLine) -> dict[str, str]:
    zone = line.sheet.case.zone
    worked = [
        as_written(each.person, each.begins_at, each.ends_at, zone) for each in line.periods.all()
    ]
    known = {"what": line.what, "category": line.category, "worked": "\n".join(worked)}
    return {**line.answers, **known}


@require_http_methods(["GET", "POST"])
@never_cache
def loss_line(request: MemberRequest, pk: UUID) -> HttpResponse:
    line = _visible(request, pk)
    own = line.sheet.is_of(request.user)
    if request.method == "GET":
        return _page(request, line, DocumentsForm(), own=own, status=200)
    if not own:
        raise PermissionDenied
    form = DocumentsForm(request.POST, request.FILES)
    given = form.cleaned_data["documents"] if form.is_valid() else []
    for upload in given:
        try:
            actions.document_loss(line, take_in(upload, by=request.user), by=request.user)
        except Refused as refusal:
            form.add_error("documents", str(refusal))
    if not given:
        form.add_error("documents", _("Choisissez au moins un fichier."))
    if form.errors:
        return _page(request, line, form, own=own, status=422)
    messages.success(request, _("Le justificatif est gardé."))
    return redirect("loss-line", line.pk)


def _page(
    request: MemberRequest, line: LossLine, form: DocumentsForm, *, own: bool, status: int
) -> HttpResponse:
    return kept_page(
        request,
        "claims/loss_line.html",
        lambda: {
            "line": line,
            "sheet": line.sheet,
            "is_own": own,
            "answers": _said(line),
            "periods": line.periods.all(),
            "documents": line.documents.select_related("item"),
            "acts": acts_open_to(request.user, line),
            "is_correctable": _is_rewritten_by(request.user, line.sheet)
            and line.state in WITHDRAW.sources,
            "form": form,
        },
        status=status,
    )


def _said(line: LossLine) -> list[tuple[Words, str]]:
    """Each answer as it was worked with, in the reader's figures."""
    kinds = {each.name: each.kind for each in FORMULAS[line.head.formula].inputs}
    return [(LABELS[name], _figure(kinds[name], value)) for name, value in line.answers.items()]


def _figure(kind: Kind, value: str) -> str:
    if kind == Kind.DAY:
        return day(date.fromisoformat(value))
    return cents(Decimal(value)) if kind == Kind.MONEY else number(Decimal(value))


def _is_rewritten_by(user: User, sheet: LossSheet) -> bool:
    """Once its claim is sent, its losses stay as they were signed."""
    return sheet.is_of(user) and not sheet.is_handed_over


def acts_open_to(user: User, line: LossLine) -> list[Act]:
    """The buttons of whoever reads: from the steps, and whose they are."""
    sheet = line.sheet
    is_proof_open = not line.is_left_to_the_court
    held = [
        (_is_rewritten_by(user, sheet), WITHDRAW, Act("retirer", _("Retirer de la fiche"))),
        (sheet.is_handled_by(user) and is_proof_open, VERIFY, Act("verifier", _("Vérifier"), "")),
        (user.is_lawyer and is_proof_open, PROVE, Act("etablir", _("Tenir pour établie"), "")),
    ]
    return [act for theirs, step, act in held if theirs and line.state in step.sources]


@require_POST
def loss_step(request: MemberRequest, pk: UUID, slug: str) -> HttpResponse:
    line = _visible(request, pk)
    if slug not in STEPS:
        raise Http404
    try:
        STEPS[slug](line, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("C’est noté."))
    return redirect("loss-line", line.pk)


@require_http_methods(["GET", "POST"])
@never_cache
def loss_document(request: MemberRequest, pk: UUID) -> FileResponse | HttpResponse:
    visible = LossDocument.objects.visible_to(request.user)
    document = get_object_or_404(visible.select_related("item", "line__sheet"), item=pk)
    url = reverse("loss-line", args=[document.line_id])
    try:
        return hand_out(request, document, {"above_url": url, "above_label": _("La perte")})
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("loss-line", document.line_id)


def _visible(request: MemberRequest, pk: UUID) -> LossLine:
    visible: Any = LossLine.objects.visible_to(request.user)
    lines = visible.select_related("head", "sheet__case", "sheet__organisation")
    line: LossLine = get_object_or_404(lines, pk=pk)
    return line
