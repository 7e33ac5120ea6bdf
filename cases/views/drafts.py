"""A draft as its pages see it: whose it is, what it lacks, and what it says in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cases import actions
from cases.forms.fields import PARIS
from cases.models import Draft, Observation, Product, SourceType
from cases.vocabulary import AffectedRange, Awareness, Onset, Severity, Symptom
from cases.words import moment
from members.http import MemberRequest
from members.models import User

UNANSWERED = (None, "")


@dataclass(frozen=True)
class DraftLine:
    label: str
    value: str
    change_url: str
    missing: bool


def sent_already(request: MemberRequest, key: UUID) -> HttpResponse | None:
    """A page that was left open leads to the receipt of what was sent from another."""
    sent = Observation.objects.sent_as(key, by=request.user)
    return to_receipt(request, actions.DraftSent(sent)) if sent else None


def to_receipt(request: MemberRequest, sent: actions.DraftSent) -> HttpResponse:
    messages.info(request, str(sent))
    return redirect("observation-receipt", sent.observation.pk)


def draft_of(user: User, key: UUID) -> Draft:
    """The draft under this key; a blank one, not kept, where there is none yet."""
    if not user.may_report:
        raise PermissionDenied
    draft = Draft.objects.filter(pk=key).first()
    if draft is None:
        return Draft(pk=key, user=user, organisation=user.organisation)
    if (draft.user_id, draft.organisation_id) != (user.pk, user.organisation_id):
        raise Http404
    return draft


def first_missing(draft: Draft) -> str | None:
    """The page whose answer every observation has, and this draft not yet."""
    if not draft.answers.get("product"):
        return "produit"
    return "constat" if draft.lacks_answers else None


def lines_of(draft: Draft) -> list[DraftLine]:
    said = draft.answers
    return [_line(draft, label, in_words(said), step) for label, step, in_words in _told()]


def _line(draft: Draft, label: str, value: str, step: str) -> DraftLine:
    change = reverse("report-question", args=[draft.pk, step]) + "?retour=verifier"
    return DraftLine(label, value or _("Sans réponse"), change, missing=not value)


type Said = Mapping[str, Any]


def _told() -> list[tuple[str, str, Callable[[Said], str]]]:
    return [
        (_("Produit"), "produit", _product),
        (_("Constat"), "constat", lambda said: _label(Symptom, said.get("symptom"))),
        (_("Gravité"), "constat", lambda said: _label(Severity, said.get("severity"))),
        (_("Constaté le"), "depuis", lambda said: _moment(said.get("observed_at"))),
        (_("Depuis quand"), "depuis", _since),
        (_("Bloqué depuis"), "depuis", lambda said: _moment(said.get("blocked_at"))),
        (_("Clients touchés"), "clients", _affected),
        (
            _("Clients abonnés"),
            "clients",
            lambda said: _count(said, "customers_subscribed"),
        ),
        (_("Comment vous l’avez su"), "su", lambda said: _label(Awareness, said.get("awareness"))),
        (_("Origine du constat"), "su", lambda said: _label(SourceType, said.get("source_type"))),
        (_("Fait constaté"), "recit", lambda said: said.get("narrative", "")),
        (_("Ce que vous en déduisez"), "recit", lambda said: said.get("inference", "")),
        (_("Votre avis"), "recit", lambda said: said.get("opinion", "")),
    ]


def _product(said: Said) -> str:
    product = (
        Product.objects.select_related("publisher").filter(pk=said.get("product") or 0).first()
    )
    return f"{product.publisher} – {product}" if product else ""


def _label(choices: Any, code: str | None) -> str:
    return str(choices(code).label) if code else ""


def _moment(kept: str | None) -> str:
    return moment(datetime.fromisoformat(kept), PARIS) if kept else ""


def _since(said: Said) -> str:
    since = said.get("since")
    if since in Onset.values:
        return _("%(words)s (gardé en mots, sans heure)") % {"words": Onset(since).label}
    return _moment(said.get("first_symptom_at"))


def _affected(said: Said) -> str:
    exact, rough = _count(said, "customers_affected"), said.get("affected_range")
    words = AffectedRange(rough).label if rough else ""
    return (
        _("%(exact)s (%(words)s)") % {"exact": exact, "words": words}
        if exact and words
        else (exact or str(words))
    )


def _count(said: Said, name: str) -> str:
    value = said.get(name)
    return "" if value in UNANSWERED else number_format(value, force_grouping=True)
