from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count

from cases.acts import ACTS
from cases.analysis import Analysis
from cases.evidence.models import DailyRoot, Entry
from cases.evidence.roots import last_root
from cases.models import Ballot, Case, Exhibit, ObservationVersion, Relay, Verification
from cases.states import BallotState, CaseState, ObservationState, RelayState, Verdict


@dataclass(frozen=True)
class Gathered:
    """All that a document is made from, read once, in a number of queries that does not grow."""

    case: Case
    versions: list[ObservationVersion]
    observers: dict[int, int]
    """Organisation → « Observateur n », by order of arrival."""
    analyses: list[tuple[Case, Analysis]]
    """This case first, then the relayed ones that it is compared with."""
    verification: Verification | None
    verifications: list[Verification]
    ballot: Ballot | None
    relay: Relay | None
    entries: list[Entry]
    root: DailyRoot | None
    uncounted: dict[str, int]
    exhibits: list[Exhibit]

    @property
    def analysis(self) -> Analysis:
        return self.analyses[0][1]

    @property
    def respondents(self) -> list[int]:
        """The observer that each respondent of the analysis is, in its order."""
        organisations = {each.observation.organisation for each in self.versions}
        in_order = sorted(organisations, key=lambda each: each.key)
        return [self.observers[each.pk] for each in in_order]

    def exhibits_of(self, observers: Collection[int]) -> tuple[int, ...]:
        """Numbers of the exhibits that they handed in, less those that were withdrawn."""
        return tuple(number for number, by in self._handed_in if by in observers)

    @cached_property
    def _handed_in(self) -> list[tuple[int, int]]:
        """Each number with its observer: a file of the committee's own has none."""
        known = []
        for each in self.exhibits:
            attachment = getattr(each.item, "attachment", None)
            observation = attachment.observation if attachment else None
            by = self.observers.get(observation.organisation_id) if observation else None
            if each.number and by and not each.is_withdrawn:
                known.append((each.number, by))
        return known

    def observer(self, version: ObservationVersion) -> int:
        return self.observers[version.observation.organisation_id]


def gather(case: Case) -> Gathered:
    return _gathered(case, _analyses(case))


def gather_alone(case: Case) -> Gathered:
    """Compared with no other case: the same reading, whatever the number of cases."""
    return _gathered(case, [(case, case.analysis())])


def _gathered(case: Case, analyses: list[tuple[Case, Analysis]]) -> Gathered:
    versions = list(
        ObservationVersion.objects.counted()
        .filter(observation__case=case)
        .select_related("observation__organisation", "observation__product")
        .order_by(
            "observation__received_at", "observation__organisation__key", "observation__reference"
        )
    )
    verifications = list(case.verifications.all())
    confirmed = [each for each in verifications if each.verdict == Verdict.CONFIRMED]
    return Gathered(
        case=case,
        versions=versions,
        observers=_numbered(versions),
        analyses=analyses,
        verification=confirmed[-1] if confirmed and case.verified_at else None,
        verifications=verifications,
        ballot=_ballot(case),
        relay=case.relays.filter(state=RelayState.APPROVED).order_by("approved_at").last(),
        entries=[entry for entry in case.journal.order_by("sequence") if entry.verb in ACTS],
        root=last_root(),
        uncounted=_uncounted(case),
        exhibits=list(
            case.exhibits.on_the_schedule().select_related(
                "item__attachment__observation", "item__redacts"
            )
        ),
    )


def _numbered(versions: list[ObservationVersion]) -> dict[int, int]:
    organisations = dict.fromkeys(version.observation.organisation_id for version in versions)
    return {organisation: number for number, organisation in enumerate(organisations, start=1)}


def _analyses(case: Case) -> list[tuple[Case, Analysis]]:
    others = Case.objects.filter(state=CaseState.RELAYED).exclude(pk=case.pk)
    compared = [case, *others.select_related("publisher").order_by("occurred_on", "pk")]
    computed = Case.objects.filter(pk__in=[each.pk for each in compared]).analyses()
    return [(each, computed[each.pk]) for each in compared]


def _ballot(case: Case) -> Ballot | None:
    if case.decided_at is None:
        return None
    adopted = case.ballots.filter(state=BallotState.ADOPTED)
    return adopted.prefetch_related("votes").order_by("closed_at").last()


def _uncounted(case: Case) -> dict[str, int]:
    """How many observations left the count, by the state that took them out of it."""
    left = case.observations.exclude(state=ObservationState.RECEIVED).order_by()
    counts = left.values_list("state").annotate(count=Count("pk"))
    return {str(ObservationState(state).label).lower(): count for state, count in counts}
