"""Cohorts: read by the committee under pseudonyms, whole by the lawyer of every case; prepared by
the chair and that lawyer."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from cases.charts.tiles import tiles_chart
from cases.claims import actions
from cases.claims.cohort_forms import CourseForm, OpenForm, PublisherForm
from cases.claims.cohort_links import token_of
from cases.claims.cohort_states import CohortState
from cases.claims.cohort_words import in_words
from cases.claims.cohorts import few
from cases.claims.estimates import estimates_of
from cases.claims.losses import ZERO
from cases.claims.models import Claim, Cohort
from cases.claims.preparation import (
    compared_routes,
    declarations_of,
    missing_in,
    prepared_as_told,
    published_of,
    rows_of,
    tiles_of,
)
from cases.errors import Refused, StepRefused
from cases.evidence.kept_page import kept_page
from cases.models import Case, Mandate
from cases.states import CaseState
from cases.views.handing_out import hand_out
from members.http import MemberRequest
from members.models import User


@require_GET
@never_cache
def cohort_list(request: MemberRequest) -> HttpResponse:
    """Nobody else is told that there may be any."""
    user = request.user
    if not (user.sits_on_committee or user.is_lawyer):
        raise Http404
    cohorts = Cohort.objects.visible_to(user).select_related("publisher", "route")
    context = {"cohorts": cohorts, "may_open": _cases_to_group(user).exists()}
    return render(request, "claims/cohort_list.html", context)


def _cases_to_group(user: User) -> Any:
    """Of the chair, all that were not dismissed; of a lawyer, those of their mandates."""
    live = Case.objects.exclude(state=CaseState.DISMISSED).order_by("-occurred_on")
    if user.chairs_committee:
        return live
    if not user.is_lawyer:
        return live.none()
    return live.filter(pk__in=Mandate.objects.of_counsel(user).values("case"))


@require_http_methods(["GET", "POST"])
@never_cache
def cohort_open(request: MemberRequest) -> HttpResponse:
    """The publisher first, by the address: a group is of one."""
    user = request.user
    if not (user.sits_on_committee or user.is_lawyer):
        raise Http404
    cases = _cases_to_group(user)
    if not cases.exists():
        raise PermissionDenied
    chosen = PublisherForm(cases, request.GET if "editeur" in request.GET else None)
    if not chosen.is_valid():
        return render(request, "claims/cohort_publisher.html", {"form": chosen})
    publisher = chosen.cleaned_data["editeur"]
    offered = cases.filter(publisher=publisher)
    form = OpenForm(offered, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            course, on = form.course(), list(form.cleaned_data["cases"])
            cohort = actions.open_cohort(on, course, by=user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("cohort-detail", cohort.pk)
    return kept_page(
        request,
        "claims/cohort_open.html",
        lambda: {"form": form, "publisher": publisher, "routes": compared_routes()},
        status=422 if form.is_bound else 200,
    )


@require_GET
@never_cache
def cohort_detail(request: MemberRequest, pk: UUID) -> HttpResponse:
    cohort = visible_cohort(request, pk)
    return kept_page(request, "claims/cohort_detail.html", lambda: _told_to(request.user, cohort))


def _told_to(user: User, cohort: Cohort) -> dict[str, Any]:
    is_whole = cohort.is_read_whole_by(user)
    rows = rows_of(cohort)
    figures = published_of(rows)
    declarations = declarations_of(cohort)
    held = prepared_as_told(cohort, declarations)
    told = rows if is_whole or figures.count is not None else []
    tiles = tiles_of(told, is_whole=is_whole)
    return {
        "cohort": cohort,
        "cases": cohort.cases.all(),
        "is_whole": is_whole,
        "is_led": cohort.is_led_by(user) and cohort.state != CohortState.CLOSED,
        "rows": told,
        "chart": tiles_chart("tuiles", tiles, few=few()),
        "figures": figures,
        "total": sum((row.principal for row in rows), ZERO) if is_whole else None,
        "count": len(rows),
        "estimates": list(estimates_of(cohort)),
        "criteria": in_words(cohort.told_criteria),
        "standing": held.eligibility,
        "declarations": declarations,
        "missing": missing_in(held),
        "given": held.consents,
        **_of_counsel(cohort, is_whole=is_whole),
    }


def _of_counsel(cohort: Cohort, *, is_whole: bool) -> dict[str, object]:
    """Named people, and the address that lets them join: for who leads or reads all."""
    link = settings.SITE_URL + reverse("opt-in-ask", args=[token_of(cohort)])
    told: dict[str, object] = {"link": link if cohort.state == CohortState.OPEN else ""}
    if not is_whole:
        return told
    individual = cohort.individual_cases.select_related(
        "claim__sheet__organisation", "claim__sheet__case"
    )
    asked = {each.claim_id for each in individual}
    return {
        **told,
        "individual": individual,
        "asked": asked,
        "opt_ins": cohort.opt_ins.select_related("case", "mandate").order_by("signed_at"),
        "unnumbered": cohort.candidates().filter(number=None).count(),  # type: ignore[misc]
    }


@require_http_methods(["GET", "POST"])
@never_cache
def cohort_describe(request: MemberRequest, pk: UUID) -> HttpResponse:
    cohort = led_cohort(request, pk)
    start = {name: getattr(cohort, name) for name in ("name", "aim", "route", "court")}
    form = CourseForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        try:
            actions.describe_cohort(cohort, form.course(), by=request.user, seen=seen_in(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("C’est noté."))
            return redirect("cohort-detail", cohort.pk)
    return kept_page(
        request,
        "claims/cohort_describe.html",
        lambda: {"cohort": cohort, "form": form, "routes": compared_routes()},
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "POST"])
@never_cache
def cohort_minutes(request: MemberRequest, pk: UUID) -> FileResponse | HttpResponse:
    cohort = visible_cohort(request, pk)
    if cohort.minutes is None:
        raise Http404
    url = reverse("cohort-detail", args=[cohort.pk])
    try:
        return hand_out(request, cohort, {"above_url": url, "above_label": cohort.reference})
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("cohort-detail", cohort.pk)


def visible_cohort(request: MemberRequest, pk: UUID) -> Cohort:
    visible = Cohort.objects.visible_to(request.user)
    cohort: Cohort = get_object_or_404(
        visible.select_related("publisher", "route", "court", "minutes"), pk=pk
    )
    return cohort


def led_cohort(request: MemberRequest, pk: UUID) -> Cohort:
    """404 if it is not theirs to see, 403 if it is and they do not lead it."""
    cohort = visible_cohort(request, pk)
    if not cohort.is_led_by(request.user):
        raise PermissionDenied
    return cohort


def seen_in(request: MemberRequest) -> int:
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1


def claim_of_cohort(cohort: Cohort, typed: str) -> Claim:
    try:
        key = UUID(typed)
    except ValueError as error:
        raise Http404 from error
    claim: Claim = get_object_or_404(cohort.candidates(), pk=key)
    return claim
