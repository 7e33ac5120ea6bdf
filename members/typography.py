"""Dates, times, numbers and amounts, and the spaces of French: one function each, for every part.

In the language in force, French if there is none. Pure, but for that language.
"""

import re
from datetime import date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

NO_BREAK = "\u00a0"
NARROW = "\u202f"
CENT = Decimal("0.01")
# As French printers cut them; Django writes « jan. ».
MONTHS = (
    gettext_lazy("janv."),
    gettext_lazy("févr."),
    gettext_lazy("mars"),
    gettext_lazy("avr."),
    gettext_lazy("mai"),
    gettext_lazy("juin"),
    gettext_lazy("juill."),
    gettext_lazy("août"),
    gettext_lazy("sept."),
    gettext_lazy("oct."),
    gettext_lazy("nov."),
    gettext_lazy("déc."),
)
# Left as they are: addresses, and what stands between grave accents as code.
VERBATIM = re.compile(r"(`[^`]*`|\b[a-z][a-z0-9+.-]*://\S+|\bwww\.\S+|\S+@\S+)")
RULES = (
    (re.compile(r"[ \u00a0\u202f]+(?=[:;?!»])"), NO_BREAK),
    (re.compile(r"(?<=[\w)\]’”%€])(?=[;?!»](?:[\s).,»]|$))"), NO_BREAK),
    (re.compile(r"(?<=[^\W\d_])(?=:(?:\s|$))"), NO_BREAK),
    (re.compile(r"«[ \u00a0\u202f]*(?=\S)"), "«" + NO_BREAK),
    (re.compile(r"(?<=\d) (?=h\b)"), NO_BREAK),
    (re.compile(r"(?<=\d[\u00a0]h) (?=\d\d\b)"), NO_BREAK),
    (re.compile(r"(?<=\d)[ \u00a0](?=[€%])"), NO_BREAK),
)
THOUSANDS = re.compile(r"(?<![\w.,/-])\d{1,3}(?:[ \u00a0]\d{3})+(?![\w/-])")


def is_english() -> bool:
    return (get_language() or "fr").startswith("en")


def day(value: date) -> str:
    """« 9 janv. 2018 », “9 Jan 2018”"""
    number = _("1er") if value.day == 1 else str(value.day)
    return NO_BREAK.join([number, str(MONTHS[value.month - 1]), str(value.year)])


def clock(value: datetime) -> str:
    """« 9 h 10 », “09:10”"""
    if is_english():
        return f"{value:%H:%M}"
    return f"{value.hour}{NO_BREAK}h{NO_BREAK}{value:%M}"


def moment(at: datetime, zone: tzinfo) -> str:
    """« 9 janv. 2018 à 9 h 10 », “9 Jan 2018 at 09:10”, local to the zone."""
    local = at.astimezone(zone)
    return _("%(day)s à %(clock)s") % {"day": day(local), "clock": clock(local)}


def number(value: Decimal | int) -> str:
    """« 1 234,8 », “1,234.8”: no zero that says nothing."""
    exact = Decimal(value)
    whole = exact == exact.to_integral_value()
    places = 0 if whole else len(f"{exact:f}".rstrip("0").partition(".")[2])
    return _grouped(exact, places)


def amount(value: Decimal) -> str:
    """« 1 234,50 € », “€1,234.50”; to the cent, halves away from zero."""
    sign = "-" if value.quantize(CENT, ROUND_HALF_UP) < 0 else ""
    written = cents(abs(value))
    return f"{sign}€{written}" if is_english() else f"{sign}{written}{NO_BREAK}€"


def cents(value: Decimal) -> str:
    """« 1 234,50 », “1,234.50”: where a label has said that it is in euros."""
    return _grouped(value.quantize(CENT, ROUND_HALF_UP), 2)


def pair(name: object, value: object) -> str:
    """« appels : 17 », “calls: 17”"""
    return _("%(name)s : %(value)s") % {"name": name, "value": value}


def _grouped(value: Decimal, places: int) -> str:
    written = str(number_format(value, places, force_grouping=True))
    return written.replace(NO_BREAK, NARROW)


def french(text: str) -> str:
    """The spaces that French forbids to break; an English text, an address, code: as they were.

    Not for what someone said: a quotation in evidence keeps its own spaces.
    """
    if is_english():
        return text
    pieces = VERBATIM.split(text)
    return "".join(
        piece if index % 2 else _set_in_french(piece) for index, piece in enumerate(pieces)
    )


def _set_in_french(text: str) -> str:
    for rule, space in RULES:
        text = rule.sub(space, text)
    return THOUSANDS.sub(lambda found: re.sub("[ \u00a0]", NARROW, found[0]), text)
