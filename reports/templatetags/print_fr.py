"""What the print templates need: French dates and numbers, and the literal text of others."""

from datetime import UTC, datetime

from django import template
from django.utils.translation import gettext

from cases.labels import label_in_words
from reports import wording
from reports.typeface import literal, plain

register = template.Library()

register.filter("literal", literal)
register.filter("plain", plain)
register.filter("day", wording.day)
register.filter("moment", wording.moment)
register.filter("duration", wording.duration)
register.filter("observers", wording.observers)
register.filter("percentage", wording.percentage)


@register.filter
def utc(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M}"


@register.filter
def said(code: str) -> str:
    """A word kept as data (a status, a degree), in the language of the document."""
    return typeset(label_in_words(gettext(code)))


@register.filter
def typeset(text: str) -> str:
    """For what the software or the committee words: a quotation keeps its own spaces."""
    return literal(wording.unbroken(text))


@register.filter
def utc_timestamp(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
