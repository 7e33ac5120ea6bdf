"""Dates, durations and text as French print wants them. Pure: no template, no setting."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

NO_BREAK_SPACE = "\u00a0"
MONTHS = [
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juill.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
]
MINUTES_IN_AN_HOUR = 60


def day(value: date) -> str:
    """« 9 janv. 2018 »"""
    number = "1er" if value.day == 1 else str(value.day)
    return NO_BREAK_SPACE.join([number, MONTHS[value.month - 1], str(value.year)])


def hour(value: datetime) -> str:
    """« 9 h 10 »"""
    return f"{value.hour}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{value.minute:02d}"


def moment(value: datetime, timezone: str) -> str:
    """« 9 janv. 2018 à 9 h 10 »"""
    local = value.astimezone(ZoneInfo(timezone))
    return f"{day(local)} à{NO_BREAK_SPACE}{hour(local)}"


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
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def percentage(share: Decimal) -> str:
    """« 39,1 % »"""
    return f"{decimal(share * 100)}{NO_BREAK_SPACE}%"


def observers(numbers: tuple[int, ...]) -> str:
    """« Observateur 3 », « Observateurs 1, 2 et 5 »"""
    if not numbers:
        return ""
    *others, last = [str(number) for number in numbers]
    if not others:
        return f"Observateur{NO_BREAK_SPACE}{last}"
    return f"Observateurs{NO_BREAK_SPACE}{', '.join(others)} et{NO_BREAK_SPACE}{last}"


def unbroken(text: str) -> str:
    """A plain space becomes a no-break one where French forbids the line to end."""
    text = re.sub(r" (?=[:;?!»%])", NO_BREAK_SPACE, text)
    return text.replace("« ", f"«{NO_BREAK_SPACE}")
