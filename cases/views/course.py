"""How far the case of an observation has come, for the component « steps »."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case, Observation
from cases.states import CaseState
from cases.words import moment


@dataclass(frozen=True)
class CourseStep:
    label: str
    state: str
    detail: str


def course_of(observation: Observation, case: Case | None) -> list[CourseStep]:
    """The four steps of the watch, each with its day. A case that was dismissed has left them."""
    stamps = [
        (_("Remonté"), observation.received_at),
        (_("Vérifié"), case.verified_at if case else None),
        (_("Décidé"), case.decided_at if case else None),
        (_("Relayé"), case.relayed_at if case else None),
    ]
    reached = _reached(case)
    return [_step(index, label, at, reached) for index, (label, at) in enumerate(stamps)]


def _reached(case: Case | None) -> int:
    order = [CaseState.REPORTED, CaseState.VERIFIED, CaseState.DECIDED, CaseState.RELAYED]
    state = CaseState(case.state) if case else CaseState.REPORTED
    return order.index(state) if state in order else 0


def _step(index: int, label: str, at: datetime | None, reached: int) -> CourseStep:
    if index > reached:
        return CourseStep(label, "todo", "")
    is_last = index == reached and label != _("Relayé")
    day = moment(at, timezone.get_current_timezone()) if at else ""
    return CourseStep(label, "current" if is_last else "done", day)
