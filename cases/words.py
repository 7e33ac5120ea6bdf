"""The sentences and dates that people read, shared by refusals, pages and print."""

from datetime import timedelta, tzinfo

from django.utils.translation import gettext as _

from cases.acts import ACTS
from cases.evidence.models import Entry
from members.typography import moment as moment


def act_in_words(entry: Entry, zone: tzinfo) -> str:
    """« Nadia Martin a vérifié le cas le 9 janv. 2018 à 9 h 10. »"""
    author = str(entry.actor) if entry.actor else "promesse"
    return _("%(who)s %(act)s le %(when)s.") % {
        "who": author,
        "act": ACTS[entry.verb],
        "when": moment(entry.at, zone),
    }


def duration(length: timedelta) -> str:
    """« 12 min », « 3 h 05 », « 4 j »: rounded down, with no-break spaces inside."""
    minutes = int(length.total_seconds()) // 60
    if minutes < 1:
        return _("moins d’une minute")
    if minutes < 60:
        return _("%(minutes)s min") % {"minutes": minutes}
    if minutes < 24 * 60:
        return _("%(hours)s h %(minutes)02d") % {
            "hours": minutes // 60,
            "minutes": minutes % 60,
        }
    return _("%(days)s j") % {"days": minutes // (24 * 60)}
