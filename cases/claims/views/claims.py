from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from cases.claims import actions
from cases.claims.claim_forms import ClaimFilterForm
from cases.claims.deadlines import limitation_of, prudent_limitation_of
from cases.claims.models import (
    Claim,
    ClaimPaper,
    ContractFile,
    Knowledge,
    LossHead,
    LossLine,
    known_facts,
)
from cases.claims.models.selection import with_principal
from cases.claims.perception import FEWEST_TOLD
from cases.claims.reckoning import lines_of, reckon, suggested
from cases.claims.recovery import recoveries
from cases.claims.states import COUNTED, ENDED, SETTLE, ClaimState, LossState
from cases.claims.views.claim_acts import acts_open_to, visible_claim
from cases.claims.views.perceptions import perceived
from cases.errors import StepRefused
from cases.evidence.kept_page import kept_page
from cases.forms.fields import Words
from cases.models import Case
from cases.views.handing_out import hand_out
from cases.views.paging import page_of
from members.http import MemberRequest
from members.models import User
from members.typography import day, number

# The steps when all goes well, with the states in which each is done.
WAY = (
    (gettext_lazy("Complétée et envoyée"), "submitted"),
    (gettext_lazy("Vérifiée"), "verified"),
    (gettext_lazy("Documentée"), "documented"),
    (gettext_lazy("Mise en demeure"), "notice_sent"),
    (gettext_lazy("Accord"), "settled"),
    (gettext_lazy("Paiement"), "paid"),
)
# For those whose turn it is not, or who have no form to fill in.
NEXT: dict[ClaimState, Words] = {
    ClaimState.DRAFT: gettext_lazy("L’organisation complète ses pertes, puis envoie la demande."),
    ClaimState.SUBMITTED: gettext_lazy("Qui suit la demande à la commission la vérifie."),
    ClaimState.VERIFIED: gettext_lazy(
        "L’avocat mandaté la documente : contrat, pièces, fondement."
    ),
    ClaimState.DOCUMENTED: gettext_lazy(
        "L’organisation signe la mise en demeure, l’envoie et garde la preuve de dépôt."
    ),
    ClaimState.NOTICE_SENT: gettext_lazy("La réponse de l’éditeur est attendue."),
    ClaimState.NEGOTIATING: gettext_lazy("Une offre acceptée met fin à la négociation."),
    ClaimState.SETTLED: gettext_lazy("L’éditeur paie l’organisation, directement."),
    ClaimState.PAID: gettext_lazy("La demande est close."),
    ClaimState.REFUSED: gettext_lazy("Reste à saisir le tribunal, ou une nouvelle offre."),
    ClaimState.WITHDRAWN: gettext_lazy("Plus rien n’est demandé. Elle peut être rouverte."),
    ClaimState.IN_COURT: gettext_lazy("Le tribunal décide, sauf accord entre-temps."),
}


def _next_of(claim: Claim) -> Words:
    if claim.organisation.is_outside and claim.state == ClaimState.SUBMITTED:
        return gettext_lazy("L’avocat mandaté la vérifie : ce demandeur n’a pas de compte ici.")
    return NEXT[ClaimState(claim.state)]


TONES = {
    ClaimState.DRAFT: "warning",
    ClaimState.SETTLED: "success",
    ClaimState.PAID: "success",
    ClaimState.REFUSED: "danger",
    ClaimState.WITHDRAWN: "neutral",
}


def tone_of(claim: Claim) -> str:
    return TONES.get(ClaimState(claim.state), "info")


@dataclass(frozen=True)
class Row:
    """Of a list: the claim with what it asks for."""

    claim: Claim
    principal: Decimal

    @property
    def tone(self) -> str:
        return tone_of(self.claim)


@require_GET
@never_cache
def claim_list(request: MemberRequest) -> HttpResponse:
    user = request.user
    if not (user.may_report or user.sits_on_committee):
        raise PermissionDenied
    return kept_page(request, "claims/claim_list.html", lambda: _listed_to(request))


def _listed_to(request: MemberRequest) -> dict[str, object]:
    user = request.user
    form = ClaimFilterForm(request.GET)
    chosen = Q(state=form.state) if form.state else Q()
    own = Q(sheet__organisation=user.organisation_id)
    visible = with_principal(Claim.objects.visible_to(user)).filter(chosen)
    shown: Any = visible.select_related("sheet__case__publisher", "sheet__organisation")
    page = page_of(shown.filter(own), request, by="opened_at")
    handled = shown.filter(~own, sheet__handler=user) if user.sits_on_committee else shown.none()
    return {
        "form": form,
        "is_filtered": bool(form.state),
        "page": page,
        "own": _rows(page.rows),
        "handled": _rows(handled.order_by("-opened_at", "-pk")),
    }


def _rows(claims: Any) -> list[Row]:
    return [Row(each, Decimal(each.principal_cents) / 100) for each in claims]


@require_http_methods(["GET", "POST"])
@never_cache
def claim_open(request: MemberRequest, pk: int) -> HttpResponse:
    case = get_object_or_404(Case.objects.visible_to(request.user), pk=pk)
    if not request.user.may_report:
        raise PermissionDenied
    own: QuerySet[Claim] = Claim.objects.filter(
        sheet__case=case, sheet__organisation=request.user.organisation_id
    )
    if request.method == "POST":
        return redirect("claim-detail", actions.open_claim(case, by=request.user).pk)
    if held := own.first():
        return redirect("claim-detail", held.pk)
    return render(request, "claims/claim_open.html", {"case": case})


@require_GET
@never_cache
def claim_detail(request: MemberRequest, pk: UUID) -> HttpResponse:
    claim = visible_claim(request, pk)
    told = partial(_told_to, request.user, claim)
    return kept_page(request, "claims/claim_detail.html", told)


def _told_to(user: User, claim: Claim) -> dict[str, Any]:
    acts = acts_open_to(user, claim)
    main = next((act for act in acts if act.is_main), None)
    is_own = claim.sheet.is_of(user)
    return {
        "claim": claim,
        "sheet": claim.sheet,
        "tone": tone_of(claim),
        "is_own": is_own,
        "steps": _steps(claim),
        "next": _next_of(claim),
        "tasks": _tasks(claim) if is_own and claim.state == ClaimState.DRAFT else [],
        "main": main,
        "acts": [act for act in acts if act is not main],
        "reckoning": reckon(claim.sheet),
        **_limitation(claim, user),
        "is_over": claim.state in ENDED,
        "notices": claim.notices.all(),
        "replies": claim.replies.all(),
        "offers": claim.offers.all(),
        "payments": claim.payments.all(),
        "papers": claim.papers.select_related("item"),
        "events": claim.limitation_events.all(),
        "perceived": perceived(claim),
        "fewest": FEWEST_TOLD,
        "may_answer_offers": is_own and claim.state in SETTLE.sources,
    }


def _limitation(claim: Claim, user: User) -> dict[str, object]:
    # Read once, for both deadlines and for the list of what changed them.
    prefetch_related_objects([claim], "knowledge__evidence", "limitation_events")
    known = known_facts(claim)
    return {
        "limitation": limitation_of(claim),
        "prudent": prudent_limitation_of(claim),
        "known": known,
        "proof": _proof(known, user) if known and known.evidence else "",
        "may_say_when": claim.sheet.is_theirs(user),
    }


def _proof(known: Knowledge, user: User) -> str:
    """A contract is the claimant's and their lawyer's: the handler reads that there is one."""
    files = ContractFile.objects.filter(item=known.evidence_id)
    if files.exists() and known.claim.sheet.is_handled_by(user):
        return _("fichier d’un contrat")
    return str(known.evidence)


def _steps(claim: Claim) -> list[dict[str, object]]:
    """Those that were passed by stay to do; the first of the others is the current one."""
    steps: list[dict[str, object]] = []
    is_current_told = claim.state in ENDED
    for label, name in WAY:
        at = getattr(claim, f"{name}_at")
        state = "done" if at else "todo"
        if not at and not is_current_told:
            state, is_current_told = "current", True
        steps.append({"label": label, "state": state, "detail": day(localdate(at)) if at else ""})
    return steps


def _tasks(claim: Claim) -> list[dict[str, object]]:
    """What is left before it can be sent, in the order it is best done."""
    counted = [line for line in lines_of(claim.sheet) if line.state in COUNTED]
    bare = sum(line.state == LossState.DECLARED for line in counted)
    sheet = reverse("loss-sheet", args=[claim.sheet_id])
    handler = claim.sheet.handler
    n = len(counted)
    return [
        *_calls_to_count(claim, counted),
        {
            "label": _("Noter ce que l’incident a coûté"),
            "href": sheet,
            "hint": _("Heures de support, gestes commerciaux, ventes manquées, factures."),
            "status": ngettext("%(n)s perte", "%(n)s pertes", n) % {"n": n} if n else _("À faire"),
            "kind": "done" if n else "warning",
        },
        {
            "label": _("Joindre les justificatifs"),
            "href": sheet,
            "status": _without_proof(bare) if n else _("À faire"),
            "kind": "warning" if bare or not n else "done",
        },
        {
            "label": _("Choisir qui la suit à la commission"),
            "href": reverse("loss-sheet-describe", args=[claim.sheet_id]),
            "hint": _("Une personne d’une autre organisation, qui seule la lira."),
            "status": str(handler) if handler else _("À faire"),
            "kind": "done" if handler else "warning",
        },
    ]


def _without_proof(bare: int) -> str:
    said = ngettext("%(n)s perte sans", "%(n)s pertes sans", bare)
    return said % {"n": bare} if bare else _("Fait")


def _calls_to_count(claim: Claim, counted: list[LossLine]) -> list[dict[str, object]]:
    """What the organisation's own observation lets be put on the sheet, until it is there."""
    held = {line.head.code for line in counted}
    rest = [head for head in LossHead.objects.newest() if head.code not in held]
    found = [(head, suggested(claim.sheet, head)) for head in rest]
    return [_calls_task(claim, head, told) for head, told in found if told]


def _calls_task(claim: Claim, head: LossHead, told: dict[str, Decimal]) -> dict[str, object]:
    said = _(
        "D’après votre observation, %(calls)s appels au lieu de %(usual)s : le calcul est commencé."
    )
    return {
        "label": head,
        "href": reverse("loss-declare", args=[claim.sheet_id, head.code]),
        "hint": said % {"calls": number(told["calls"]), "usual": number(told["usual_calls"])},
        "status": _("Proposé"),
        "kind": "info",
    }


@require_http_methods(["GET", "POST"])
@never_cache
def claim_paper(request: MemberRequest, pk: UUID) -> FileResponse | HttpResponse:
    visible = ClaimPaper.objects.visible_to(request.user).select_related("item", "claim__sheet")
    paper = get_object_or_404(visible, item=pk)
    url = reverse("claim-detail", args=[paper.claim_id])
    try:
        return hand_out(request, paper, {"above_url": url, "above_label": paper.claim.reference})
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("claim-detail", paper.claim_id)


@require_GET
@never_cache
def claim_recovery(request: MemberRequest) -> HttpResponse:
    """To members and to the committee: whoever may claim."""
    if not _may_read_rates(request.user):
        raise PermissionDenied
    return render(request, "claims/claim_recovery.html", {"recoveries": recoveries()})


def _may_read_rates(user: User) -> bool:
    return user.is_member or user.sits_on_committee
