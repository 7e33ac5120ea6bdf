"""The documents of a claim: what they need to be told, asked for, followed, taken away."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.claims.models import Claim
from cases.errors import Refused, VersionRefused
from cases.evidence.kept_page import kept_page
from cases.evidence.responses import PDF, to_save
from cases.forms import PurposeForm
from cases.forms.fields import is_number
from members.http import MemberRequest
from reports.claims import actions
from reports.claims.forms import ParticularsForm
from reports.claims.freezing.letters import NoticeIncomplete
from reports.claims.freezing.matter import particulars_of
from reports.claims.freezing.words import WordsToChange
from reports.claims.models import ClaimDocument, DocumentKind
from reports.progress import next_look, progress_of_work
from reports.sharing import mandate_to_share
from reports.views.followed import followed_page

OPENDOCUMENT = "application/vnd.oasis.opendocument.text"
OF_A_CLAIM = [kind for kind in DocumentKind if kind != DocumentKind.REVERSIBILITY]


@require_http_methods(["GET", "POST"])
@never_cache
def claim_documents(request: MemberRequest, pk: UUID) -> HttpResponse:
    claim = _visible(request, pk)
    missing: tuple[object, ...] = ()
    title = ""
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        try:
            document = actions.request_document(claim, DocumentKind(kind), by=request.user)
        except ValueError:  # a kind that no button of ours sends
            return redirect("claim-documents", claim.pk)
        except (NoticeIncomplete, WordsToChange) as refusal:
            missing, title = refusal.missing, refusal.title
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("claim-document", document.pk)
    context = {
        "claim": claim,
        "may_ask": claim.sheet.is_theirs(request.user),
        "is_own": claim.sheet.is_of(request.user),
        "kinds": OF_A_CLAIM,
        "documents": claim.documents.select_related("requested_by").defer("content"),
        "missing": missing,
        "missing_title": title,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/claim_documents.html", context, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
def claim_particulars(request: MemberRequest, pk: UUID) -> HttpResponse:
    claim = _visible(request, pk)
    if not claim.sheet.is_of(request.user):
        raise PermissionDenied
    told = particulars_of(claim)
    form = ParticularsForm(told, request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            actions.fill_in(
                claim,
                form.cleaned_data,
                by=request.user,
                seen=int(seen) if is_number(seen) else -1,
            )
        except VersionRefused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("C’est noté."))
            return redirect("claim-documents", claim.pk)
    return kept_page(
        request,
        "reports/claim_particulars.html",
        lambda: {"claim": claim, "form": form, "told": told},
        status=status,
    )


@require_GET
@never_cache
def claim_document(request: MemberRequest, pk: UUID) -> HttpResponse:
    """The page, and the part of it that the page asks for again while the work lasts."""
    document = visible_document(request, pk)
    if document.ended_unseen:
        news = ClaimDocument.objects.news_for(request.user)
        news.filter(pk=pk).update(seen_at=timezone.now())
    return _page(request, document, PurposeForm(by=request.user))


def _page(
    request: MemberRequest, document: ClaimDocument, form: PurposeForm, status: int = 200
) -> HttpResponse:
    told = partial(_told_of, document, form, request)
    lasts = document.is_under_way
    return followed_page(request, "reports/claim_document.html", told, lasts=lasts, status=status)


def _told_of(
    document: ClaimDocument, form: PurposeForm, request: MemberRequest
) -> dict[str, object]:
    may_read = ClaimDocument.objects.readable_by(request.user).filter(pk=document.pk).exists()
    return {
        "document": document,
        "form": form,
        "progress": progress_of_work(document),
        "look": next_look(request.GET, f"{document.state}-{document.stage}"),
        "may_read": may_read,
        "to_confirm": document.points_to_confirm if may_read else (),
        "may_share": mandate_to_share(document, request.user) is not None,
    }


@require_POST
@never_cache
def claim_document_download(request: MemberRequest, pk: UUID) -> HttpResponse | FileResponse:
    document = visible_document(request, pk)
    answer: HttpResponse | FileResponse = _handed_over(request, document)
    return answer


def is_counsel(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated and request.user.is_lawyer)


# A POST that came too late is kept aside, and goes on by itself once the password is given.
@reauthentication_required(enabled=is_counsel)  # type: ignore[untyped-decorator]
def _handed_over(request: MemberRequest, document: ClaimDocument) -> HttpResponse | FileResponse:
    form = PurposeForm(request.POST, by=request.user)
    if not form.is_valid():
        return _page(request, document, form, status=422)
    purpose = form.cleaned_data["purpose"]
    try:
        if request.POST.get("what") == "odt":
            content = actions.download_editable(document, by=request.user, purpose=purpose)
            return to_save(content, f"{document.file_stem}.odt", OPENDOCUMENT)
        content = actions.download_document(document, by=request.user, purpose=purpose)
        return to_save(content, f"{document.file_stem}.pdf", PDF)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("claim-document", document.pk)


@require_POST
def claim_document_cancel(request: MemberRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, actions.cancel_document)


@require_POST
def claim_document_retry(request: MemberRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, actions.retry_document)


def _act(request: MemberRequest, pk: UUID, act: Callable[..., None]) -> HttpResponse:
    try:
        act(visible_document(request, pk), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("claim-document", pk)


def _visible(request: MemberRequest, pk: UUID) -> Claim:
    visible = Claim.objects.visible_to(request.user)
    known = visible.select_related("sheet__case__publisher", "sheet__organisation")
    return get_object_or_404(known, pk=pk)


def visible_document(request: MemberRequest, pk: UUID) -> ClaimDocument:
    visible = ClaimDocument.objects.visible_to(request.user)
    known = visible.select_related("claim__sheet__case", "switching", "requested_by")
    return get_object_or_404(known.defer("content"), pk=pk)
