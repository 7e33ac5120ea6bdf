"""What is added to a cohort once it is open: criteria, decision, declarations, consents, dates."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cases.claims import actions
from cases.claims.cohort_forms import (
    ClosingForm,
    CriteriaForm,
    DecisionForm,
    DeclarationForm,
    EstimateForm,
    OptInsForm,
)
from cases.claims.cohort_states import DeclarationKind
from cases.claims.models import Cohort
from cases.claims.models.profile import current_profile
from cases.claims.preparation import declarations_of
from cases.claims.views.cohorts import claim_of_cohort, led_cohort, seen_in, visible_cohort
from cases.errors import Refused
from cases.evidence.kept_page import kept_page
from cases.evidence.receiving import take_in
from cases.forms.carried_out import carried_out
from members.http import MemberRequest

type Act = Callable[[], object]


@require_http_methods(["GET", "POST"])
@never_cache
def cohort_criteria(request: MemberRequest, pk: UUID) -> HttpResponse:
    cohort = visible_cohort(request, pk)
    if not cohort.is_read_whole_by(request.user):
        raise PermissionDenied
    form = CriteriaForm(cohort, request.POST if request.method == "POST" else None)
    return _asked(
        request,
        cohort,
        form,
        lambda: actions.set_criteria(
            cohort, form.criteria(), by=request.user, seen=seen_in(request)
        ),
        title=_("Critères"),
        lead=_("Une demande fait partie du groupe si elle les remplit tous."),
    )


@require_http_methods(["GET", "POST"])
@never_cache
def cohort_decision(request: MemberRequest, pk: UUID) -> HttpResponse:
    cohort = led_cohort(request, pk)
    profile = current_profile()
    body = cohort.decided_body or (profile.deciding_body if profile else "")
    start = {"body": body, "on": cohort.decided_on}
    form = DecisionForm(*_sent(request), initial=start)
    return _asked(
        request,
        cohort,
        form,
        lambda: _decided(cohort, form, request),
        title=_("Décision d’agir"),
    )


def _decided(cohort: Cohort, form: DecisionForm, request: MemberRequest) -> None:
    told = form.cleaned_data
    given = [take_in(upload, by=request.user) for upload in told["minutes"][:1]]
    actions.note_decision(
        cohort,
        body=told["body"],
        on=told["on"],
        minutes=given[0] if given else None,
        by=request.user,
    )


@require_http_methods(["GET", "POST"])
@never_cache
def cohort_declare(request: MemberRequest, pk: UUID, slug: str) -> HttpResponse:
    cohort = led_cohort(request, pk)
    kind = {"conflits": DeclarationKind.CONFLICT, "financement": DeclarationKind.FUNDING}.get(slug)
    if kind is None:
        raise Http404
    last = declarations_of(cohort).get(kind)
    start = {"has_none": last.has_none, "text": last.text} if last else {}
    form = DeclarationForm(request.POST if request.method == "POST" else None, initial=start)
    return _asked(
        request,
        cohort,
        form,
        lambda: actions.declare(cohort, kind, form.cleaned_data["text"], by=request.user),
        title=str(kind.label),
        lead=_("Une déclaration remplace la précédente, qui reste gardée."),
    )


@require_http_methods(["GET", "POST"])
@never_cache
def cohort_estimate(request: MemberRequest, pk: UUID) -> HttpResponse:
    cohort = led_cohort(request, pk)
    form = EstimateForm(request.POST if request.method == "POST" else None)
    return _asked(
        request,
        cohort,
        form,
        lambda: actions.estimate_size(cohort, **form.cleaned_data, by=request.user),
        title=_("Estimer la taille"),
        lead=_(
            "Une estimation se dit comme telle, avec sa source et sa méthode. Elle remplace la "
            "précédente, qui reste gardée."
        ),
    )


@require_http_methods(["GET", "POST"])
@never_cache
def cohort_opt_ins(request: MemberRequest, pk: UUID) -> HttpResponse:
    cohort = led_cohort(request, pk)
    form = OptInsForm(request.POST if request.method == "POST" else None)
    return _asked(
        request,
        cohort,
        form,
        lambda: actions.open_opt_ins(cohort, **form.cleaned_data, by=request.user),
        title=_("Ouvrir les adhésions"),
        lead=_("Qui tient l’adresse pourra adhérer pendant ce temps, sans être de l’association."),
    )


@require_http_methods(["GET", "POST"])
@never_cache
def cohort_close(request: MemberRequest, pk: UUID) -> HttpResponse:
    cohort = led_cohort(request, pk)
    form = ClosingForm(request.POST if request.method == "POST" else None)
    return _asked(
        request,
        cohort,
        form,
        lambda: actions.close_cohort(cohort, **form.cleaned_data, by=request.user),
        title=_("Clore le groupe"),
        lead=_("Plus personne n’y adhère. Chacun peut encore le quitter."),
    )


def _sent(request: MemberRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _asked(
    request: MemberRequest,
    cohort: Cohort,
    form: forms.Form,
    act: Act,
    *,
    title: str,
    lead: str = "",
) -> HttpResponse:
    if carried_out(form, act):
        messages.success(request, _("C’est noté."))
        return redirect("cohort-detail", cohort.pk)
    return kept_page(
        request,
        "claims/cohort_act.html",
        lambda: {"cohort": cohort, "form": form, "title": title, "lead": lead},
        status=422 if form.is_bound else 200,
    )


@require_POST
def cohort_number(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Pseudonyms for the claims that came since."""
    cohort = led_cohort(request, pk)
    actions.give_pseudonyms(cohort, by=request.user)
    messages.success(request, _("C’est noté."))
    return redirect("cohort-detail", cohort.pk)


@require_POST
def cohort_link(request: MemberRequest, pk: UUID) -> HttpResponse:
    cohort = led_cohort(request, pk)
    try:
        actions.renew_link(cohort, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("L’ancienne adresse n’ouvre plus rien."))
    return redirect("cohort-detail", cohort.pk)


@require_POST
def cohort_consent(request: MemberRequest, pk: UUID) -> HttpResponse:
    """The lawyer asks the claimant of one claim."""
    cohort = visible_cohort(request, pk)
    if not cohort.is_read_whole_by(request.user):
        raise PermissionDenied
    claim = claim_of_cohort(cohort, request.POST.get("claim", ""))
    try:
        actions.ask_consent(cohort, claim, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Son titulaire verra la demande sur sa page."))
    return redirect("cohort-detail", cohort.pk)
