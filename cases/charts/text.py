"""Times, durations and numbers as a chart writes them: short, local, with no-break spaces."""

from datetime import datetime, timedelta, tzinfo
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members import typography
from members.typography import moment as moment

NO_BREAK_SPACE = "\u00a0"
DAYS_IN_A_YEAR = 365.25


def clock(at: datetime, zone: tzinfo) -> str:
    """« 9 h 10 »"""
    return typography.clock(at.astimezone(zone))


def day(at: datetime, zone: tzinfo) -> str:
    """« 9 janv. 2018 »"""
    return typography.day(at.astimezone(zone))


def length(elapsed: timedelta) -> str:
    """« 52 min », « 1 h 38 min », « 3 jours », « 8 ans »: rounded as one would say it."""
    minutes = round(elapsed / timedelta(minutes=1))
    if minutes < 60:
        return f"{minutes}{NO_BREAK_SPACE}min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        tail = f"{NO_BREAK_SPACE}{rest}{NO_BREAK_SPACE}min" if rest else ""
        return f"{hours}{NO_BREAK_SPACE}h{tail}"
    days = round(elapsed / timedelta(days=1))
    if days < 2 * DAYS_IN_A_YEAR:
        return _counted(ngettext("%(n)s jour", "%(n)s jours", days), days)
    years = int(days / DAYS_IN_A_YEAR)
    return _counted(ngettext("%(n)s an", "%(n)s ans", years), years)


def _counted(words: str, count: int) -> str:
    return words.replace(" ", NO_BREAK_SPACE) % {"n": number(count)}


def number(value: Decimal | int) -> str:
    """« 4,8 »: no zero that says nothing."""
    rounded = Decimal(value)
    whole = rounded == rounded.to_integral_value()
    text = f"{rounded:f}"
    places = 0 if whole else len(text.rstrip("0").partition(".")[2])
    return number_format(rounded, places, force_grouping=True)


def out_of(count: int, asked: int) -> str:
    """« 2 sur 3 »: a count with its n, never a percentage (guard G5)."""
    return _("%(count)s sur %(asked)s") % {"count": number(count), "asked": number(asked)}
