"""The report flow: a draft, one question a page, a look at the whole, then one observation."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases import actions
from cases.evidence.intake.kinds import PHOTOS
from cases.evidence.intake.refusals import FileRefused
from cases.evidence.receiving import take_in
from cases.forms.choosing import as_choices, found_by, offered_to
from cases.forms.fields import is_number
from cases.forms.questions import BY_STEP, PAGES, QuestionPage, contradictions, form_for, stored
from cases.models import Draft, Product
from cases.models.draft import DAYS_KEPT
from cases.statement import AnswersRefused
from cases.views.drafts import draft_of, first_missing, lines_of, sent_already, to_receipt
from cases.views.resuming import brought_back, keeps_typed_text, served_to
from members.http import MemberRequest

CHECK = "verifier"


@require_GET
def observation_report(request: MemberRequest) -> HttpResponse:
    """Where a report starts: with the drafts that wait, or with the first question."""
    if not request.user.may_report:
        raise PermissionDenied
    drafts = list(Draft.objects.visible_to(request.user))
    if drafts:
        context = {
            "drafts": [(each, lines_of(each)[:2]) for each in drafts],
            "new": uuid4(),
            "days_kept": DAYS_KEPT,
        }
        return render(request, "cases/observation_report.html", context)
    new = draft_of(request.user, uuid4())
    return _question(request, new, PAGES[0], _form(request, new, PAGES[0], None), status=200)


@keeps_typed_text
@require_http_methods(["GET", "POST"])
def report_question(request: MemberRequest, draft: UUID, step: str) -> HttpResponse:
    page = BY_STEP.get(step)
    if page is None:
        raise Http404
    if sent := sent_already(request, draft):
        return sent
    found = draft_of(request.user, draft)
    if request.method == "POST":
        try:
            return _answered(request, found, page)
        except actions.DraftSent as sent_meanwhile:
            return to_receipt(request, sent_meanwhile)
    missing = first_missing(found)
    if missing and PAGES.index(BY_STEP[missing]) < PAGES.index(page):
        return redirect("report-question", found.pk, missing)
    typed, why = brought_back(request)
    form = _form(request, found, page, typed)
    if typed is not None:
        messages.info(request, why)
    return _question(request, found, page, form, status=200)


def _answered(request: MemberRequest, draft: Draft, page: QuestionPage) -> HttpResponse:
    form = _form(request, draft, page, request.POST)
    answered: dict[str, object] = {}
    if form.is_valid():
        answered = stored(form, draft, at=timezone.now())
        contradictions(form, draft, answered)
    if not form.is_valid():
        return _question(request, draft, page, form, status=422)
    kept = actions.save_answers(draft.pk, answered, by=request.user)
    _take_photos(request, kept, form)
    if not form.is_valid():
        return _question(request, kept, page, form, status=422)
    return _go_on(request, kept, page)


def _go_on(request: MemberRequest, draft: Draft, page: QuestionPage) -> HttpResponse:
    asked = request.POST
    if item := asked.get("retirer"):
        actions.remove_photo(draft, _key(item), by=request.user)
    if item or "ajouter" in asked:
        return redirect("report-question", draft.pk, page.step)
    if missing := first_missing(draft):
        return redirect("report-question", draft.pk, missing)
    if "envoyer" in asked:
        return _send(request, draft.pk)
    if asked.get("retour") == CHECK or page is PAGES[-1]:
        return redirect("report-check", draft.pk)
    return redirect("report-question", draft.pk, PAGES[PAGES.index(page) + 1].step)


def _key(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError as error:
        raise Http404 from error


def _form(
    request: MemberRequest, draft: Draft, page: QuestionPage, data: QueryDict | None
) -> forms.Form:
    form = form_for(page, draft, data, request.FILES if data is request.POST else None)
    if "product" in form.fields:
        _offer_products(request, draft, form)
    return form


def _offer_products(request: MemberRequest, draft: Draft, form: forms.Form) -> None:
    """Any product may be sent; the page offers the usual ones, or those that were searched."""
    search = request.GET.get("q")
    offered = offered_to(request.user) if search is None else found_by(search)
    chosen = str(form.data.get("product") or draft.answers.get("product") or "")
    choices = as_choices(offered)
    if is_number(chosen) and chosen not in dict(choices):
        choices += as_choices(Product.objects.select_related("publisher").filter(pk=chosen))
    form.fields["product"].choices = choices  # type: ignore[attr-defined]


def _take_photos(request: MemberRequest, draft: Draft, form: forms.Form) -> None:
    """Each photo is kept or refused by itself, at its field."""
    for name in ("camera", "pictures"):
        for upload in form.cleaned_data.get(name, ()):
            try:
                actions.add_photo(
                    draft.pk, take_in(upload, by=request.user, only=PHOTOS), by=request.user
                )
            except FileRefused as refusal:
                form.add_error(name, str(refusal))


def _question(
    request: MemberRequest, draft: Draft, page: QuestionPage, form: forms.Form, *, status: int
) -> HttpResponse:
    position = PAGES.index(page)
    bound = [form[name] for name in form.fields]
    folded = [field for field in bound if field.name in page.folded]
    shown = [field for field in bound if field not in folded]
    context: dict[str, Any] = {
        "form": form,
        "asked": shown[0],
        "others": shown[1:],
        "folded": folded,
        "folded_title": page.folded_title,
        "folded_open": any(field.errors for field in folded),
        "draft": draft,
        "step": page.step,
        "number": position + 1,
        "total": len(PAGES),
        "page_token": served_to(request.user),
        "returns": request.GET.get("retour") or request.POST.get("retour") or "",
        "searches": page.step == "produit",
        "search": request.GET.get("q"),
        "nothing_found": "product" in form.fields and not form.fields["product"].choices,  # type: ignore[attr-defined]
        "may_send": position > 0,
        "photos": _photos(draft) if "camera" in form.fields else [],
        "previous_url": _previous(request, draft, position),
        "days_kept": DAYS_KEPT,
    }
    return render(request, "cases/report_question.html", context, status=status)


def _photos(draft: Draft) -> list[Any]:
    return list(draft.attachments.select_related("item")) if not draft._state.adding else []


def _previous(request: MemberRequest, draft: Draft, position: int) -> str:
    if request.GET.get("retour") == CHECK:
        return reverse("report-check", args=[draft.pk])
    if position == 0:
        return reverse("home")
    return reverse("report-question", args=[draft.pk, PAGES[position - 1].step])


@keeps_typed_text
@require_GET
def report_check(request: MemberRequest, draft: UUID) -> HttpResponse:
    if sent := sent_already(request, draft):
        return sent
    found = draft_of(request.user, draft)
    if missing := first_missing(found):
        return redirect("report-question", found.pk, missing)
    return _check(request, found, refused=None, status=200)


def _check(
    request: MemberRequest, draft: Draft, *, refused: AnswersRefused | None, status: int
) -> HttpResponse:
    context = {
        "draft": draft,
        "lines": lines_of(draft),
        "photos": _photos(draft),
        "refused": refused.refusals if refused else (),
        "days_kept": DAYS_KEPT,
    }
    return render(request, "cases/report_check.html", context, status=status)


@require_http_methods(["GET", "POST"])
def report_send(request: MemberRequest, draft: UUID) -> HttpResponse:
    """A link followed, or a log-in on the way, sends nothing: it shows what would be sent."""
    if sent := sent_already(request, draft):
        return sent
    found = draft_of(request.user, draft)
    if request.method == "GET":
        return redirect("report-check", draft)
    if missing := first_missing(found):
        return redirect("report-question", found.pk, missing)
    return _send(request, found.pk)


def _send(request: MemberRequest, key: UUID) -> HttpResponse:
    try:
        observation = actions.send_draft(key, by=request.user)
    except AnswersRefused as refused:
        draft = draft_of(request.user, key)
        return _check(request, draft, refused=refused, status=422)
    except Draft.DoesNotExist as error:
        raise Http404 from error
    return redirect("observation-receipt", observation.pk)


@require_POST
def report_discard(request: MemberRequest, draft: UUID) -> HttpResponse:
    """Twice is once: a draft that is no longer there is no fault."""
    actions.discard_draft(draft_of(request.user, draft), by=request.user)
    messages.success(request, _("Brouillon supprimé, photos comprises."))
    return redirect("observation-report")
