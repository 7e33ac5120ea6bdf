"""The sentences and dates that people read, shared by refusals, pages and print."""

from datetime import datetime, tzinfo

from django.utils.formats import date_format

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
