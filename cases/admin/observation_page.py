"""Everything that an observation's page shows."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from cases.admin.case_page import in_words
from cases.admin.triage import TRIAGE_ACTS
from cases.evidence.models import Entry
from cases.evidence.remembered import until_next_entry
from cases.models import Attachment, Observation, ObservationVersion
from cases.triage.weighing import contradictions_in
from cases.words import moment
from members.models import User
from members.typography import pair

SHOWN = (
    *("observed_at", "source_type", "symptom", "severity", "first_symptom_at", "blocked_at"),
    *("restored_at", "customers_subscribed", "customers_affected", "awareness"),
    *("usual_calls_per_hour", "answer_quality", "onset", "affected_range"),
    *("narrative", "inference", "opinion"),
)
MOMENTS = frozenset({"observed_at", "first_symptom_at", "blocked_at", "restored_at"})


def kept_observation_page(observation: Observation, user: User) -> str:
    """Drawn for each person, who may not see every file, until the next entry."""
    return until_next_entry(
        f"desk-observation:{observation.pk}:{user.own_key}",
        lambda: render_to_string(
            "admin/cases/observation/change_form.html#page", observation_page(observation, user)
        ),
    )


def observation_page(observation: Observation, user: User) -> dict[str, Any]:
    current = observation.current
    zone = ZoneInfo(current.time_zone)
    journal = journal_of(observation).select_related("actor")
    return {
        "observation": observation,
        "answers": list(_answers(current)),
        "contradictions": contradictions_in(observation),
        "files": Attachment.objects.visible_to(user)
        .filter(observation=observation)
        .select_related("item"),
        "points": _points(observation, zone),
        "versions": observation.versions.select_related("recorded_by").order_by("-number"),
        "questions": observation.questions.select_related("asked_by", "answered_by"),
        "acts": [act for act in TRIAGE_ACTS.values() if act.suits(observation)],
        "journal": in_words(journal.order_by("-sequence"), zone),
    }


def journal_of(observation: Observation) -> QuerySet[Entry]:
    return Entry.objects.filter(subject=observation.journal_name)


def _points(observation: Observation, zone: ZoneInfo) -> list[dict[str, str]]:
    """Newest first."""
    told = observation.follow_ups.select_related("by").order_by("-at", "-pk")
    return [
        {"when": moment(each.at, zone), "what": each.words, "who": str(each.by)} for each in told
    ]


def _answers(version: ObservationVersion) -> Iterator[tuple[str, str]]:
    zone = ZoneInfo(version.time_zone)
    for name in SHOWN:
        field = version._meta.get_field(name)
        yield str(getattr(field, "verbose_name", name)), _in_words(version, name, zone)
    said = version.as_answers()
    yield _("messages de l’éditeur"), _notices(version, zone)
    yield (
        _("appels heure par heure"),
        ", ".join(pair(moment(call.hour, zone), call.count) for call in said.calls or ())
        or _("non renseigné"),
    )


def _in_words(version: ObservationVersion, name: str, zone: ZoneInfo) -> str:
    value = getattr(version, name)
    if value in (None, ""):
        return _("non renseigné")
    if name in MOMENTS:
        return moment(value, zone)
    shown = getattr(version, f"get_{name}_display", None)
    return str(shown() if shown else value)


def _notices(version: ObservationVersion, zone: ZoneInfo) -> str:
    notices = version.as_answers().publisher_notices
    if notices is None:
        return _("non renseigné")
    told = [
        f"{notice.phase.label}, {notice.channel.label}, {moment(notice.received_at, zone)}"
        for notice in notices
    ]
    return " ; ".join(told) or _("aucun message reçu")
