"""One respondent per organisation: its observations of one case, merged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from cases.answers import Answers, Notice
from cases.vocabulary import OUTSIDE_AWARENESS, AnswerQuality, Awareness, NoticePhase

INCIDENT_PHASES = frozenset({NoticePhase.OPEN, NoticePhase.UPDATE})
END_PHASES = frozenset({NoticePhase.END})
SATURATION = 2


@dataclass(frozen=True, slots=True)
class Testimony:
    """What counts of one observation: who, under which reference, and the current answers."""

    organisation: str
    reference: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class Respondent:
    """`number` names the organisation inside one analysis without saying which one it is."""

    number: int
    first_symptom_at: datetime | None
    blocked_at: datetime | None
    restored_at: datetime | None
    customers_subscribed: int | None
    customers_affected: int | None
    awareness: frozenset[Awareness] | None
    notices: tuple[Notice, ...] | None
    usual_calls_per_hour: Decimal | None
    calls: tuple[tuple[datetime, int], ...]
    answer_quality: AnswerQuality | None
    outside_by: datetime | None
    """When it had learned otherwise than from the publisher, at the latest."""

    def notices_of(self, phases: frozenset[NoticePhase]) -> list[Notice]:
        return [notice for notice in self.notices or () if notice.phase in phases]

    @property
    def was_informed_in_time(self) -> bool:
        notices = self.notices_of(INCIDENT_PHASES)
        if self.restored_at is None:
            return bool(notices)
        return any(notice.received_at < self.restored_at for notice in notices)

    @property
    def detected_outside(self) -> bool:
        return bool(self.awareness and self.awareness & OUTSIDE_AWARENESS)

    @property
    def knows_call_load(self) -> bool:
        return bool(self.usual_calls_per_hour and self.calls)

    @property
    def peak(self) -> Fraction:
        """Times the usual load, in the busiest hour; of those who know their call load."""
        usual = self.usual_calls_per_hour or Decimal()
        return max(count for _, count in self.calls) / Fraction(usual)

    def saturation_delay(self, zone: ZoneInfo) -> timedelta | None:
        """From the hour of the first call about it to the first saturated hour."""
        threshold = SATURATION * (self.usual_calls_per_hour or Decimal())
        saturated = next((hour for hour, count in self.calls if count >= threshold), None)
        if saturated is None or self.first_symptom_at is None:
            return None
        return max(saturated - _local_hour(self.first_symptom_at, zone), timedelta())


def _local_hour(instant: datetime, zone: ZoneInfo) -> datetime:
    """The start of the hour that the clocks showed. An offset of 30 minutes moves it."""
    return instant.astimezone(zone).replace(minute=0, second=0, microsecond=0).astimezone(UTC)


def respondents_of(testimonies: Iterable[Testimony]) -> tuple[Respondent, ...]:
    by_organisation: dict[str, list[Testimony]] = {}
    for testimony in testimonies:
        by_organisation.setdefault(testimony.organisation, []).append(testimony)
    return tuple(
        _merged(number, by_organisation[organisation])
        for number, organisation in enumerate(sorted(by_organisation), start=1)
    )


def _merged(number: int, testimonies: Sequence[Testimony]) -> Respondent:
    ordered = sorted(testimonies, key=lambda each: (each.answers.observed_at, each.reference))
    answers = [testimony.answers for testimony in ordered]
    base = _largest_base(answers)
    return Respondent(
        number=number,
        first_symptom_at=min(_given(each.first_symptom_at for each in answers), default=None),
        blocked_at=min(_given(each.blocked_at for each in answers), default=None),
        restored_at=max(_given(each.restored_at for each in answers), default=None),
        customers_subscribed=base.customers_subscribed,
        customers_affected=base.customers_affected,
        awareness=frozenset(_given(each.awareness for each in answers)) or None,
        notices=_merged_notices(answers),
        usual_calls_per_hour=max(
            _given(each.usual_calls_per_hour for each in answers), default=None
        ),
        calls=_merged_calls(answers),
        answer_quality=_latest_quality(answers),
        outside_by=min(
            (each.observed_at for each in answers if each.awareness in OUTSIDE_AWARENESS),
            default=None,
        ),
    )


def _given[T](values: Iterable[T | None]) -> list[T]:
    return [value for value in values if value is not None]


def _largest_base(answers: Sequence[Answers]) -> Answers:
    """Base and affected belong together; on a tie the latest, which comes last."""

    def size(each: Answers) -> int:
        return -1 if each.customers_subscribed is None else each.customers_subscribed

    return max(reversed(answers), key=size)


def _merged_notices(answers: Sequence[Answers]) -> tuple[Notice, ...] | None:
    lists = _given(each.publisher_notices for each in answers)
    if not lists:
        return None
    return tuple(sorted({notice for notices in lists for notice in notices}, key=precedence))


def precedence(notice: Notice) -> tuple[datetime, str, datetime, str]:
    """At the same minute, the channel whose code comes first."""
    minute = notice.received_at.replace(second=0, microsecond=0)
    return minute, notice.channel.value, notice.received_at, notice.phase.value


def _merged_calls(answers: Sequence[Answers]) -> tuple[tuple[datetime, int], ...]:
    largest: dict[datetime, int] = {}
    for each in answers:
        for call in each.calls or ():
            largest[call.hour] = max(call.count, largest.get(call.hour, call.count))
    return tuple(sorted(largest.items()))


def _latest_quality(answers: Sequence[Answers]) -> AnswerQuality | None:
    return next((each.answer_quality for each in reversed(answers) if each.answer_quality), None)
