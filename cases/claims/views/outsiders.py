"""What a stranger who joined a group adds or corrects, by the address of their acknowledgement."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.claims import actions
from cases.claims.cohort_links import opt_in_named
from cases.claims.models import LossLine, OptIn
from cases.claims.opt_in_forms import CorrectionForm, CostForm
from cases.claims.views.opt_ins import refused, too_many, unlisted
from cases.errors import Refused
from cases.evidence.kept_page import kept_page
from cases.evidence.receiving import Received, take_in
from cases.forms.carried_out import carried_out

type Sent = tuple[object, object] | tuple[None, None]


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def opt_in_losses(request: HttpRequest, token: str) -> HttpResponse:
    """What they declared so far, and the form of another loss."""
    if answer := too_many(request):
        return answer
    try:
        opt_in = _writable(token)
    except Refused as refusal:
        return refused(request, refusal)
    form = CostForm(*_sent(request))
    if carried_out(form, lambda: _added(form, opt_in)):
        messages.success(request, _("Cette perte est ajoutée à votre demande."))
        return redirect("opt-in-losses", token)
    page = kept_page(
        request,
        "claims/opt_in_losses.html",
        lambda: {"opt_in": opt_in, "token": token, "lines": _lines(opt_in), "form": form},
        status=422 if form.is_bound else 200,
    )
    return unlisted(page)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def opt_in_loss(request: HttpRequest, token: str, pk: UUID) -> HttpResponse:
    """One of them, to correct, or to prove by more files; or, by its own button, to remove."""
    if answer := too_many(request):
        return answer
    try:
        opt_in = _writable(token)
    except Refused as refusal:
        return refused(request, refusal)
    line = get_object_or_404(_lines(opt_in), pk=pk)
    if "remove" in request.POST:
        return _removed(request, opt_in, line, token)
    form = CorrectionForm(line, *_sent(request))
    if carried_out(form, lambda: _corrected(form, opt_in, line)):
        messages.success(request, _("C’est noté."))
        return redirect("opt-in-losses", token)
    documents = line.documents.select_related("item")
    page = kept_page(
        request,
        "claims/opt_in_loss.html",
        lambda: {"token": token, "line": line, "documents": documents, "form": form},
        status=422 if form.is_bound else 200,
    )
    return unlisted(page)


def _removed(request: HttpRequest, opt_in: OptIn, line: LossLine, token: str) -> HttpResponse:
    try:
        actions.remove_outside_loss(opt_in, line)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Cette perte n’est plus comptée."))
    return redirect("opt-in-losses", token)


def _writable(token: str) -> OptIn:
    opt_in = opt_in_named(token)
    actions.refuse_unwritable(opt_in)
    return opt_in


def _lines(opt_in: OptIn) -> "QuerySet[LossLine]":
    own = LossLine.objects.counted().filter(
        sheet__organisation=opt_in.organisation, sheet__case=opt_in.case
    )
    return own.select_related("head", "sheet").annotate(files=Count("documents"))


def _sent(request: HttpRequest) -> Sent:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _added(form: CostForm, opt_in: OptIn) -> None:
    actions.add_outside_loss(opt_in, form.cleaned_data["head"], form.cost(), _files(form))


def _corrected(form: CostForm, opt_in: OptIn, line: LossLine) -> None:
    actions.correct_outside_loss(opt_in, line, form.cost(), _files(form))


def _files(form: CostForm) -> list[Received]:
    return [take_in(upload, by=None) for upload in form.cleaned_data["documents"]]
