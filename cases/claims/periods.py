"""Who worked when, as people write it: one period a line. Pure.

Alice Martin ; 09/01/2018 ; 9:00 ; 12:30
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from cases.answers import LocalTimeRefused, local_instant
from cases.claims.errors import LossRefused

CLOCK = r"(\d{1,2})\s*[:hH]\s*(\d{2})"
WRITTEN = re.compile(
    rf"\s*(?P<who>[^;]{{1,80}}?)\s*;\s*(?P<day>\d{{1,2}}/\d{{1,2}}/\d{{4}})\s*;\s*{CLOCK}\s*;\s*{CLOCK}\s*"
)
LONGEST = timedelta(hours=24)


@dataclass(frozen=True)
class Period:
    person: str
    begins_at: datetime
    ends_at: datetime
    week: tuple[int, int]

    @property
    def person_key(self) -> str:
        """One person however their name is spaced or capitalised."""
        return " ".join(self.person.casefold().split())

    @property
    def hours(self) -> Decimal:
        return Decimal((self.ends_at - self.begins_at) // timedelta(minutes=1)) / 60


def read_periods(text: str, zone: ZoneInfo) -> tuple[Period, ...]:
    """Raises `LossRefused` with the line that cannot be read, or that overlaps another."""
    periods = tuple(_read(line, zone) for line in text.splitlines() if line.strip())
    if not periods:
        raise LossRefused(_("Écrivez au moins une période : qui, quel jour, de quand à quand."))
    _refuse_overlaps(periods)
    return periods


def as_written(person: str, begins_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """The line that says it: midnight is the end of its day."""
    first, last = begins_at.astimezone(zone), ends_at.astimezone(zone)
    end = "24:00" if last.date() > first.date() else f"{last:%H:%M}"
    return f"{person} ; {first:%d/%m/%Y} ; {first:%H:%M} ; {end}"


def weekly_hours(periods: Iterable[Period]) -> tuple[Decimal, ...]:
    """One number for each person and week: overtime is counted by the week."""
    weeks: dict[tuple[str, tuple[int, int]], Decimal] = {}
    for period in periods:
        key = (period.person_key, period.week)
        weeks[key] = weeks.get(key, Decimal(0)) + period.hours
    return tuple(weeks.values())


def _read(line: str, zone: ZoneInfo) -> Period:
    found = WRITTEN.fullmatch(line)
    if not found:
        raise LossRefused(
            _("« %(line)s » : écrivez « Nom ; 09/01/2018 ; 9:00 ; 12:30 ».")
            % {"line": line.strip()}
        )
    who, _day, *clocks = found.groups()
    hour, minute, end_hour, end_minute = map(int, clocks)
    try:
        day = datetime.strptime(found["day"], "%d/%m/%Y").date()  # noqa: DTZ007  # a day of the clocks
        begins_at = _instant(day, hour, minute, zone)
        ends_at = _instant(day, end_hour, end_minute, zone)
    except (ValueError, LocalTimeRefused) as error:
        said = _("« %(line)s » : cette date ou cette heure n’existe pas.")
        raise LossRefused(said % {"line": line.strip()}) from error
    if ends_at <= begins_at:
        said = _("« %(line)s » : la fin précède le début. Après minuit, écrivez deux périodes.")
        raise LossRefused(said % {"line": line.strip()})
    year, week, _weekday = day.isocalendar()
    return Period(who, begins_at, ends_at, (year, week))


def _instant(day: date, hour: int, minute: int, zone: ZoneInfo) -> datetime:
    """24:00 is the end of the day."""
    if (hour, minute) == (24, 0):
        return local_instant(datetime(day.year, day.month, day.day) + LONGEST, zone)  # noqa: DTZ001
    return local_instant(datetime(day.year, day.month, day.day, hour, minute), zone)  # noqa: DTZ001


def _refuse_overlaps(periods: Iterable[Period]) -> None:
    ordered = sorted(periods, key=lambda each: (each.person_key, each.begins_at))
    for before, after in pairwise(ordered):
        if before.person_key == after.person_key and after.begins_at < before.ends_at:
            said = _("%(who)s est compté deux fois au même moment dans cette liste.")
            raise LossRefused(said % {"who": after.person})
