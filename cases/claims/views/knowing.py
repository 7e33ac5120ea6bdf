"""Since when the facts were known, and by which piece: limitation runs from that day."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.claims import actions
from cases.claims.knowing import proofs_open_to
from cases.claims.known_forms import KnownForm
from cases.claims.models import Claim, known_facts
from cases.claims.views.claim_acts import seen_by, visible_claim
from cases.errors import Refused
from cases.evidence.kept_page import kept_page
from cases.evidence.models import Item
from cases.forms.carried_out import carried_out
from members.http import MemberRequest


@require_http_methods(["GET", "POST"])
@never_cache
def claim_known(request: MemberRequest, pk: UUID) -> HttpResponse:
    """POST: what is typed; or, by its own button, that it is taken back."""
    claim = visible_claim(request, pk)
    if not claim.sheet.is_theirs(request.user):
        raise PermissionDenied
    if request.method == "POST" and "take_back" in request.POST:
        return _taken_back(request, claim)
    if request.method == "GET":
        return kept_page(request, "claims/claim_known.html", lambda: _asked(request, claim, None))
    asked = _asked(request, claim, request.POST)
    form = asked["form"]
    if carried_out(form, lambda: _say(request, claim, form)):
        messages.success(request, _("C’est noté."))
        return redirect("claim-detail", claim.pk)
    return render(request, "claims/claim_known.html", asked, status=422)


def _asked(request: MemberRequest, claim: Claim, data: QueryDict | None) -> dict[str, Any]:
    proofs, said = proofs_open_to(claim, request.user), known_facts(claim)
    form = KnownForm(proofs, said, claim.version, data)
    return {"claim": claim, "form": form, "said": said}


def _say(request: MemberRequest, claim: Claim, form: KnownForm) -> None:
    told = form.cleaned_data
    held = Item.objects.filter(pk=told["evidence"]).first() if told["evidence"] else None
    actions.say_when_known(claim, by=request.user, **{**told, "evidence": held})


def _taken_back(request: MemberRequest, claim: Claim) -> HttpResponse:
    try:
        actions.take_back_when_known(claim, by=request.user, seen=seen_by(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Le délai court de nouveau du jour de l’incident."))
    return redirect("claim-detail", claim.pk)
