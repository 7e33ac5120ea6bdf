"""The rows that wait: how long, how many others say the same, and how far from the objective."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from cases.matching import WINDOW
from cases.models import Observation, ObservationVersion
from cases.words import duration

SOON = timedelta(minutes=10)


@dataclass(frozen=True)
class Clock:
    """The objective is a first look: someone takes the observation in charge."""

    kind: str
    words: str


@dataclass(frozen=True)
class Waiting:
    observation: Observation
    version: ObservationVersion
    similar: int
    age: str
    clock: Clock


def waiting(
    versions: Sequence[ObservationVersion], similar: Mapping[int, int], now: datetime
) -> list[Waiting]:
    """In the order given. `similar` is what `similar_to` found for these versions."""
    return [
        Waiting(
            version.observation,
            version,
            similar[version.pk],
            duration(now - version.observation.received_at),
            clock_of(version.observation, now),
        )
        for version in versions
    ]


def late_before(now: datetime) -> datetime:
    """What was received before this moment, and has no one, is late."""
    return now - timedelta(minutes=settings.TRIAGE_FIRST_LOOK_MINUTES)


def clock_of(observation: Observation, now: datetime) -> Clock:
    objective = timedelta(minutes=settings.TRIAGE_FIRST_LOOK_MINUTES)
    if observation.assigned_at:
        took = observation.assigned_at - observation.received_at
        kind = "success" if took <= objective else "neutral"
        return Clock(kind, _("vue en %(time)s") % {"time": duration(took)})
    left = observation.received_at + objective - now
    if left < timedelta(0):
        return Clock("danger", _("en retard de %(time)s") % {"time": duration(-left)})
    kind = "warning" if left < SOON else "info"
    return Clock(kind, _("encore %(time)s") % {"time": duration(left)})


def similar_to(versions: Sequence[ObservationVersion]) -> dict[int, int]:
    """How many others say the same, by version, in one query. Counted by product and minute in
    the database: what an outbreak sends is read once."""
    windows = Q(pk=None)
    for version in versions:
        windows |= Q(
            observation__product=version.observation.product_id,
            observed_at__range=(version.observed_at - WINDOW, version.observed_at + WINDOW),
        )
    counted = (
        ObservationVersion.objects.counted()
        .filter(windows)
        .order_by()
        .values_list("observation__product", "observed_at")
        .annotate(count=Count("pk"))
    )
    minutes = list(counted)
    return {version.pk: _near(version, minutes) - 1 for version in versions}


def _near(version: ObservationVersion, minutes: list[tuple[int, datetime, int]]) -> int:
    return sum(
        count
        for product, at, count in minutes
        if product == version.observation.product_id and abs(at - version.observed_at) <= WINDOW
    )
