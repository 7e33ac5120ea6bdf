"""The sentences and dates that people read, shared by refusals, pages and print."""

from datetime import datetime, timedelta, tzinfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.acts import ACTS
from cases.evidence.models import Entry


def moment(at: datetime, zone: tzinfo) -> str:
    """« 9 janv. 2018 à 9 h 10 », local to the zone, with no-break spaces inside the time."""
    local = at.astimezone(zone)
    return f"{date_format(local, 'j N Y')} à {local.hour}\u00a0h\u00a0{local.minute:02}"


def act_in_words(entry: Entry, zone: tzinfo) -> str:
    """« Nadia Martin a vérifié le cas le 9 janv. 2018 à 9 h 10. »"""
    author = str(entry.actor) if entry.actor else "promesse"
    return f"{author} {ACTS[entry.verb]} le {moment(entry.at, zone)}."


def duration(length: timedelta) -> str:
    """« 12 min », « 3 h 05 », « 4 j »: rounded down, with no-break spaces inside."""
    minutes = int(length.total_seconds()) // 60
    if minutes < 1:
        return _("moins d’une minute")
    if minutes < 60:
        return _("%(minutes)s\u00a0min") % {"minutes": minutes}
    if minutes < 24 * 60:
        return _("%(hours)s\u00a0h\u00a0%(minutes)02d") % {
            "hours": minutes // 60,
            "minutes": minutes % 60,
        }
    return _("%(days)s\u00a0j") % {"days": minutes // (24 * 60)}
