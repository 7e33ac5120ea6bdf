"""An observation's series of versions in words: what each states, what it changed and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.answers import CallHour, Notice
from cases.models import ObservationVersion
from cases.words import moment

SHOWN = (
    "symptom",
    "severity",
    "observed_at",
    "source_type",
    "onset",
    "first_symptom_at",
    "blocked_at",
    "restored_at",
    "affected_range",
    "customers_affected",
    "customers_subscribed",
    "awareness",
    "publisher_notices",
    "usual_calls_per_hour",
    "calls",
    "answer_quality",
    "narrative",
    "inference",
    "opinion",
)
UNANSWERED = (None, "")
LONGEST_HINT = 90
# Nothing is missing where the exact answer stands instead.
IN_WORDS_ONLY = frozenset({"onset", "affected_range"})


@dataclass(frozen=True)
class Line:
    label: str
    value: str


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Issue:
    """One version, and what it changed since the one before it."""

    version: ObservationVersion
    changes: list[Change]


def answered_lines(version: ObservationVersion, names: Sequence[str] = SHOWN) -> list[Line]:
    return [
        Line(_label(name), _in_words(version, name))
        for name in names
        if getattr(version, name) not in UNANSWERED
    ]


def unanswered_labels(version: ObservationVersion, names: Sequence[str] = SHOWN) -> list[str]:
    return [
        _label(name)
        for name in names
        if getattr(version, name) in UNANSWERED and name not in IN_WORDS_ONLY
    ]


def in_one_line(lines: Iterable[Line]) -> str:
    """« Symptôme : lenteur · Gravité : bloquant », with long texts cut short."""
    return " · ".join(
        _("%(name)s : %(value)s") % {"name": line.label, "value": cut_short(line.value)}
        for line in lines
    )


def cut_short(text: str) -> str:
    return Truncator(", ".join(text.split("\n"))).chars(LONGEST_HINT)


def issues_of(versions: Sequence[ObservationVersion]) -> list[Issue]:
    """Newest first."""
    earlier: list[ObservationVersion | None] = [None, *versions[:-1]]
    pairs = zip(earlier, versions, strict=True)
    return [Issue(after, changes_between(before, after)) for before, after in pairs][::-1]


def changes_between(before: ObservationVersion | None, after: ObservationVersion) -> list[Change]:
    if before is None:
        return []
    return [
        Change(_label(name), _in_words(before, name), _in_words(after, name))
        for name in SHOWN
        if getattr(before, name) != getattr(after, name)
    ]


def _label(name: str) -> str:
    label = str(ObservationVersion._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[0].upper() + label[1:]


def _in_words(version: ObservationVersion, name: str) -> str:
    value = getattr(version, name)
    zone = ZoneInfo(version.time_zone)
    if value in UNANSWERED:
        return _("sans réponse")
    if name == "publisher_notices":
        return _notices_in_words(version.as_answers().publisher_notices or (), zone)
    if name == "calls":
        return _calls_in_words(version.as_answers().calls or (), zone)
    return _plain(version, name, value, zone)


def _plain(version: ObservationVersion, name: str, value: object, zone: ZoneInfo) -> str:
    if isinstance(value, datetime):
        return moment(value, zone)
    if isinstance(value, int | Decimal):
        return number_format(value)
    display = getattr(version, f"get_{name}_display", None)
    return str(display() if display else value)


def _notices_in_words(notices: Iterable[Notice], zone: ZoneInfo) -> str:
    lines = [
        f"{notice.phase.label}, {notice.channel.label}, {moment(notice.received_at, zone)}"
        for notice in notices
    ]
    return "\n".join(lines) or _("Aucun message reçu")


def _calls_in_words(calls: Iterable[CallHour], zone: ZoneInfo) -> str:
    return "\n".join(_call_in_words(call, zone) for call in calls) or _("Aucun appel")


def _call_in_words(call: CallHour, zone: ZoneInfo) -> str:
    words = ngettext("%(n)s appel", "%(n)s appels", call.count) % {"n": call.count}
    if call.complaints is not None:
        words += _(", dont %(n)s pour se plaindre") % {"n": call.complaints}
    return f"{moment(call.hour, zone)} : {words}"
