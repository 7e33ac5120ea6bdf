"""The acts on a claim, as addresses: each with its form, or a mere button."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cases.claims import actions, claim_forms, states
from cases.claims.actions import Declaration
from cases.claims.models import Claim, Offer
from cases.claims.states import ClaimState
from cases.claims.vocabulary import NoticeMode, OfferSide, PaperKind
from cases.errors import Refused, StepRefused
from cases.evidence.receiving import take_in
from cases.forms.carried_out import carried_out
from cases.forms.fields import Words, is_number
from members.http import MemberRequest
from members.models import User

type Who = Callable[[Claim, User], bool]
type Do = Callable[..., object]


@dataclass(frozen=True)
class ClaimAct:
    """Without a form, a button does it. `verb` is on it, and on the end of the form."""

    slug: str
    verb: Words
    do: Do
    who: Who
    sources: frozenset[ClaimState]
    form: type[claim_forms.ActForm] | None = None
    title: Words = ""
    is_main: bool = False
    is_grave: bool = False

    def is_open_to(self, user: User, claim: Claim) -> bool:
        return claim.state in self.sources and self.who(claim, user)


def _claimant(claim: Claim, user: User) -> bool:
    return claim.sheet.is_of(user)


def _counsel(claim: Claim, user: User) -> bool:
    """Whoever sees a claim as a lawyer is mandated on its case; the act looks again."""
    return user.is_lawyer and not claim.sheet.is_of(user)


def _theirs(claim: Claim, user: User) -> bool:
    return _claimant(claim, user) or _counsel(claim, user)


def _handler(claim: Claim, user: User) -> bool:
    if claim.organisation.is_outside:
        return _counsel(claim, user)
    return claim.sheet.is_handled_by(user) and not claim.sheet.is_of(user)


def _returner(claim: Claim, user: User) -> bool:
    if claim.organisation.is_outside:
        return False
    is_verified = claim.state == ClaimState.VERIFIED
    return _counsel(claim, user) if is_verified else _handler(claim, user)


def _submit(claim: Claim, *, by: User, seen: int, **declared: bool) -> None:
    actions.submit_claim(claim, Declaration(**declared), by=by, seen=seen)


def _send_notice(claim: Claim, *, by: User, seen: int, document: Any, **told: Any) -> None:
    received = take_in(document, by=by) if document else None
    with transaction.atomic():
        sent_on, mode = told["sent_on"], NoticeMode(told["mode"])
        actions.send_notice(claim, by=by, seen=seen, sent_on=sent_on, mode=mode)
        if received:
            proof = partial(actions.add_paper, kind=PaperKind.DEPOSIT, dated_on=sent_on)
            proof(claim, received, by=by, seen=claim.version)


def _add_paper(claim: Claim, *, by: User, document: Any, kind: str, **told: Any) -> None:
    received = take_in(document, by=by)
    actions.add_paper(claim, received, by=by, kind=PaperKind(kind), **told)


def _record_offer(claim: Claim, *, side: str, **told: Any) -> None:
    actions.record_offer(claim, side=OfferSide(side), **told)


WITHDRAWABLE = states.WITHDRAW_CLAIM.sources
ACTS = (
    ClaimAct(
        "envoyer",
        gettext_lazy("Envoyer la demande"),
        _submit,
        _claimant,
        states.SUBMIT_CLAIM.sources,
        claim_forms.DeclarationForm,
        gettext_lazy("Envoyer la demande à la commission"),
        is_main=True,
    ),
    ClaimAct(
        "verifier",
        gettext_lazy("Vérifier la demande"),
        actions.verify_claim,
        _handler,
        states.VERIFY_CLAIM.sources,
        is_main=True,
    ),
    ClaimAct(
        "documenter",
        gettext_lazy("Tenir la demande pour documentée"),
        actions.document_claim,
        _counsel,
        states.DOCUMENT_CLAIM.sources,
        claim_forms.DocumentedForm,
        gettext_lazy("La demande est documentée"),
        is_main=True,
    ),
    ClaimAct(
        "mise-en-demeure",
        gettext_lazy("Noter l’envoi de la mise en demeure"),
        _send_notice,
        _theirs,
        states.SEND_NOTICE.sources,
        claim_forms.NoticeForm,
        gettext_lazy("La mise en demeure est partie"),
        is_main=True,
    ),
    ClaimAct(
        "paiement",
        gettext_lazy("Noter un paiement"),
        actions.record_payment,
        _claimant,
        states.OWED,
        claim_forms.PaymentForm,
        gettext_lazy("Un paiement reçu"),
        is_main=True,
    ),
    ClaimAct(
        "offre",
        gettext_lazy("Noter une offre"),
        _record_offer,
        _theirs,
        states.UNDER_DISCUSSION,
        claim_forms.OfferForm,
        gettext_lazy("Une offre"),
        is_main=True,
    ),
    ClaimAct(
        "reponse",
        gettext_lazy("Noter une réponse de l’éditeur"),
        actions.record_reply,
        _theirs,
        states.UNDER_DISCUSSION,
        claim_forms.ReplyForm,
        gettext_lazy("Une réponse de l’éditeur"),
    ),
    ClaimAct(
        "piece",
        gettext_lazy("Joindre une pièce"),
        _add_paper,
        _theirs,
        states.AFTER_SUBMISSION,
        claim_forms.PaperForm,
        gettext_lazy("Joindre une pièce à la demande"),
    ),
    ClaimAct(
        "prescription",
        gettext_lazy("Noter un acte sur la prescription"),
        actions.record_limitation_event,
        _theirs,
        frozenset(ClaimState) - states.ENDED,
        claim_forms.LimitationForm,
        gettext_lazy("Un acte qui change le dernier jour pour agir"),
    ),
    ClaimAct(
        "refus",
        gettext_lazy("Noter un refus définitif"),
        actions.record_refusal,
        _theirs,
        states.REFUSE.sources,
        claim_forms.ReplyForm,
        gettext_lazy("L’éditeur refuse, ou le tribunal rejette"),
    ),
    ClaimAct(
        "tribunal",
        gettext_lazy("Noter une action en justice"),
        actions.go_to_court,
        _theirs,
        states.GO_TO_COURT.sources,
        claim_forms.CourtForm,
        gettext_lazy("La demande est devant le tribunal"),
    ),
    ClaimAct(
        "clore",
        gettext_lazy("Clore : plus rien n’est attendu"),
        actions.close_as_paid,
        _claimant,
        states.OWED,
    ),
    ClaimAct(
        "reprendre",
        gettext_lazy("Reprendre la demande"),
        actions.take_back_claim,
        _claimant,
        states.TAKE_BACK_CLAIM.sources,
    ),
    ClaimAct(
        "rendre",
        gettext_lazy("Rendre la demande à compléter"),
        actions.send_back_claim,
        _returner,
        states.SEND_BACK_CLAIM.sources,
        claim_forms.ReasonForm,
        gettext_lazy("Rendre la demande à compléter"),
    ),
    ClaimAct(
        "rouvrir",
        gettext_lazy("Rouvrir la demande"),
        actions.reopen_claim,
        _claimant,
        states.REOPEN_CLAIM.sources,
        is_main=True,
    ),
    ClaimAct(
        "decliner",
        gettext_lazy("Décliner"),
        actions.withdraw_claim,
        _claimant,
        frozenset({ClaimState.DRAFT}),
        claim_forms.ReasonForm,
        gettext_lazy("Ne pas donner suite à cette demande"),
        is_grave=True,
    ),
    ClaimAct(
        "retirer",
        gettext_lazy("Retirer la demande"),
        actions.withdraw_claim,
        _claimant,
        WITHDRAWABLE - {ClaimState.DRAFT},
        claim_forms.ReasonForm,
        gettext_lazy("Retirer la demande"),
        is_grave=True,
    ),
)
BY_SLUG = {act.slug: act for act in ACTS}
ANSWERS: dict[str, Callable[..., None]] = {
    "accepter": actions.accept_offer,
    "refuser": actions.refuse_offer,
}


def acts_open_to(user: User, claim: Claim) -> list[ClaimAct]:
    return [act for act in ACTS if act.is_open_to(user, claim)]


@require_http_methods(["GET", "POST"])
@never_cache
def claim_act(request: MemberRequest, pk: UUID, slug: str) -> HttpResponse:
    act = BY_SLUG.get(slug)
    if act is None:
        raise Http404
    claim = visible_claim(request, pk)
    if not act.who(claim, request.user):
        raise PermissionDenied
    if act.form is None:
        return _pressed(request, claim, act)
    if claim.state not in act.sources and request.method == "GET":
        return _too_late(request, claim)
    return _filled(request, claim, act, act.form)


def _pressed(request: MemberRequest, claim: Claim, act: ClaimAct) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        act.do(claim, by=request.user, seen=seen_by(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("C’est noté."))
    return redirect("claim-detail", claim.pk)


def _filled(
    request: MemberRequest, claim: Claim, act: ClaimAct, kind: type[claim_forms.ActForm]
) -> HttpResponse:
    start = {"seen": claim.version}
    is_sent = request.method == "POST"
    form = kind(request.POST, request.FILES) if is_sent else kind(initial=start)
    if carried_out(form, lambda: act.do(claim, by=request.user, **form.cleaned_data)):
        messages.success(request, _("C’est noté."))
        return _after(request, claim)
    context = {
        "claim": claim,
        "act": act,
        "form": form,
        "submit_kind": "danger" if act.is_grave else "",
    }
    return render(request, "claims/claim_act.html", context, status=422 if is_sent else 200)


def _after(request: MemberRequest, claim: Claim) -> HttpResponse:
    """Counsel who gave it back reads it again once it is sent."""
    if Claim.objects.visible_to(request.user).filter(pk=claim.pk).exists():
        return redirect("claim-detail", claim.pk)
    return redirect("case-detail", claim.case.pk)


def _too_late(request: MemberRequest, claim: Claim) -> HttpResponse:
    said = _("Cette demande est « %(state)s » : ce n’est pas, ou plus, le moment.")
    messages.error(request, said % {"state": claim.get_state_display()})
    return redirect("claim-detail", claim.pk)


@require_POST
def offer_answer(request: MemberRequest, pk: UUID, slug: str) -> HttpResponse:
    if slug not in ANSWERS:
        raise Http404
    visible = Offer.objects.visible_to(request.user).select_related("claim__sheet")
    offer = get_object_or_404(visible, pk=pk)
    try:
        ANSWERS[slug](offer, by=request.user, seen=seen_by(request))
    except StepRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("C’est noté."))
    return redirect("claim-detail", offer.claim_id)


def visible_claim(request: MemberRequest, pk: UUID) -> Claim:
    visible: Any = Claim.objects.visible_to(request.user)
    with_sheet = visible.select_related(
        "sheet__case__publisher", "sheet__organisation", "sheet__handler"
    )
    claim: Claim = get_object_or_404(with_sheet, pk=pk)
    return claim


def seen_by(request: MemberRequest) -> int:
    seen = request.POST.get("seen", "")
    return int(seen) if is_number(seen) else -1
