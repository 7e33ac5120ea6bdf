from collections.abc import Callable

from django import forms

from cases.errors import Refused


def carried_out(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Whether the act was done. What is refused is said on the form, with what was typed."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
