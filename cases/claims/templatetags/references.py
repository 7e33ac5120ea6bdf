"""What a row of reference says, in the language in force."""

from django import template
from django.db import models

from cases.claims.models.reference_fields import worded

register = template.Library()


@register.filter
def told(row: models.Model, field: str) -> str:
    return worded(row, field)
