"""What the committee's dashboard reads of the cases: where they stand, since when, and who is
silent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Min, Q
from django.db.models.functions import Coalesce

from cases.delays import Course
from cases.figures import FEWEST_FOR_A_PERCENTAGE
from cases.models import Case, Observation, ObservationVersion
from cases.models.case import DAYS_OPEN_AFTER_RELAY
from cases.states import CaseState, ObservationState
from cases.triage.queue import late_before
from cases.vocabulary import Severity

OLDEST_SHOWN = 5
SILENT_AFTER = timedelta(hours=2)
FIRST_LOOKS_OVER = timedelta(days=30)


@dataclass(frozen=True)
class Standing:
    """The open cases of one step, and those that have stood there longest."""

    state: CaseState
    count: int
    oldest: list[tuple[Case, datetime]]


SINCE = {
    CaseState.REPORTED: "opened_at",
    CaseState.VERIFIED: "verified_at",
    CaseState.DECIDED: "decided_at",
}


def standings() -> list[Standing]:
    return [_standing(state, since) for state, since in SINCE.items()]


def _standing(state: CaseState, since: str) -> Standing:
    cases = Case.objects.filter(state=state)
    oldest = cases.select_related("publisher").order_by(since, "pk")[:OLDEST_SHOWN]
    return Standing(state, cases.count(), [(case, getattr(case, since)) for case in oldest])


def courses() -> list[Course]:
    """Of every case that was verified at least; the first report is the first one received."""
    counted = Q(observations__state=ObservationState.RECEIVED)
    verified = Case.objects.exclude(verified_at=None)
    told = verified.annotate(reported_at=Min("observations__received_at", filter=counted))
    rows = told.order_by("pk").values_list(
        *("pk", "reference", "title", "publisher__name"),
        *("reported_at", "verified_at", "decided_at", "relayed_at"),
    )
    return [
        Course(pk, f"{reference} – {title}", publisher, *moments)
        for pk, reference, title, publisher, *moments in rows
    ]


@dataclass(frozen=True)
class Queue:
    waiting: int
    late: int
    oldest: datetime | None


def queue(now: datetime) -> Queue:
    told = Observation.objects.unattached().aggregate(
        waiting=Count("pk"),
        late=Count("pk", filter=Q(assigned_to=None, received_at__lt=late_before(now))),
        oldest=Min("received_at"),
    )
    return Queue(told["waiting"], told["late"], told["oldest"])


@dataclass(frozen=True)
class FirstLooks:
    """Of what was taken in charge lately: how many within the objective."""

    within: int
    taken: int

    @property
    def percentage(self) -> int | None:
        if self.taken < FEWEST_FOR_A_PERCENTAGE:
            return None
        return round(100 * self.within / self.taken)


def first_looks(now: datetime) -> FirstLooks:
    objective = timedelta(minutes=settings.TRIAGE_FIRST_LOOK_MINUTES)
    taken = Observation.objects.filter(assigned_at__gte=now - FIRST_LOOKS_OVER)
    told = taken.aggregate(
        taken=Count("pk"),
        within=Count("pk", filter=Q(assigned_at__lte=F("received_at") + objective)),
    )
    return FirstLooks(told["within"], told["taken"])


@dataclass(frozen=True)
class Silence:
    """An incident that blocks, on which its publisher told nobody anything that we know of."""

    publisher: str
    publisher_key: str
    case: Case | None
    since: datetime
    organisations: int


def silences(now: datetime) -> list[Silence]:
    """Blocked for more than two hours, not restored, and without one message. Observations that
    have no case yet are taken together by publisher."""
    lately = now - timedelta(days=DAYS_OPEN_AFTER_RELAY)
    closed = (CaseState.RELAYED, CaseState.DISMISSED)
    told = (
        ObservationVersion.objects.counted()
        .filter(observed_at__gte=lately)
        .exclude(observation__case__state__in=closed)
        .order_by()
        .values(
            "observation__case",
            name=F("observation__product__publisher__name"),
            key=F("observation__product__publisher__key"),
        )
        .annotate(
            since=Min(Coalesce("blocked_at", "observed_at"), filter=Q(severity=Severity.BLOCKED)),
            restored=Count("pk", filter=Q(restored_at__isnull=False)),
            notices=Count(
                "pk", filter=Q(publisher_notices__isnull=False) & ~Q(publisher_notices=[])
            ),
            organisations=Count("observation__organisation", distinct=True),
        )
        .filter(since__lt=now - SILENT_AFTER, restored=0, notices=0)
    )
    found = _named(list(told))
    return sorted(found, key=lambda silence: (silence.since, silence.publisher))


def _named(groups: Sequence[Any]) -> Iterator[Silence]:
    cases = Case.objects.in_bulk([group["observation__case"] for group in groups])
    for group in groups:
        case = cases.get(group["observation__case"])
        yield Silence(group["name"], group["key"], case, group["since"], group["organisations"])


@dataclass(frozen=True)
class Watch:
    courses: list[Course]
    standings: list[Standing]
    queue: Queue
    first_looks: FirstLooks
    silences: list[Silence]


def watch(now: datetime) -> Watch:
    return Watch(courses(), standings(), queue(now), first_looks(now), silences(now))
