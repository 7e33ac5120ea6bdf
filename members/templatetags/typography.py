"""The words of `members.typography` for templates; moments in the zone of the page."""

from datetime import date, datetime

from django import template
from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.formats import date_format

from members import typography
from members.roles import functions_in_words

register = template.Library()

register.filter("functions", functions_in_words)
register.filter("amount", typography.amount)
register.filter("number", typography.number)
register.filter("french", stringfilter(typography.french), is_safe=True)


@register.filter
def moment(at: datetime | None) -> str:
    """Nothing of a moment that has not come, as Django's own filter `date` has it."""
    return typography.moment(at, timezone.get_current_timezone()) if at else ""


@register.filter
def clock(at: datetime | None) -> str:
    return typography.clock(timezone.localtime(at)) if at else ""


@register.filter
def day(value: date | None) -> str:
    return typography.day(_local(value)) if value else ""


@register.filter
def long_day(value: date | None) -> str:
    """« 9 janvier 2018 »"""
    return date_format(_local(value), "j F Y") if value else ""


def _local(value: date) -> date:
    return timezone.localtime(value) if isinstance(value, datetime) else value
