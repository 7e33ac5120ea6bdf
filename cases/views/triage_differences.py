"""What changed on an observation since someone read it: field by field, by whom and when."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.evidence.models import Entry
from cases.forms.fields import PARIS, is_number
from cases.models import Case, Observation
from cases.states import ObservationState
from cases.views.series import changes_between
from cases.words import moment
from members.models import User

LEFT_OR_CAME_BACK = frozenset(
    {
        "observation.set_aside",
        "observation.marked_duplicate",
        "observation.withdrawn",
        "observation.restored",
        "observation.set_aside_undone",
        "observation.duplicate_undone",
    }
)
MOVED = frozenset(
    {
        "case.opened",
        "case.opening_undone",
        "observation.attached",
        "observation.attachment_undone",
        "observation.detached",
        "observation.reported",
    }
)
HANDED = frozenset(
    {"observation.assigned", "observation.released", "observation.assignment_undone"}
)
ENTRIES_READ = 50


@dataclass(frozen=True)
class Seen:
    """What a form was made from; it goes out with the form and comes back with it."""

    version: int
    state: str
    case: int | None
    assignee: int | None

    @classmethod
    def of(cls, observation: Observation) -> Self:
        return cls(
            observation.version_count,
            observation.state,
            observation.case_id,
            observation.assigned_to_id,
        )

    @classmethod
    def read(cls, token: str) -> Self | None:
        """None for what no form of ours sends."""
        parts = token.split(".")
        if len(parts) != 4 or parts[1] not in ObservationState:
            return None
        version, state, case, assignee = parts
        if not all(is_number(part) for part in (version, case or "0", assignee or "0")):
            return None
        return cls(
            int(version), state, int(case) if case else None, int(assignee) if assignee else None
        )

    def __str__(self) -> str:
        return f"{self.version}.{self.state}.{self.case or ''}.{self.assignee or ''}"


@dataclass(frozen=True)
class Difference:
    label: str
    before: str
    now: str
    who: str = ""


def differences(seen: Seen | None, observation: Observation) -> list[Difference]:
    """Empty if nothing changed. The order is that of weight: state, case, follower, answers."""
    now = Seen.of(observation)
    if seen == now:
        return []
    if seen is None:
        return [Difference(_("Ce que vous aviez lu"), _("inconnu"), _("relisez l’observation"))]
    told = _Told(observation, seen)
    return [
        *_state_changes(seen, observation, told),
        *_case_changes(seen, now, told),
        *_assignee_changes(seen, now, told),
        *_answer_changes(seen, observation),
    ]


def _state_changes(seen: Seen, observation: Observation, told: "_Told") -> list[Difference]:
    if seen.state == observation.state:
        return []
    now = observation.get_state_display()
    if observation.state_reason:
        now = f"{now} – {observation.state_reason}"
    before = str(ObservationState(seen.state).label)
    return [Difference(_("État"), before, now, told.by(LEFT_OR_CAME_BACK))]


def _case_changes(seen: Seen, now: Seen, told: "_Told") -> list[Difference]:
    if seen.case == now.case:
        return []
    return [Difference(_("Cas"), _case(seen.case), _case(now.case), told.by(MOVED))]


def _assignee_changes(seen: Seen, now: Seen, told: "_Told") -> list[Difference]:
    if seen.assignee == now.assignee:
        return []
    before, after = _person(seen.assignee), _person(now.assignee)
    return [Difference(_("Suivie par"), before, after, told.by(HANDED))]


def _answer_changes(seen: Seen, observation: Observation) -> list[Difference]:
    if seen.version == observation.version_count:
        return []
    before = observation.versions.filter(number=seen.version).first()
    after = observation.versions.select_related("recorded_by").get(number=observation.version_count)
    who = _who(str(after.recorded_by or ""), moment(after.recorded_at, ZoneInfo(after.time_zone)))
    return [
        Difference(change.label, change.before, change.after, who)
        for change in changes_between(before, after)
    ]


def _case(pk: int | None) -> str:
    case = Case.objects.filter(pk=pk).first() if pk else None
    return str(case) if case else _("aucun")


def _person(pk: int | None) -> str:
    person = User.objects.filter(pk=pk).first() if pk else None
    return str(person) if person else _("personne")


def _who(name: str, when: str) -> str:
    return _("%(who)s, le %(when)s") % {"who": name, "when": when} if name else when


class _Told:
    """What the journal says of the observation and of the cases that it left or joined."""

    def __init__(self, observation: Observation, seen: Seen) -> None:
        cases = Case.objects.filter(pk__in=[pk for pk in (seen.case, observation.case_id) if pk])
        threads = [case.journal_name for case in cases]
        mine = Q(subject=observation.journal_name) | Q(thread__in=threads)
        latest = Entry.objects.filter(mine).select_related("actor").order_by("-sequence")
        self.entries = list(latest[:ENTRIES_READ])
        self.observation = observation

    def by(self, verbs: Collection[str]) -> str:
        """« Nadia Martin, le 9 janv. 2018 à 9 h 10 », or nothing if the journal does not say."""
        entry = next((item for item in self.entries if self._is_told(item, verbs)), None)
        if entry is None:
            return ""
        zone = self.observation.case.zone if self.observation.case else PARIS
        return _who(str(entry.actor or "promesse"), moment(entry.at, zone))

    def _is_told(self, entry: Entry, verbs: Collection[str]) -> bool:
        if entry.verb not in verbs:
            return False
        about = [*entry.details.get("observations", ()), entry.details.get("observation")]
        own = entry.subject == self.observation.journal_name
        return own or self.observation.reference in about or "undoes" in entry.details
