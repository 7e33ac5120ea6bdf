"""The dossier of a cohort, for counsel alone: its orders, where one is, and what it made."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.claims.models import Cohort
from cases.errors import Refused
from cases.evidence.kept_page import kept_page
from cases.evidence.models import Entry
from cases.evidence.responses import PDF, make_harmless, to_save
from cases.forms import PurposeForm
from members.http import MemberRequest
from members.models import User
from reports.groups import actions
from reports.groups.models import GroupAnnex, GroupOrder
from reports.groups.states import AnnexState
from reports.progress import next_look
from reports.views.followed import followed_page
from reports.views.sharing import shared_page

type Answer = HttpResponse | FileResponse | StreamingHttpResponse

TAKEN = ["group.exported", "group.annex_downloaded"]


@require_GET
def group_order_list(request: MemberRequest, pk: UUID) -> HttpResponse:
    cohort = get_object_or_404(Cohort.objects.of_counsel(request.user), pk=pk)
    return kept_page(request, "reports/group_order_list.html", lambda: _orders_of(cohort))


def _orders_of(cohort: Cohort) -> dict[str, object]:
    orders = cohort.orders.select_related("ordered_by").defer("content")
    return {
        "cohort": cohort,
        "orders": orders,
        "has_open": any(each.is_open for each in orders),
        "claims": cohort.claims().count(),
    }


@require_POST
def group_order_request(request: MemberRequest, pk: UUID) -> HttpResponse:
    cohort = get_object_or_404(Cohort.objects.of_counsel(request.user), pk=pk)
    try:
        order = actions.order_cohort(cohort, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("group-order-list", pk)
    return redirect("group-order-detail", order.pk)


@require_GET
@never_cache
def group_order_detail(request: MemberRequest, pk: UUID) -> HttpResponse:
    """The page, and the part of it that the page asks for again while the work lasts."""
    order = _order(request.user, pk)
    if order.ended_unseen:
        GroupOrder.objects.news_for(request.user).filter(pk=pk).update(seen_at=timezone.now())
    return followed_page(
        request,
        "reports/group_order_detail.html",
        partial(_told_of, order, request),
        lasts=order.is_running,
        news=partial(_news_of, order, request),
    )


def _news_of(order: GroupOrder, request: MemberRequest) -> dict[str, object]:
    counts = order.counts()
    held = order.annexes.select_related("claim").defer("content")
    return {
        "order": order,
        "counts": counts,
        "look": next_look(request.GET, f"{order.state}-{counts.failed}"),
        "annexes": held,
        "failed": held.filter(state=AnnexState.FAILED),
        "running": held.filter(state=AnnexState.RUNNING),
    }


def _told_of(order: GroupOrder, request: MemberRequest) -> dict[str, object]:
    return {**_news_of(order, request), "downloads": _downloads(order, request.user)}


def _order(user: User, pk: UUID) -> GroupOrder:
    visible = GroupOrder.objects.visible_to(user).select_related("cohort", "ordered_by")
    return get_object_or_404(visible.defer("content"), pk=pk)


def _downloads(order: GroupOrder, user: User) -> QuerySet[Entry]:
    """Their own copies, of the whole and of single documents."""
    subjects = [order.journal_name, *(each.journal_name for each in order.annexes.only("pk"))]
    taken = Entry.objects.filter(subject__in=subjects, verb__in=TAKEN, actor=user)
    return taken.order_by("-sequence")[:20]


@require_POST
def group_order_pause(request: MemberRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, actions.pause_order)


@require_POST
def group_order_resume(request: MemberRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, actions.resume_order)


@require_POST
def group_order_cancel(request: MemberRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, actions.cancel_order)


@require_POST
def group_order_retry(request: MemberRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, actions.retry_failed)


def _act(request: MemberRequest, pk: UUID, act: Callable[..., None]) -> HttpResponse:
    order = _order(request.user, pk)
    try:
        act(order, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("group-order-detail", pk)


@require_http_methods(["GET", "POST"])
@never_cache
def group_order_download(request: MemberRequest, pk: UUID) -> Answer:
    """What the copy is for, then the whole, in one zip."""
    order = _order(request.user, pk)
    if not order.can_be_taken_whole:
        return redirect("group-order-detail", pk)
    answer: Answer = _asked_for(request, order, order.bundle_name, _the_bundle)
    return answer


@require_http_methods(["GET", "POST"])
@never_cache
def group_annex_download(request: MemberRequest, pk: UUID) -> Answer:
    annex = _annex(request.user, pk)
    give, share = partial(_the_pdf, annex), reverse("group-annex-share", args=[pk])
    answer: Answer = _asked_for(request, annex.order, annex.file_name, give, share)
    return answer


@require_http_methods(["GET", "POST"])
@never_cache
def group_annex_share(request: MemberRequest, pk: UUID) -> HttpResponse:
    return shared_page(request, _annex(request.user, pk))


def _annex(user: User, pk: UUID) -> GroupAnnex:
    made = GroupAnnex.objects.visible_to(user).filter(state=AnnexState.DONE)
    known = made.select_related("order__cohort", "claim").defer("content", "order__content")
    return get_object_or_404(known, pk=pk)


# A POST that came too late is kept aside, and goes on by itself once the password is given.
@reauthentication_required  # type: ignore[untyped-decorator]
def _asked_for(
    request: MemberRequest,
    order: GroupOrder,
    name: str,
    give: Callable[[GroupOrder, User, str], Answer],
    share: str = "",
) -> Answer:
    """`share` is where the file, if it is one, is confided to a colleague."""
    form = PurposeForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return give(order, request.user, form.cleaned_data["purpose"])
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("group-order-detail", order.pk)
    context = {"order": order, "name": name, "form": form, "share": share}
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/group_order_download.html", context, status=status)


def _the_pdf(annex: GroupAnnex, order: GroupOrder, user: User, purpose: str) -> FileResponse:
    content = actions.download_annex(annex, by=user, purpose=purpose)
    return to_save(content, annex.file_name, PDF)


def _the_bundle(order: GroupOrder, user: User, purpose: str) -> StreamingHttpResponse:
    content = actions.export_order(order, by=user, purpose=purpose)
    response = StreamingHttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{order.bundle_name}"'
    make_harmless(response)
    return response
