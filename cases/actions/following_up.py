"""While an incident goes on: still blocked, or working again, in one tap."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases.actions.observing import refuse_strangers, revise_observation, why_not_revised
from cases.errors import StepRefused
from cases.evidence import journal
from cases.models import FollowUp, Observation
from cases.statement import statement_of
from cases.states import ObservationState
from cases.vocabulary import CallsLoad, FollowUpStatus
from members.models import User


@transaction.atomic
def follow_up(
    observation: Observation,
    *,
    by: User,
    status: FollowUpStatus,
    calls_load: CallsLoad | None,
    submission: UUID,
) -> FollowUp:
    """Add one dated point; « restored » also answers when, if that was not known.

    The same `submission` sent again gives the same point. Raises `StepRefused` for an observation
    that no longer counts, `AnswersRefused` if it would be restored before it began.
    """
    refuse_strangers(observation, by)
    held = Observation.objects.select_for_update(no_key=True).get(pk=observation.pk)
    if already := held.follow_ups.filter(submission=submission, by=by).first():
        return already
    if held.state != ObservationState.RECEIVED:
        raise StepRefused(why_not_revised(held))
    point = held.follow_ups.create(
        by=by, status=status, calls_load=calls_load, submission=submission
    )
    if status == FollowUpStatus.RESTORED:
        _answer_when(held, point.at, by)
    journal.record(
        "observation.followed_up",
        held,
        by=by,
        details={"status": status.value, "calls_load": calls_load},
    )
    observation.refresh_from_db()
    return point


def _answer_when(held: Observation, at: datetime, by: User) -> None:
    said = statement_of(held.current)
    if said.answers.restored_at is None:
        restored = replace(said.answers, restored_at=at.replace(second=0, microsecond=0))
        revise_observation(held, replace(said, answers=restored), by=by, seen=held.version_count)
