"""What else may be about the same incident: rows in, ranked suggestions out (see `matching`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from cases.matching import WINDOW, Candidate, Match, ranked
from cases.models import Case, Observation, ObservationVersion
from cases.states import CaseState

SUGGESTIONS_SHOWN = 5
# In an outbreak, only the last ones observed are compared word by word.
MOST_COMPARED = 300


@dataclass(frozen=True)
class SuggestedCase:
    case: Case
    shared: tuple[str, ...]
    apart: timedelta
    near: int
    """How many of its observations are within the window."""


@dataclass(frozen=True)
class SuggestedObservation:
    version: ObservationVersion
    shared: tuple[str, ...]
    apart: timedelta


def nearby(version: ObservationVersion) -> list[ObservationVersion]:
    """What others say today of the same product within the window, newest first."""
    around = (version.observed_at - WINDOW, version.observed_at + WINDOW)
    others = ObservationVersion.objects.counted().filter(
        observation__product=version.observation.product_id, observed_at__range=around
    )
    whole = others.exclude(observation=version.observation_id).select_related(
        "observation__organisation", "observation__case"
    )
    return list(whole.order_by("-observed_at", "-pk")[:MOST_COMPARED])


def suggested_cases(
    version: ObservationVersion, near: Sequence[ObservationVersion]
) -> list[SuggestedCase]:
    """Cases that one can still attach to, best first."""
    open_ones = [other for other in near if _open_case(other.observation) is not None]
    cases = {str(other.observation.case_id): other.observation.case for other in open_ones}
    found = ranked(
        _text_of(version),
        version.observed_at,
        [
            Candidate(str(other.observation.case_id), other.observed_at, _text_of(other))
            for other in open_ones
        ],
    )
    counts = [str(other.observation.case_id) for other in open_ones]
    return [
        SuggestedCase(case, match.shared, match.apart, counts.count(match.key))
        for match in found[:SUGGESTIONS_SHOWN]
        if (case := cases[match.key]) is not None
    ]


def suggested_observations(
    version: ObservationVersion, near: Sequence[ObservationVersion]
) -> list[SuggestedObservation]:
    """Those that wait too, best first."""
    waiting = {other.observation.reference: other for other in near if _waits(other.observation)}
    found: list[Match] = ranked(
        _text_of(version),
        version.observed_at,
        [Candidate(key, other.observed_at, _text_of(other)) for key, other in waiting.items()],
    )
    return [
        SuggestedObservation(waiting[match.key], match.shared, match.apart)
        for match in found[:SUGGESTIONS_SHOWN]
    ]


def _open_case(observation: Observation) -> Case | None:
    case = observation.case
    return case if case and case.state != CaseState.DISMISSED else None


def _waits(observation: Observation) -> bool:
    return observation.case_id is None


def _text_of(version: ObservationVersion) -> str:
    """A case speaks by its title too."""
    case = version.observation.case
    return " ".join([version.narrative, version.inference, case.title if case else ""])
