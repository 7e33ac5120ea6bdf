"""What changed on a case since someone opened the page of a step: what, by whom and when."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from cases.forms.fields import is_number
from cases.models import Case
from cases.states import CaseState
from cases.views.triage_differences import Difference
from cases.words import act_in_words

MOVED = frozenset(
    {
        "case.verified",
        "case.left_reported",
        "case.decided",
        "case.relayed",
        "case.dismissed",
        "case.reopened",
        "case.relay_drafted",
    }
)
JOINED_OR_LEFT = frozenset(
    {
        "observation.attached",
        "observation.attachment_undone",
        "observation.detached",
        "observation.withdrawn",
        "observation.marked_duplicate",
        "observation.duplicate_undone",
        "observation.set_aside",
        "observation.set_aside_undone",
        "observation.restored",
    }
)
PUT_TO_THE_VOTE = frozenset({"case.ballot_opened", "case.decided", "case.proposal_rejected"})
WORDED = frozenset({"case.relay_drafted", "case.relayed"})


@dataclass(frozen=True)
class SeenCase:
    """What the page of a step was made from; it goes out with the form and comes back with it."""

    version: int
    state: str
    observations: int
    ballot: int | None
    relay: int | None

    @classmethod
    def of(cls, case: Case) -> Self:
        ballot, relay = case.open_ballot, case.draft
        return cls(
            case.version,
            case.state,
            case.observations.counted().count(),
            ballot.pk if ballot else None,
            relay.pk if relay else None,
        )

    @classmethod
    def read(cls, token: str) -> Self | None:
        """None for what no form of ours sends."""
        parts = token.split(".")
        if len(parts) != 5 or parts[1] not in CaseState:
            return None
        version, state, observations, *rows = parts
        if not all(
            is_number(part) for part in (version, observations, *(row or "0" for row in rows))
        ):
            return None
        ballot, relay = (int(row) if row else None for row in rows)
        return cls(int(version), state, int(observations), ballot, relay)

    def __str__(self) -> str:
        parts = (self.version, self.state, self.observations, self.ballot or "", self.relay or "")
        return ".".join(str(part) for part in parts)


def differences(seen: SeenCase | None, case: Case) -> list[Difference]:
    """Empty if nothing changed. The order is that of weight: state, observations, vote, text."""
    now = SeenCase.of(case)
    if seen == now:
        return []
    if seen is None:
        return [Difference(_("Ce que vous aviez lu"), _("inconnu"), _("relisez le cas"))]
    state = _state_change(seen, now, case)
    changed = [
        *([state] if seen.state != now.state else []),
        *_observation_changes(seen, now, case),
        *_ballot_changes(seen, now, case),
        *_relay_changes(seen, now, case),
    ]
    # A verdict that does not confirm leaves the state, and is a change all the same.
    return changed or [state]


def _state_change(seen: SeenCase, now: SeenCase, case: Case) -> Difference:
    before, after = CaseState(seen.state).label, CaseState(now.state).label
    return Difference(_("État"), str(before), str(after), _told(case, MOVED))


def _observation_changes(seen: SeenCase, now: SeenCase, case: Case) -> list[Difference]:
    if seen.observations == now.observations:
        return []
    before, after = str(seen.observations), str(now.observations)
    return [Difference(_("Observations comptées"), before, after, _told(case, JOINED_OR_LEFT))]


def _ballot_changes(seen: SeenCase, now: SeenCase, case: Case) -> list[Difference]:
    if seen.ballot == now.ballot:
        return []
    before, after = _ballot(case, seen.ballot), _ballot(case, now.ballot)
    return [Difference(_("Vote ouvert"), before, after, _told(case, PUT_TO_THE_VOTE))]


def _relay_changes(seen: SeenCase, now: SeenCase, case: Case) -> list[Difference]:
    if seen.relay == now.relay:
        return []
    before, after = _text(case, seen.relay), _text(case, now.relay)
    return [Difference(_("Texte à approuver"), before, after, _told(case, WORDED))]


def _ballot(case: Case, pk: int | None) -> str:
    ballot = case.ballots.filter(pk=pk).first() if pk else None
    return ballot.get_proposal_display() if ballot else _("aucun")


def _text(case: Case, pk: int | None) -> str:
    relay = case.relays.filter(pk=pk).first() if pk else None
    return relay.text if relay else _("aucun")


def _told(case: Case, verbs: Collection[str]) -> str:
    entry = case.journal.filter(verb__in=verbs).last()
    return act_in_words(entry, case.zone) if entry else ""
