"""Undo, within seconds: a second act that takes the first one back, each with its own entry.

Not everything can be taken back: a question asked may have been read already.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import hold, refuse_outsiders, with_last_act
from cases.errors import GuardRefused, StepRefused
from cases.evidence import journal
from cases.evidence.models import Entry
from cases.models import Case, Observation
from cases.states import DISMISS, CaseState, ObservationState
from members.models import User

UNDO_SECONDS = 10
# A request sent in time may arrive a little later; the server's clock is the only one that counts.
NETWORK_GRACE_SECONDS = 3
# What would stand on an observation of the case: after one of these it stays where it is.
STANDS_ON_IT = ("case.", "dossier.", "mandate.")


@dataclass(frozen=True)
class Reversal:
    """`act` changes the rows back, under their locks, and returns what the new entry is about."""

    verb: str
    act: Callable[[Entry, User], Case | Observation]


@transaction.atomic
def undo_act(entry: Entry, *, by: User) -> None:
    """Raises `GuardRefused` for another's act, one that cannot be undone or is too old;
    `StepRefused` once someone has acted on the same rows."""
    refuse_outsiders(by)
    reversal = REVERSALS.get(entry.verb)
    if reversal is None:
        raise GuardRefused(_("Cet acte ne s’annule pas."))
    if entry.actor_id != by.pk:
        raise GuardRefused(_("Seule la personne qui a agi peut annuler son acte."))
    if _is_too_late(entry, timezone.now()):
        raise GuardRefused(
            _(
                "Le délai de %(seconds)s secondes pour annuler est passé : l’acte reste. "
                "L’observation peut encore être détachée ou réintégrée, avec un motif."
            )
            % {"seconds": UNDO_SECONDS}
        )
    subject = reversal.act(entry, by)
    details: Mapping[str, object] = {"undoes": entry.sequence}
    journal.record(reversal.verb, subject, by=by, details=details)


def seconds_to_undo(entry: Entry, *, by: User, now: datetime) -> int:
    """How long the author still has; 0 for whoever cannot undo it."""
    if entry.actor_id != by.pk or entry.verb not in REVERSALS:
        return 0
    left = entry.at + timedelta(seconds=UNDO_SECONDS) - now
    return max(0, -(-left // timedelta(seconds=1)))


def _is_too_late(entry: Entry, now: datetime) -> bool:
    return now > entry.at + timedelta(seconds=UNDO_SECONDS + NETWORK_GRACE_SECONDS)


def _changed_meanwhile(subject: Case | Observation) -> StepRefused:
    changed = _("Quelqu’un a agi depuis sur cette observation : relisez-la.")
    return StepRefused(with_last_act(changed, subject))


def _undo_attachment(entry: Entry, by: User) -> Case:
    case = _case_of(entry)
    _detach(entry, case)
    return case


def _undo_opening(entry: Entry, by: User) -> Case:
    """The case keeps its number, dismissed: what was opened by mistake is not erased."""
    case = _case_of(entry)
    references = entry.details["observations"]
    if case.state != CaseState.REPORTED or case.observations.count() != len(references):
        raise _changed_meanwhile(case)
    _detach(entry, case)
    case.take(
        DISMISS,
        seen=case.version,
        dismissed_at=timezone.now(),
        dismissed_by=by,
        dismissed_reason=_("Ouverture annulée aussitôt par son auteur."),
    )
    return case


def _case_of(entry: Entry) -> Case:
    return hold(Case.objects.get(reference=entry.subject.removeprefix("case:")))


def _detach(entry: Entry, case: Case) -> None:
    references = entry.details["observations"]
    if any(_builds_on(later, references) for later in _since(entry)):
        raise _changed_meanwhile(case)
    attached = Observation.objects.filter(case=case, reference__in=references)
    if attached.update(case=None) != len(references):
        raise _changed_meanwhile(case)


def _since(entry: Entry) -> list[Entry]:
    return list(Entry.objects.filter(thread=entry.thread, sequence__gt=entry.sequence))


def _builds_on(later: Entry, references: list[str]) -> bool:
    """Whether a later act stands on these observations, or moved one of them."""
    if later.verb.startswith(STANDS_ON_IT):
        return True
    moved = [*later.details.get("observations", ()), later.details.get("observation")]
    return bool(set(moved) & set(references))


def _undo_leaving(entry: Entry, by: User) -> Observation:
    """Counted again, unless it came back and left once more since."""
    left = (ObservationState.SET_ASIDE, ObservationState.DUPLICATE)
    return _change_back(
        entry,
        {"state__in": left, "state_by": by, "state_at__lte": entry.at},
        state=ObservationState.RECEIVED,
        state_reason="",
        state_at=None,
        state_by=None,
        duplicate_of=None,
    )


def _undo_assignment(entry: Entry, by: User) -> Observation:
    """Back to whoever had it, and to a clock that starts again when they look at it."""
    former = entry.details["from"]
    return _change_back(
        entry,
        {"assigned_to": entry.details["to"], "assigned_at__lte": entry.at},
        assigned_to=former,
        assigned_at=entry.at if former else None,
    )


def _change_back(entry: Entry, seen: Mapping[str, Any], **former: object) -> Observation:
    pk = entry.subject.removeprefix("observation:")
    changed = Observation.objects.filter(pk=pk, **seen).update(**former)
    observation = Observation.objects.select_related("case").get(pk=pk)
    if changed != 1:
        raise _changed_meanwhile(observation)
    return observation


REVERSALS = {
    "observation.attached": Reversal("observation.attachment_undone", _undo_attachment),
    "observation.set_aside": Reversal("observation.set_aside_undone", _undo_leaving),
    "observation.marked_duplicate": Reversal("observation.duplicate_undone", _undo_leaving),
    "observation.assigned": Reversal("observation.assignment_undone", _undo_assignment),
    "case.opened": Reversal("case.opening_undone", _undo_opening),
}
