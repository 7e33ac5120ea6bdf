"""Dates, durations and text as print wants them, in the language of the document."""

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from members import typography
from members.typography import clock as hour
from members.typography import day as day
from members.typography import pair as pair

__all__ = ["day", "hour", "pair"]

NO_BREAK_SPACE = typography.NO_BREAK
MINUTES_IN_AN_HOUR = 60


def moment(value: datetime, timezone: str) -> str:
    """« 9 janv. 2018 à 9 h 10 »"""
    return typography.moment(value, ZoneInfo(timezone))


def euros(value: Decimal) -> str:
    """« 1 234,50 € », with a space that the typeface of print has."""
    return typography.amount(value).replace(typography.NARROW, NO_BREAK_SPACE)


def join_clauses(clauses: Iterable[str]) -> str:
    return _(" ; ").join(clauses)


def duration(minutes: Decimal) -> str:
    """« 1 h 38 (98 min) »; the minutes keep the half that a median may have."""
    exact = f"{decimal(minutes)}{NO_BREAK_SPACE}min"
    whole = int(minutes.quantize(Decimal(1), ROUND_HALF_UP))
    if whole < MINUTES_IN_AN_HOUR:
        return exact
    hours, rest = divmod(whole, MINUTES_IN_AN_HOUR)
    return f"{hours}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{rest:02d} ({exact})"


def decimal(value: Decimal) -> str:
    text = f"{value:f}"
    short = text.rstrip("0").rstrip(".") if "." in text else text
    return short if typography.is_english() else short.replace(".", ",")


def percentage(share: Decimal) -> str:
    """« 39,1 % »"""
    space = "" if typography.is_english() else NO_BREAK_SPACE
    return f"{decimal(share * 100)}{space}%"


def observers(numbers: tuple[int, ...]) -> str:
    """« Observateur 3 », « Observateurs 1, 2 et 5 »"""
    if not numbers:
        return ""
    *others, last = [str(number) for number in numbers]
    if not others:
        return _("Observateur %(last)s") % {"last": last}
    return _("Observateurs %(others)s et %(last)s") % {
        "others": ", ".join(others),
        "last": last,
    }


def exhibits(numbers: tuple[int, ...]) -> str:
    """« pièce n° 3 », « pièces n° 1, 2 et 5 »"""
    if not numbers:
        return ""
    *others, last = [str(number) for number in numbers]
    if not others:
        return _("pièce n° %(last)s") % {"last": last}
    return _("pièces n° %(others)s et %(last)s") % {"others": ", ".join(others), "last": last}


def unbroken(text: str) -> str:
    """A plain space becomes a no-break one where French forbids the line to end."""
    if typography.is_english():
        return text
    text = re.sub(r" (?=[:;?!»%])", NO_BREAK_SPACE, text)
    return text.replace("« ", f"«{NO_BREAK_SPACE}")
