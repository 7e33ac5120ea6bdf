"""What the print templates need: French dates and numbers, and the literal text of others."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from cases.labels import label_in_words
from members import typography
from reports import wording
from reports.content import Schedule
from reports.typeface import literal, plain

# The words before a number belong to its link. Counted digits: no number of ours is longer.
LEADS = r"(?:pièce|exhibit)s?[\s\u00a0\u202f]+(?:n(?:°|º|os?\.?)[\s\u00a0\u202f]*)?"
NUMBER = r"\d{1,5}\b"
CITED = re.compile(rf"\b{LEADS}{NUMBER}(?:(?:,\s*|\s+(?:et|à|and|to)\s+){NUMBER})*", re.IGNORECASE)
NUMBER_CITED = re.compile(rf"(?:{LEADS})?(?P<number>{NUMBER})", re.IGNORECASE)

register = template.Library()

register.filter("literal", literal)
register.filter("plain", plain)
register.filter("day", wording.day)
register.filter("moment", wording.moment)
register.filter("duration", wording.duration)
register.filter("observers", wording.observers)
register.filter("exhibits", wording.exhibits)
register.filter("percentage", wording.percentage)
register.filter("euros", wording.euros)
register.filter("decimal", wording.decimal)
register.filter("number", typography.number)


@register.filter
def utc(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M}"


@register.filter
def in_words(code: str) -> str:
    return label_in_words(gettext(code))


@register.filter
def page_of(pages: Mapping[str, int], part: str) -> int:
    return pages[part]


@register.filter
def cited(text: str) -> str:
    """Someone's words in a Markdown file: whatever they hold, they stay behind their bar."""
    return "\n".join(f"> {plain(line)}" for line in text.splitlines() or [""])


@register.filter
def said(code: str) -> str:
    """A word kept as data (a status, a degree), in the language of the document."""
    return typeset(in_words(code))


@register.filter
def typeset(text: str) -> str:
    """For what the software or the committee words: a quotation keeps its own spaces."""
    return literal(wording.unbroken(text))


@register.filter
def utc_timestamp(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@register.filter
def citing(text: SafeString, schedule: Schedule | None) -> SafeString:
    """« Pièce n° 4 », « pièces n° 4, 5 et 7 »: each number that is on the schedule leads there."""
    if schedule is None:
        return text
    cited = CITED.sub(lambda found: _linked(found, schedule.numbers), text)
    return mark_safe(cited)  # noqa: S308  # escaped already: only links are added


def _linked(found: re.Match[str], numbers: frozenset[int]) -> str:
    return NUMBER_CITED.sub(lambda each: _link(each, numbers), found[0])


def _link(found: re.Match[str], numbers: frozenset[int]) -> str:
    number = int(found["number"])
    if number not in numbers:
        return found[0]
    return format_html('<a href="part:exhibit-{}">{}</a>', number, mark_safe(found[0]))  # noqa: S308
