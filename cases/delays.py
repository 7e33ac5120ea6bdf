"""How long each step of the watch takes, from the first report to the relay: exact, pure.

A figure is given with n. Quartiles want three values at least, an outlier five: it is longer than
the third quartile by more than half as much again as the middle half is long.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.figures import quartile

FEWEST_FOR_QUARTILES = 3
FEWEST_FOR_OUTLIERS = 5
# A publisher's cases are told apart from this many on (guard on published figures).
FEWEST_OF_A_PUBLISHER = 5


@dataclass(frozen=True, slots=True)
class Course:
    """The moments of one case; those of the steps that it has not reached are missing."""

    key: int
    name: str
    publisher: str
    reported_at: datetime | None
    verified_at: datetime | None = None
    decided_at: datetime | None = None
    relayed_at: datetime | None = None


@dataclass(frozen=True)
class Leg:
    code: str
    label: str | Promise
    start: Callable[[Course], datetime | None]
    end: Callable[[Course], datetime | None]


LEGS: Final = (
    Leg("verify", _("de la remontée à la vérification"), lambda c: c.reported_at,
        lambda c: c.verified_at),
    Leg("decide", _("de la vérification à la décision"), lambda c: c.verified_at,
        lambda c: c.decided_at),
    Leg("relay", _("de la décision au relais"), lambda c: c.decided_at, lambda c: c.relayed_at),
    Leg("whole", _("en tout, de la remontée au relais"), lambda c: c.reported_at,
        lambda c: c.relayed_at),
)  # fmt: skip
WHOLE: Final = LEGS[-1]


@dataclass(frozen=True, slots=True)
class Outlier:
    course: Course
    length: timedelta


@dataclass(frozen=True, slots=True)
class Delay:
    leg: Leg
    count: int
    median: timedelta | None = None
    low: timedelta | None = None
    high: timedelta | None = None
    outliers: tuple[Outlier, ...] = ()


def delays(courses: Sequence[Course]) -> list[Delay]:
    return [delay(leg, courses) for leg in LEGS]


def delay(leg: Leg, courses: Iterable[Course]) -> Delay:
    """A case reported after its step was stamped, as an import can be, has no length here."""
    told = sorted(
        (
            Outlier(course, length)
            for course in courses
            if (length := _length(leg, course)) is not None
        ),
        key=lambda each: (each.length, each.course.key),
    )
    lengths = [each.length for each in told]
    if not lengths:
        return Delay(leg, 0)
    median = quartile(lengths, 2)
    if len(lengths) < FEWEST_FOR_QUARTILES:
        return Delay(leg, len(lengths), median)
    low, high = quartile(lengths, 1), quartile(lengths, 3)
    return Delay(leg, len(lengths), median, low, high, _outliers(told, low, high))


def _length(leg: Leg, course: Course) -> timedelta | None:
    start, end = leg.start(course), leg.end(course)
    return end - start if start and end and end >= start else None


def _outliers(told: list[Outlier], low: timedelta, high: timedelta) -> tuple[Outlier, ...]:
    if len(told) < FEWEST_FOR_OUTLIERS:
        return ()
    limit = high + (high - low) * 3 / 2
    return tuple(each for each in told if each.length > limit)


@dataclass(frozen=True, slots=True)
class PublisherDelay:
    """`delay` is missing where too few cases would tell one publisher's story."""

    publisher: str
    count: int
    delay: Delay | None


def by_publisher(courses: Iterable[Course]) -> list[PublisherDelay]:
    found: dict[str, list[Course]] = {}
    for course in courses:
        if _length(WHOLE, course) is not None:
            found.setdefault(course.publisher, []).append(course)
    return [
        PublisherDelay(
            publisher,
            len(theirs),
            delay(WHOLE, theirs) if len(theirs) >= FEWEST_OF_A_PUBLISHER else None,
        )
        for publisher, theirs in sorted(found.items())
    ]
