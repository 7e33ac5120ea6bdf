"""A report written without a network: the page and the worker that are kept for it, its arrival."""

import hashlib
import json
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cases import actions
from cases.forms import offline as forms
from cases.models import Draft, Observation
from cases.statement import AnswersRefused
from cases.views.drafts import draft_of, first_missing
from cases.views.resuming import keep_refused
from cases.vocabulary import Onset
from members.device import is_marked
from members.models import User

# All that is kept of the site in a browser: the offline page, and what it is shown with.
SHELL = (
    "promesse/promesse.css",
    "promesse/promesse.js",
    "promesse/outbox.js",
    "promesse/offline.js",
    "promesse/icon.svg",
    "promesse/icons.svg",
    "fonts/atkinson-hyperlegible-next-latin-400-normal.woff2",
    "fonts/atkinson-hyperlegible-next-latin-700-normal.woff2",
)
# What two sendings of one report have in common, whatever the draft it joined.
TOLD = (
    "symptom",
    "severity",
    "affected_range",
    "customers_affected",
    "customers_subscribed",
    "awareness",
    "narrative",
    "inference",
    "opinion",
)


def _page() -> str:
    """Without the request: nothing of the person who fetches it is in it."""
    context = {
        "form": forms.OfflineForm(),
        "association_name": settings.ASSOCIATION_NAME,
        "source_url": settings.SOURCE_URL,
        "demonstration": settings.DEMO,
    }
    return render_to_string("cases/offline.html", context)


@login_not_required
@require_GET
def offline_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_page())


@login_not_required
@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@cache
def _worker() -> str:
    """Another text as soon as anything kept changes: the browser then takes the new one."""
    with translation.override(settings.LANGUAGE_CODE):
        page = _page()
    shell = [static(name) for name in SHELL]
    version = hashlib.sha256(json.dumps([page, *shell]).encode()).hexdigest()[:16]
    kept = {"version": version, "page": reverse("offline"), "files": shell}
    scripts = [static("promesse/outbox.js"), static("promesse/worker.js")]
    told = json.dumps(kept, indent=2)
    return f"self.kept = {told};\nimportScripts({json.dumps(scripts)[1:-1]});\n"


@login_not_required
@require_http_methods(["GET", "POST"])
def offline_report(request: HttpRequest, key: UUID) -> HttpResponse:
    """Told as data, since a worker asks: what became of the report, in a sentence and a link."""
    if not isinstance(request.user, User):
        return _log_in()
    if not request.user.may_report:
        return _told("other", 403, _("Votre compte ne signale pas d’incident : rien n’est parti."))
    if request.method == "GET":
        sent = Observation.objects.sent_as(key, by=request.user)
        return _sent(sent) if sent else _told("waiting", 404, "")
    mark = request.POST.get("author", "")
    if mark and not is_marked(request.user, mark):
        return _of_another()
    try:
        return _arrived(request, request.user, draft_of(request.user, key))
    except Http404:
        return _of_another()


def _arrived(request: HttpRequest, by: User, draft: Draft) -> HttpResponse:
    typed = request.POST.dict()
    reading = forms.read(draft, typed, at=forms.written_at(typed.get("written_at", "")))
    try:
        if reading.refused or first_missing(draft):
            actions.save_answers(draft.pk, reading.answers, by=by)
            return _to_correct(request, draft, reading, typed.get("product_words", ""))
        sent = actions.send_kept_report(draft.pk, reading.answers, by=by)
    except actions.DraftSent as meanwhile:
        return _again(meanwhile.observation, reading)
    except AnswersRefused as refused:
        actions.save_answers(draft.pk, reading.answers, by=by)
        return _told("refused", 422, str(refused), reverse("report-check", args=[draft.pk]))
    return _sent(sent)


def _to_correct(
    request: HttpRequest, draft: Draft, reading: forms.Reading, product_words: str
) -> HttpResponse:
    address = {step: _question(draft, step) for step in reading.refused}
    keep_refused(request, {address[step]: typed for step, typed in reading.refused.items()})
    missing = first_missing(draft)
    if missing == "produit":
        asked = urlencode({"q": product_words}) if product_words else ""
        sentence = _(
            "« %(words)s » ne désigne pas un seul produit de la liste : choisissez-le, et votre "
            "signalement partira."
        )
        url = f"{_question(draft, missing)}?{asked}".rstrip("?")
        return _told("refused", 422, sentence % {"words": product_words}, url)
    sentence = _("Un signalement écrit sans réseau est à corriger : rien n’en est perdu.")
    url = next(iter(address.values()), "") or _question(draft, missing or "constat")
    return _told("refused", 422, sentence, url)


def _question(draft: Draft, step: str) -> str:
    return reverse("report-question", args=[draft.pk, step])


def _again(observation: Observation, reading: forms.Reading) -> HttpResponse:
    """The same sending twice is one; text that was added after it left is not lost in silence."""
    if not reading.refused and _is_told(observation, reading.answers):
        return _sent(observation)
    sentence = _(
        "Ce signalement était déjà parti. Ce que vous avez ajouté ensuite est encore sur cet "
        "appareil : complétez l’observation, puis effacez-le."
    )
    return _told("late", 409, sentence, reverse("observation-revise", args=[observation.pk]))


def _is_told(observation: Observation, answers: dict[str, Any]) -> bool:
    said = {name: answers[name] for name in TOLD if answers.get(name)}
    if answers.get("since") in Onset.values:
        said["onset"] = answers["since"]
    return any(
        all(getattr(version, name) == value for name, value in said.items())
        for version in observation.versions.all()
    )


def _sent(observation: Observation) -> HttpResponse:
    sentence = _("Le signalement écrit sans réseau est parti : %(reference)s.")
    return _told(
        "sent",
        200,
        sentence % {"reference": observation.reference},
        reverse("observation-receipt", args=[observation.pk]),
    )


def _log_in() -> HttpResponse:
    return _told(
        "log-in",
        401,
        _("Reconnectez-vous : votre signalement partira aussitôt."),
        redirect_to_login(reverse("offline")).headers["Location"],
    )


def _of_another() -> HttpResponse:
    sentence = _(
        "Un signalement gardé sur cet appareil a été écrit par quelqu’un d’autre : il ne part que "
        "sous son nom, quand cette personne se connecte ici."
    )
    return _told("other", 403, sentence, reverse("offline"))


def _told(outcome: str, status: int, sentence: str, url: str = "") -> HttpResponse:
    links = {
        "sent": _("Voir le reçu"),
        "refused": _("Corriger"),
        "late": _("Compléter l’observation"),
        "log-in": _("Se connecter"),
        "other": _("Voir ce qui est gardé"),
    }
    told = {"outcome": outcome, "sentence": sentence, "url": url, "link": links.get(outcome, "")}
    return JsonResponse(told, status=status)
