"""By when what, once a provider was told that a customer leaves. Pure; the delays are rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cases.limitation import shifted

SATURDAY = 5


@dataclass(frozen=True)
class SwitchingDelays:
    notice_months: int
    answer_working_days: int
    transition_days: int
    extension_months: int
    retrieval_days: int


@dataclass(frozen=True)
class SwitchingDates:
    """Of one request, from the day on which the provider received it."""

    received_on: date
    answer_by: date
    """If the transition cannot be kept to, with the reason; public holidays are not looked at."""
    notice_ends: date
    transition_ends: date
    extension_ends: date
    retrieval_ends: date


def switching_delays(figures: Mapping[str, Decimal]) -> SwitchingDelays:
    def of(name: str) -> int:
        return int(figures[f"data_act_{name}"])

    return SwitchingDelays(
        of("notice_months"),
        of("answer_days"),
        of("transition_days"),
        of("extension_months"),
        of("retrieval_days"),
    )


def switching_dates(received_on: date, delays: SwitchingDelays) -> SwitchingDates:
    notice_ends = shifted(received_on, delays.notice_months)
    transition_ends = notice_ends + timedelta(days=delays.transition_days)
    return SwitchingDates(
        received_on=received_on,
        answer_by=_working_days_after(received_on, delays.answer_working_days),
        notice_ends=notice_ends,
        transition_ends=transition_ends,
        extension_ends=shifted(notice_ends, delays.extension_months),
        retrieval_ends=transition_ends + timedelta(days=delays.retrieval_days),
    )


def _working_days_after(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day
