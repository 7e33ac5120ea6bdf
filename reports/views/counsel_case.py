"""A case as the lawyer under mandate works on it: what is told, what shows it, what lacks."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cases.evidence.kept_page import kept_page
from cases.limitation import Effect, limitation, rule_in_force
from cases.models import AdviceNote, Attachment, Case, Exhibit, Mandate, Observation
from cases.states import TraceKind
from cases.words import moment
from members.http import MemberRequest
from members.models import User
from reports.content import ChronologyRow
from reports.forms import FileFilterForm
from reports.freezing.facts import chronology, publisher_messages
from reports.freezing.gathering import Gathered, gather_alone
from reports.gaps import CriterionGap, Shown, criteria_without_exhibit, facts_without_exhibit
from reports.models import Dossier
from reports.versions import versions_of
from reports.views.listing import unseen_by


@dataclass(frozen=True)
class Fact:
    when: str
    row: ChronologyRow
    is_shown: bool
    has_file: bool


@dataclass(frozen=True)
class File:
    """With its place on the schedule, and the number of the observer who handed it in."""

    attachment: Attachment
    exhibit: Exhibit | None
    observer: int | None


@dataclass(frozen=True)
class Message:
    when: str
    phase: str
    channel: str
    received_by: int
    asked: int


@require_GET
@never_cache
def counsel_case(request: MemberRequest, pk: int) -> HttpResponse:
    visible = Case.objects.visible_to(request.user).select_related("publisher")
    case = get_object_or_404(visible, pk=pk)
    mandate = Mandate.objects.of_counsel(request.user).filter(case=case).first()
    if mandate is None or not request.user.is_lawyer:
        raise PermissionDenied
    return kept_page(
        request,
        "reports/counsel_case.html",
        lambda: _told_to(request, case, mandate),
        also=unseen_by(request.user),
    )


def _told_to(request: MemberRequest, case: Case, mandate: Mandate) -> dict[str, Any]:
    held = gather_alone(case)
    files = _files_of(held, request.user)
    form = FileFilterForm(request.GET, observers=sorted(held.observers.values()))
    return {
        "case": case,
        "mandate": mandate,
        "association": settings.ASSOCIATION_NAME,
        "products": sorted({each.observation.product.name for each in held.versions}),
        "observers": _observers_of(held),
        "messages_of_publisher": _messages_of(held, case.zone),
        "form": form,
        "files": [
            each for each in files if form.keeps(each.attachment.item, each.exhibit, each.observer)
        ],
        "file_count": len(files),
        "withdrawn": [each for each in held.exhibits if each.is_withdrawn],
        **_limitation_of(case),
        **_shown_by(held, files),
        **_dossiers_of(case, request.user),
        **_notes_on(case, request.user),
    }


def _observers_of(held: Gathered) -> list[tuple[int, str]]:
    """By number and college: their names stay with the association."""
    kinds = {
        held.observer(each): str(each.observation.organisation.get_kind_display())
        for each in held.versions
    }
    return sorted(kinds.items())


def _messages_of(held: Gathered, zone: ZoneInfo) -> list[Message]:
    return [
        Message(
            moment(each.first_received_at, zone),
            each.phase,
            each.channel,
            each.received_by,
            each.asked,
        )
        for each in publisher_messages(held)
    ]


def _files_of(held: Gathered, user: User) -> list[File]:
    """Those on the schedule first, by number; then the others, as they came."""
    counted = Observation.objects.counted().filter(case=held.case)
    of_case = Q(observation__in=counted) | Q(case=held.case)
    visible = Attachment.objects.visible_to(user).filter(of_case)
    found = visible.select_related("item__redacts", "observation").order_by("item__received_at")
    exhibits = {each.item_id: each for each in held.exhibits if not each.is_withdrawn}
    files = [
        File(
            each,
            exhibits.get(each.item_id),
            held.observers[each.observation.organisation_id] if each.observation else None,
        )
        for each in found
    ]
    return sorted(files, key=lambda each: _place(each.exhibit))


def _place(exhibit: Exhibit | None) -> tuple[bool, int]:
    return (exhibit is None, (exhibit.number or 0) if exhibit else 0)


def _shown_by(held: Gathered, files: list[File]) -> dict[str, object]:
    """The chronology, and what of it and of the criteria no exhibit shows."""
    shown = Shown(
        frozenset(each.observer for each in files if each.observer and each.exhibit),
        frozenset(each.observer for each in files if each.observer),
    )
    rows = chronology(held)
    verified = held.verification
    trace = verified if verified and verified.trace_kind else None
    lacking = facts_without_exhibit(
        rows,
        shown,
        messages_have_a_trace=bool(trace and trace.trace_kind == TraceKind.PUBLISHER_MESSAGE),
    )
    gaps = {each.row: each for each in lacking}
    facts = [
        Fact(
            moment(row.at, held.case.zone), row, row not in gaps, row in gaps and gaps[row].has_file
        )
        for row in rows
    ]
    return {
        "facts": facts,
        "facts_lacking": [each for each in facts if not each.is_shown],
        "criteria_lacking": _criteria_lacking(held, shown),
        "trace": trace,
    }


def _criteria_lacking(held: Gathered, shown: Shown) -> list[CriterionGap]:
    return criteria_without_exhibit(held.analysis, held.respondents, shown)


def _limitation_of(case: Case) -> dict[str, object]:
    """From the day of the incident, the earliest on which anyone could have known of it."""
    rule = rule_in_force()
    return {
        "limitation": limitation(case.occurred_on, on=timezone.localdate()),
        "rule": rule,
        "interrupting": rule.events_that(Effect.INTERRUPTS),
        "suspending": rule.events_that(Effect.SUSPENDS),
        "without_effect": rule.events_that(Effect.NONE),
    }


def _dossiers_of(case: Case, user: User) -> dict[str, object]:
    listed = Dossier.objects.listed_to(user).filter(case=case).select_related("case")
    return {"versions": versions_of(listed)}


def _notes_on(case: Case, user: User) -> dict[str, object]:
    signed = AdviceNote.objects.visible_to(user).filter(case=case)
    return {"advice": signed.select_related("case", "entry")}
