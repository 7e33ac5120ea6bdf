"""What to weigh in one observation: facts that contradict each other, and who knew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from cases.contradictions import Facts, contradictions
from cases.models import Case, Observation, ObservationVersion
from cases.states import ObservationState
from cases.triage.suggesting import nearby
from cases.vocabulary import OUTSIDE_AWARENESS, Awareness


@dataclass(frozen=True)
class Contradiction:
    fields: tuple[str, str]
    sentence: str


@dataclass(frozen=True)
class Knowledge:
    """Organisations by how they learned of it, each once under each heading."""

    heading: str
    who: list[str]


def contradictions_of(
    versions: Sequence[ObservationVersion], near: Iterable[ObservationVersion]
) -> list[Contradiction]:
    """`versions` is the whole series, oldest first; `near` what others say of the same product."""
    *earlier, today = versions
    organisation = today.observation.organisation_id
    facts = Facts(
        today.as_answers(),
        [version.as_answers() for version in earlier],
        [other.as_answers() for other in near if other.observation.organisation_id == organisation],
    )
    return [
        Contradiction((_label(pair.fields[0]), _label(pair.fields[1])), str(pair.sentence))
        for pair in contradictions(facts)
    ]


def contradictions_in(observation: Observation) -> list[Contradiction]:
    versions = list(observation.versions.select_related("observation").order_by("number"))
    return contradictions_of(versions, nearby(versions[-1]))


def contradictions_in_case(case: Case) -> list[tuple[Observation, Contradiction]]:
    """Of each counted observation, beside what its organisation says elsewhere in the case."""
    counted = ObservationVersion.objects.filter(
        observation__case=case, observation__state=ObservationState.RECEIVED
    )
    ordered = counted.order_by("observation__received_at", "observation", "number")
    series: dict[UUID, list[ObservationVersion]] = {}
    for version in ordered.select_related("observation"):
        series.setdefault(version.observation_id, []).append(version)
    by_organisation: dict[int, list[ObservationVersion]] = {}
    for versions in series.values():
        today = versions[-1]
        by_organisation.setdefault(today.observation.organisation_id, []).append(today)
    return [
        (versions[-1].observation, each)
        for versions in series.values()
        for each in contradictions_of(versions, _others(versions[-1], by_organisation))
    ]


def _others(
    today: ObservationVersion, by_organisation: dict[int, list[ObservationVersion]]
) -> list[ObservationVersion]:
    theirs = by_organisation[today.observation.organisation_id]
    return [other for other in theirs if other.observation_id != today.observation_id]


def _label(name: str) -> str:
    return str(ObservationVersion._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def who_knew(versions: Iterable[ObservationVersion]) -> list[Knowledge]:
    """Headings that nobody is under are left out; a missing answer has a heading of its own."""
    headings = (
        (_("L’éditeur les a prévenus"), {Awareness.PUBLISHER.value}),
        (_("Ils l’ont su autrement"), {way.value for way in OUTSIDE_AWARENESS}),
        (_("Ils ne le savaient pas"), {Awareness.NONE.value}),
        (_("Ils ne l’ont pas dit"), {""}),
    )
    told = [(version.awareness, version.observation.organisation.name) for version in versions]
    known = [
        Knowledge(heading, sorted({who for way, who in told if way in ways}))
        for heading, ways in headings
    ]
    return [knowledge for knowledge in known if knowledge.who]
