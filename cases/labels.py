"""The labels of the eight criteria, as a reader's language says them.

A label is data: it is kept, compared and exported in French, as the article prints it. What a
page or a document shows goes through here.
"""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cases.figures import dated
from members import typography

WHOLE = frozenset(
    {
        gettext_noop("non renseigné"),
        gettext_noop("aucune"),
        gettext_noop("nulle"),
        gettext_noop("totale"),
        gettext_noop("totale sur les abonnés"),
        gettext_noop("partielle sur les abonnés"),
        gettext_noop("faible"),
        gettext_noop("modérée"),
        gettext_noop("forte"),
        gettext_noop("lente et progressive"),
        gettext_noop("faible et immédiate"),
        gettext_noop("modérée et immédiate"),
        gettext_noop("forte et immédiate"),
        gettext_noop("faible et rapide"),
        gettext_noop("modérée et rapide"),
        gettext_noop("forte et rapide"),
        gettext_noop("médiocre"),
        gettext_noop("moyenne"),
        gettext_noop("bonne"),
        gettext_noop("suffisant"),
        gettext_noop("indicatif"),
        gettext_noop("insuffisant"),
    }
)
SPEEDS = frozenset(
    {
        gettext_noop("très rapide"),
        gettext_noop("rapide"),
        gettext_noop("progressif lent"),
    }
)
SINCE = re.compile(r"(?P<speed>.+) depuis (?P<since>[JH]-\d+)")
OUT_OF = re.compile(r"(?P<count>\d+) sur (?P<asked>\d+)")
RECEIVED = re.compile(r"(?P<channel>.+) le (?P<day>\d\d/\d\d/\d{4}) à (?P<hour>\d+h\d\d)")


def label_in_words(label: str) -> str:
    """A percentage never stands apart from its sign."""
    if label in WHOLE:
        return _(label)
    if (found := SINCE.fullmatch(label)) and found["speed"] in SPEEDS:
        since = found["since"].replace("J", "D") if typography.is_english() else found["since"]
        return _("%(speed)s depuis %(since)s") % {"speed": _(found["speed"]), "since": since}
    if found := OUT_OF.fullmatch(label):
        return _("%(count)s sur %(asked)s") % found.groupdict()
    if found := RECEIVED.fullmatch(label):
        return _received(found)
    return label.replace(" %", "%" if typography.is_english() else "\u00a0%")


def dated_in_words(instant: datetime, zone: ZoneInfo) -> str:
    """As the article's table has it in French; as English has it in English."""
    return typography.moment(instant, zone) if typography.is_english() else dated(instant, zone)


def _received(found: re.Match[str]) -> str:
    channel, moment = _(found["channel"]), f"{found['day']} à {found['hour']}"
    if typography.is_english():
        at = datetime.strptime(moment, "%d/%m/%Y à %Hh%M")  # noqa: DTZ007 only to be printed
        moment = _("%(day)s à %(clock)s") % {
            "day": typography.day(at),
            "clock": typography.clock(at),
        }
    return _("%(channel)s le %(moment)s") % {"channel": channel, "moment": moment}
