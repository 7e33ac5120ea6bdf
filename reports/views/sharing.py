"""A link for a colleague: made and taken back by the lawyer, followed without an account."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cases.errors import GuardRefused, Refused, StepRefused
from cases.evidence.kept_page import kept_page
from cases.evidence.responses import PDF, to_save
from members.http import MemberRequest
from reports import sharing
from reports.forms import LinkForm, TakeForm
from reports.links import LinkSpent, LinkUnknown, open_link, state_of, token_of
from reports.models import MOST_USES, CounselLink, Dossier, Shared
from reports.states import LinkState
from reports.views.places import place_of


@require_http_methods(["GET", "POST"])
@never_cache
def dossier_share(request: MemberRequest, pk: UUID) -> HttpResponse:
    visible = Dossier.objects.visible_to(request.user).filter(ready_at__isnull=False)
    dossier = get_object_or_404(visible.select_related("case").defer("content"), pk=pk)
    return shared_page(request, dossier)


def shared_page(request: MemberRequest, shared: Shared) -> HttpResponse:
    """Where links of one file are made and taken back; the caller finds it `visible_to`."""
    if sharing.mandate_to_share(shared, request.user) is None:
        raise PermissionDenied
    answer: HttpResponse = _asked_for(request, shared)
    return answer


# A link lets a file out: who makes one says once more who they are, as for the file.
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def _asked_for(request: MemberRequest, shared: Shared) -> HttpResponse:
    if request.method == "GET":
        return _page(request, shared, LinkForm(), 200)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _page(request, shared, form, 422)
    try:
        sharing.make_link(shared, by=request.user, **form.cleaned_data)
    except GuardRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, shared, form, 422)
    messages.success(request, _("Le lien est prêt : copiez-le dans un message à votre confrère."))
    return redirect(place_of(shared).share)


def _page(request: MemberRequest, shared: Shared, form: LinkForm, status: int) -> HttpResponse:
    links = shared.links.filter(mandate__lawyer=request.user).with_files()
    return kept_page(
        request,
        "reports/dossier_share.html",
        lambda: {
            "shared": shared,
            "place": place_of(shared),
            "form": form,
            "links": [_shown(link) for link in links],
            "most": MOST_USES,
        },
        status=status,
    )


def _shown(link: CounselLink) -> dict[str, object]:
    state = state_of(link)
    address = settings.SITE_URL + reverse("counsel-link", args=[token_of(link)])
    is_open = state == LinkState.OPEN
    return {"link": link, "state": state, "address": address if is_open else ""}


@require_POST
def link_revoke(request: MemberRequest, pk: UUID) -> HttpResponse:
    own = CounselLink.objects.filter(mandate__lawyer=request.user)
    link = get_object_or_404(own.with_files(), pk=pk)
    try:
        sharing.revoke_link(link, by=request.user)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Ce lien n’ouvre plus rien."))
    return redirect(place_of(link.shared).share)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def counsel_link(request: HttpRequest, token: str) -> HttpResponse | FileResponse:
    """What the file is and until when it can be had; taking it is a POST, which a mail's preview
    does not send."""
    # Whoever tries addresses, or asks for the file again and again, waits.
    too_many: HttpResponse | None = ratelimit.consume_or_429(
        request, action="counsel_link", limit_get=True
    )
    if too_many:
        return too_many
    try:
        link = open_link(token)
        form = TakeForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            take = _a_marked_copy if request.POST.get("what") == "copy" else _the_file
            return take(token, form.cleaned_data["purpose"])
    except Refused as refusal:
        return _refused(request, refusal)
    shared = link.shared
    context = {
        "link": link,
        "shared": shared,
        "place": place_of(shared),
        "form": form,
        "left": MOST_USES - link.uses,
    }
    status = 422 if form.is_bound else 200
    return _unlisted(render(request, "reports/counsel_link.html", context, status=status))


def _the_file(token: str, purpose: str) -> FileResponse:
    link, content = sharing.use_link(token, purpose=purpose)
    return to_save(content, link.shared.file_name, PDF)


def _a_marked_copy(token: str, purpose: str) -> FileResponse:
    link, content = sharing.use_link_for_copy(token, purpose=purpose)
    return to_save(content, f"{link.shared.file_name.removesuffix('.pdf')}-copie.pdf", PDF)


def _refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    statuses: dict[type[Refused], int] = {LinkUnknown: 404, LinkSpent: 410}
    context = {"reason": str(refusal)}
    status = statuses.get(type(refusal), 409)
    return _unlisted(render(request, "reports/counsel_link_refused.html", context, status=status))


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
