"""What the component « field » asks of a field."""

from django import template
from django.forms.boundfield import BoundField

register = template.Library()


@register.filter
def kind(field: BoundField) -> str:
    """radio, checkbox, file, text… as its control has it, without making the control."""
    return getattr(field.field.widget, "input_type", None) or ""
