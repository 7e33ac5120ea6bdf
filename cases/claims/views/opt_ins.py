"""Joining a cohort: by a link, without an account; or by a member, from their own claim."""

from functools import partial
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.claims import actions
from cases.claims.cohort_links import (
    LinkSpent,
    LinkUnknown,
    cohort_named,
    invited_by,
    opt_in_named,
    withdrawal_token,
)
from cases.claims.cohort_states import (
    GIVE_CONSENT,
    REFUSE_CONSENT,
    REVOKE_CONSENT,
    CohortState,
    OptInState,
)
from cases.claims.cohort_words import to_confirm
from cases.claims.models import Claim, Cohort, IndividualCase, OptIn
from cases.claims.opt_in_forms import AskForm, JoinForm, SignForm
from cases.claims.preparation import standing_for
from cases.errors import Refused
from cases.evidence.kept_page import kept_page
from cases.evidence.receiving import take_in
from members.http import MemberRequest
from members.models import User

STATUSES: dict[type[Refused], int] = {LinkUnknown: 404, LinkSpent: 410}


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def opt_in_ask(request: HttpRequest, token: str) -> HttpResponse:
    """What the group is; an address that wants to join it is sent the form."""
    form = AskForm(request.POST if request.method == "POST" else None)
    email = form.cleaned_data["email"].lower() if form.is_valid() else ""
    if answer := too_many(request) or (email and _too_many_mails(request, email)):
        return answer
    try:
        cohort = cohort_named(token)
        if email:
            actions.ask_to_join(token, email, language=get_language() or "fr")
            context = {"cohort": cohort, "email": email}
            return unlisted(render(request, "claims/opt_in_sent.html", context))
    except (LinkUnknown, LinkSpent) as refusal:
        return refused(request, refusal)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    page = kept_page(
        request,
        "claims/opt_in_ask.html",
        lambda: {**_told(cohort), "form": form},
        status=422 if form.is_bound else 200,
    )
    return unlisted(page)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def opt_in_sign(request: HttpRequest, token: str) -> HttpResponse:
    """The form, for who read the mail that leads to it."""
    if answer := too_many(request):
        return answer
    try:
        invited = invited_by(token)
    except Refused as refusal:
        return refused(request, refusal)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = JoinForm(invited.cohort, *sent)
    if form.is_valid():
        opt_in = _joined(form, token)
        if opt_in:
            return redirect("opt-in-withdraw", withdrawal_token(opt_in))
    page = kept_page(
        request,
        "claims/opt_in_sign.html",
        lambda: {**_told(invited.cohort), "form": form, "email": invited.email},
        status=422 if form.is_bound else 200,
    )
    return unlisted(page)


def _joined(form: JoinForm, token: str) -> OptIn | None:
    try:
        files = [take_in(upload, by=None) for upload in form.cleaned_data["documents"]]
        signature = form.signature(get_language() or "fr")
        return actions.join_by_link(token, signature, form.loss(), files)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def opt_in_withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """The acknowledgement, and the way out. Leaving is a POST, which a mail's preview does not
    send."""
    if answer := too_many(request):
        return answer
    try:
        opt_in = opt_in_named(token)
        if request.method == "POST":
            actions.withdraw_opt_in(opt_in)
            messages.success(request, _("Votre mandat est révoqué."))
            return redirect("opt-in-withdraw", token)
    except Refused as refusal:
        return refused(request, refusal)
    context = {
        "opt_in": opt_in,
        "is_in_force": opt_in.state == OptInState.IN_FORCE,
        "losses": token if _is_writable(opt_in) else "",
    }
    return unlisted(render(request, "claims/opt_in_withdraw.html", context))


def _is_writable(opt_in: OptIn) -> bool:
    try:
        actions.refuse_unwritable(opt_in)
    except (Refused, PermissionDenied):
        return False
    return True


def _told(cohort: Cohort) -> dict[str, object]:
    """What is said of a group to who may join it."""
    return {
        "cohort": cohort,
        "cases": cohort.cases.order_by("occurred_on"),
        "criteria": to_confirm(cohort.told_criteria),
        "mandate": actions.mandate_of(cohort),
    }


def too_many(request: HttpRequest) -> HttpResponse | None:
    answer: HttpResponse | None = ratelimit.consume_or_429(request, action="opt_in", limit_get=True)
    return answer


def _too_many_mails(request: HttpRequest, address: str) -> HttpResponse | None:
    refused: HttpResponse | None = ratelimit.consume_or_429(
        request, action="opt_in_mail", key=address
    )
    return refused


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    status = STATUSES.get(type(refusal), 409)
    context = {"reason": str(refusal)}
    return unlisted(render(request, "claims/opt_in_refused.html", context, status=status))


def unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_GET
@never_cache
def claim_cohorts(request: MemberRequest, pk: UUID) -> HttpResponse:
    """What a claimant is asked, or may join, for one claim of theirs."""
    claim = _own_claim(request, pk)
    told = partial(_told_of_groups, request.user, claim)
    return kept_page(request, "claims/claim_cohorts.html", told)


def _told_of_groups(user: User, claim: Claim) -> dict[str, object]:
    asked = claim.individual_cases.select_related("cohort__publisher", "cohort__route")
    joined = OptIn.objects.own_of(user).filter(cohort__cases=claim.sheet.case_id)
    return {
        "claim": claim,
        "asked": [{"individual": each, "acts": _acts_on(each)} for each in asked],
        "joinable": joinable_by(claim),
        "joined": joined.select_related("cohort", "mandate"),
    }


def joinable_by(claim: Claim) -> list[Cohort]:
    """Those open today whose criteria the claim meets, and that its organisation has not joined."""
    own = OptIn.objects.in_force().filter(organisation=claim.sheet.organisation_id)
    live = Cohort.objects.filter(state=CohortState.OPEN, cases=claim.sheet.case_id)
    rest = live.exclude(pk__in=own.values("cohort")).select_related("publisher", "route")
    today = timezone.localdate()
    return [
        cohort
        for cohort in rest
        if cohort.is_joinable_on(today)
        and cohort.candidates().filter(pk=claim.pk).exists()
        and standing_for(cohort.route).is_open
    ]


ANSWERS = {
    "accepter": (GIVE_CONSENT, actions.give_consent),
    "refuser": (REFUSE_CONSENT, actions.refuse_consent),
    "retirer": (REVOKE_CONSENT, actions.revoke_consent),
}


def _acts_on(individual: IndividualCase) -> list[tuple[str, str]]:
    labels = {
        "accepter": _("Donner mon accord"),
        "refuser": _("Refuser"),
        "retirer": _("Retirer mon accord"),
    }
    return [
        (slug, labels[slug])
        for slug, (step, _act) in ANSWERS.items()
        if individual.state in step.sources
    ]


@require_POST
def consent_answer(request: MemberRequest, pk: UUID, slug: str) -> HttpResponse:
    own = Claim.objects.visible_to(request.user)
    asked = IndividualCase.objects.filter(claim__in=own).select_related("claim__sheet", "cohort")
    individual = get_object_or_404(asked, pk=pk)
    if slug not in ANSWERS:
        raise Http404
    try:
        ANSWERS[slug][1](individual, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("C’est noté."))
    return redirect("claim-cohorts", individual.claim_id)


@require_http_methods(["GET", "POST"])
@never_cache
def claim_join(request: MemberRequest, pk: UUID, cohort: UUID) -> HttpResponse:
    claim = _own_claim(request, pk)
    if request.method == "GET":
        return kept_page(
            request, "claims/claim_join.html", lambda: _asked_to_join(claim, cohort, None)
        )
    asked = _asked_to_join(claim, cohort, request.POST)
    group, form = asked["cohort"], asked["form"]
    if form.is_valid():
        try:
            signature = form.signature(get_language() or "fr")
            actions.join_as_member(group, claim, signature, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Votre adhésion est enregistrée."))
            return redirect("claim-cohorts", claim.pk)
    return render(request, "claims/claim_join.html", asked, status=422)


def _asked_to_join(claim: Claim, cohort: UUID, data: QueryDict | None) -> dict[str, Any]:
    """404 if the group is not open to this claim."""
    offered = {each.pk: each for each in joinable_by(claim)}
    if cohort not in offered:
        raise Http404
    group = offered[cohort]
    return {**_told(group), "claim": claim, "form": SignForm(group, data)}


@require_POST
def claim_leave(request: MemberRequest, pk: UUID, opt_in: UUID) -> HttpResponse:
    claim = _own_claim(request, pk)
    held = get_object_or_404(OptIn.objects.own_of(request.user), pk=opt_in)
    try:
        actions.withdraw_opt_in(held, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Votre mandat est révoqué."))
    return redirect("claim-cohorts", claim.pk)


def _own_claim(request: MemberRequest, pk: UUID) -> Claim:
    """404 if it is not theirs to see, 403 if it is and another's to answer for."""
    visible: Any = Claim.objects.visible_to(request.user)
    claim: Claim = get_object_or_404(
        visible.select_related("sheet__case", "sheet__organisation"), pk=pk
    )
    if not claim.sheet.is_of(request.user):
        raise PermissionDenied
    return claim
