"""What one observation answers, what is refused of it, and how its moments are written down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TypedDict
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from cases.errors import Refused
from cases.vocabulary import AnswerQuality, Awareness, Channel, NoticePhase, Severity, Symptom

CLOCK_TOLERANCE = timedelta(minutes=5)
# What an integer column of PostgreSQL holds.
LARGEST_NUMBER = 2_147_483_647
DECIMAL_PLACES = 2
NARRATIVE_LENGTH = 20_000
EARLIEST_YEAR, LATEST_YEAR = 1900, 2999
UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


class LocalTimeRefused(Refused):
    """The clocks of this place never showed that time."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A message from the publisher. Moments are aware and in UTC, here and below."""

    phase: NoticePhase
    channel: Channel
    received_at: datetime


@dataclass(frozen=True, slots=True)
class CallHour:
    hour: datetime
    count: int
    complaints: int | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """None is « not answered »; an empty tuple of notices is « asked, none received »."""

    observed_at: datetime
    symptom: Symptom
    severity: Severity
    first_symptom_at: datetime | None = None
    blocked_at: datetime | None = None
    restored_at: datetime | None = None
    customers_subscribed: int | None = None
    customers_affected: int | None = None
    awareness: Awareness | None = None
    publisher_notices: tuple[Notice, ...] | None = None
    usual_calls_per_hour: Decimal | None = None
    calls: tuple[CallHour, ...] | None = None
    answer_quality: AnswerQuality | None = None
    narrative: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """`item` says where inside a list: the third hour's count is « calls » and « [2].count »."""

    field: str
    message: str
    item: str = ""


def refusals(answers: Answers, *, now: datetime, zone: ZoneInfo) -> list[Refusal]:
    """All that is refused about the values, the same on the form, in the API and in a file."""
    return [
        *_refused_years(answers),
        *_refused_moments(answers, now),
        *_refused_numbers(answers),
        *_refused_calls(answers, zone),
        *refused_text("narrative", answers.narrative),
    ]


def _refused_years(answers: Answers) -> Iterator[Refusal]:
    for field in ("observed_at", "first_symptom_at", "blocked_at", "restored_at"):
        if (moment := getattr(answers, field)) and not is_on_calendar(moment):
            yield Refusal(field, off_calendar())
    for index, notice in enumerate(answers.publisher_notices or ()):
        if not is_on_calendar(notice.received_at):
            yield Refusal("publisher_notices", off_calendar(), f"[{index}].received_at")


def _refused_moments(answers: Answers, now: datetime) -> Iterator[Refusal]:
    if answers.observed_at > now + CLOCK_TOLERANCE:
        yield Refusal(
            "observed_at",
            _("Ce moment n’est pas encore passé : vérifiez la date et l’heure de l’observation."),
        )
    restored = answers.restored_at
    if restored and answers.blocked_at and restored < answers.blocked_at:
        yield Refusal(
            "restored_at",
            _("Le retour à la normale précède le blocage : corrigez l’un des deux moments."),
        )
    if restored and answers.first_symptom_at and restored < answers.first_symptom_at:
        yield Refusal(
            "restored_at",
            _("Le retour à la normale précède le premier appel : corrigez l’un des deux moments."),
        )


def _refused_numbers(answers: Answers) -> Iterator[Refusal]:
    subscribed, affected = answers.customers_subscribed, answers.customers_affected
    usual = answers.usual_calls_per_hour
    for field in ("customers_subscribed", "customers_affected", "usual_calls_per_hour"):
        value: int | Decimal | None = getattr(answers, field)
        if value is not None and not 0 <= value <= LARGEST_NUMBER:
            yield Refusal(field, _out_of_bounds(value))
    if subscribed is not None and affected is not None and affected > subscribed:
        yield Refusal(
            "customers_affected",
            _("Il y a plus de clients touchés que de clients abonnés : corrigez l’un des deux."),
        )
    if usual is not None and _has_more_decimals(usual):
        yield Refusal("usual_calls_per_hour", _("Donnez au plus deux chiffres après la virgule."))


def _has_more_decimals(number: Decimal) -> bool:
    # A number out of bounds is refused as such, and may be too long to round.
    return 0 <= number <= LARGEST_NUMBER and number != round(number, DECIMAL_PLACES)


def _out_of_bounds(value: int | Decimal) -> str:
    return _("Ce nombre ne peut pas être négatif.") if value < 0 else _("Ce nombre est trop grand.")


def _refused_calls(answers: Answers, zone: ZoneInfo) -> Iterator[Refusal]:
    for index, call in enumerate(answers.calls or ()):
        for name, value in (("count", call.count), ("complaints", call.complaints)):
            if value is not None and not 0 <= value <= LARGEST_NUMBER:
                yield Refusal("calls", _out_of_bounds(value), f"[{index}].{name}")
        if not is_on_calendar(call.hour):
            yield Refusal("calls", off_calendar(), f"[{index}].hour")
        elif not _is_on_the_hour(call.hour, zone):
            yield Refusal(
                "calls",
                _("Une heure d’appels commence à l’heure juste : 9:00 et non 9:30."),
                f"[{index}].hour",
            )


def _is_on_the_hour(instant: datetime, zone: ZoneInfo) -> bool:
    local = instant.astimezone(zone)
    return not (local.minute or local.second or local.microsecond)


def refused_text(field: str, text: str) -> Iterator[Refusal]:
    if len(text) > NARRATIVE_LENGTH:
        yield Refusal(
            field,
            _("Ce texte a %(length)s caractères : %(most)s au plus.")
            % {"length": len(text), "most": NARRATIVE_LENGTH},
        )
    if not is_storable(text):
        yield Refusal(field, _("Ce texte contient un caractère qui ne peut pas être gardé."))


def is_storable(text: str) -> bool:
    """Databases keep neither the NUL character nor half of a surrogate pair."""
    return not UNSTORABLE.search(text)


def is_on_calendar(day: date) -> bool:
    """A year of four digits typed wrong would make of one incident one of 1,800 years."""
    return EARLIEST_YEAR <= day.year <= LATEST_YEAR


def off_calendar() -> str:
    return _("Vérifiez l’année : elle va de %(earliest)s à %(latest)s.") % {
        "earliest": EARLIEST_YEAR,
        "latest": LATEST_YEAR,
    }


def local_instant(naive: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a local time; the first occurrence when the clocks showed it twice."""
    if not is_on_calendar(naive):
        raise LocalTimeRefused(off_calendar())
    instant = naive.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) != naive:
        raise LocalTimeRefused(
            _("Cette heure n’a pas existé : les horloges l’ont sautée au changement d’heure.")
        )
    return instant


def local_minute(instant: datetime, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes")


class StoredNotice(TypedDict):
    phase: str
    channel: str
    received_at: str


class StoredCall(TypedDict):
    hour: str
    count: int
    complaints: int | None


def notices_as_json(notices: tuple[Notice, ...] | None) -> list[StoredNotice] | None:
    if notices is None:
        return None
    return [
        {
            "phase": notice.phase.value,
            "channel": notice.channel.value,
            "received_at": notice.received_at.isoformat(),
        }
        for notice in notices
    ]


def notices_from_json(stored: list[StoredNotice] | None) -> tuple[Notice, ...] | None:
    if stored is None:
        return None
    return tuple(
        Notice(
            NoticePhase(notice["phase"]),
            Channel(notice["channel"]),
            datetime.fromisoformat(notice["received_at"]),
        )
        for notice in stored
    )


def calls_as_json(calls: tuple[CallHour, ...] | None) -> list[StoredCall] | None:
    if calls is None:
        return None
    return [
        {"hour": call.hour.isoformat(), "count": call.count, "complaints": call.complaints}
        for call in calls
    ]


def calls_from_json(stored: list[StoredCall] | None) -> tuple[CallHour, ...] | None:
    if stored is None:
        return None
    return tuple(
        CallHour(datetime.fromisoformat(call["hour"]), call["count"], call["complaints"])
        for call in stored
    )
