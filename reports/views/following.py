"""A dossier while it is made and after: where it is, how to stop it, what became of it."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cases.errors import StepRefused
from cases.evidence.models import Entry
from cases.models import Case
from members.http import MemberRequest
from members.models import User
from reports import actions, sharing
from reports.models import Dossier
from reports.progress import next_look, progress_of
from reports.versions import version_in
from reports.views.followed import followed_page

TAKEN = ["dossier.downloaded", "dossier.exported", "dossier.copied"]


@require_GET
@never_cache
def dossier_detail(request: MemberRequest, pk: UUID) -> HttpResponse:
    """The page, and the part of it that the page asks for again while the work lasts."""
    visible = Dossier.objects.visible_to(request.user).with_observation_counts()
    # Long, and asked for every few seconds: the content is read where versions are compared only.
    known = visible.select_related("case__publisher", "requested_by", "cancelled_by")
    dossier = get_object_or_404(known.defer("content"), pk=pk)
    _stamp_as_seen(dossier, request.user)
    return followed_page(
        request,
        "reports/dossier_detail.html",
        partial(_told_of, dossier, request),
        lasts=dossier.is_under_way,
        news=partial(_news_of, dossier, request),
    )


def _news_of(dossier: Dossier, request: MemberRequest) -> dict[str, object]:
    return {
        "dossier": dossier,
        "progress": progress_of(dossier),
        "look": next_look(request.GET, f"{dossier.state}-{dossier.stage}"),
        "may_act": request.user.sits_on_committee,
    }


def _told_of(dossier: Dossier, request: MemberRequest) -> dict[str, object]:
    versions = Dossier.objects.visible_to(request.user).filter(case=dossier.case_id)
    return {
        **_news_of(dossier, request),
        "version": version_in(versions, dossier),
        "downloads": _downloads(dossier, request.user),
        "may_share": sharing.mandate_to_share(dossier, request.user) is not None,
    }


def _stamp_as_seen(dossier: Dossier, user: User) -> None:
    if dossier.ended_unseen:
        Dossier.objects.news_for(user).filter(pk=dossier.pk).update(seen_at=timezone.now())


def _downloads(dossier: Dossier, user: User) -> QuerySet[Entry]:
    """Who took a copy, and for what: all of them for the committee, and for a lawyer their own and
    those of their links."""
    itself = Q(subject=dossier.journal_name, verb__in=TAKEN)
    links = dossier.links.all()
    if not user.sits_on_committee:
        itself &= Q(actor=user)
        links = links.filter(mandate__lawyer=user)
    by_link = Q(subject__in=[each.journal_name for each in links], verb="dossier.link_used")
    taken = Entry.objects.filter(itself | by_link).select_related("actor")
    return taken.order_by("-sequence")[:20]


@require_POST
def dossier_request(request: MemberRequest, pk: int) -> HttpResponse:
    case = get_object_or_404(Case.objects.visible_to(request.user), pk=pk)
    try:
        dossier = actions.request_dossier(case, by=request.user)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("case-detail", pk)
    return redirect("dossier-detail", dossier.pk)


@require_POST
def dossier_cancel(request: MemberRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, actions.cancel_dossier)


@require_POST
def dossier_retry(request: MemberRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, actions.retry_dossier)


def _act(request: MemberRequest, pk: UUID, act: Callable[..., None]) -> HttpResponse:
    visible = Dossier.objects.visible_to(request.user).select_related("case")
    dossier = get_object_or_404(visible.defer("content"), pk=pk)
    try:
        act(dossier, by=request.user)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("dossier-detail", pk)
