"""The fields of the desk's forms, in django-unfold's dress.

`missing` is the sentence that answers an empty control; without one it may stay empty.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from unfold import widgets

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Words = StrOrPromise
type Rows = QuerySet[Any]


def text(label: Words, *, missing: Words = "", help_text: Words = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(missing),
        error_messages={"required": missing},
        help_text=help_text,
        widget=widgets.UnfoldAdminTextareaWidget,
    )


def line(label: Words, *, missing: Words = "", help_text: Words = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(missing),
        error_messages={"required": missing},
        max_length=200,
        help_text=help_text,
        widget=widgets.UnfoldAdminTextInputWidget,
    )


def number(label: Words, *, missing: Words, help_text: Words = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        help_text=help_text,
        error_messages={
            "required": missing,
            "invalid": _("Écrivez un nombre entier, par exemple 3."),
            "min_value": _("Le premier numéro est 1."),
        },
        widget=widgets.UnfoldAdminIntegerFieldWidget,
    )


def day(label: Words, *, missing: Words = "", help_text: Words = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=bool(missing),
        error_messages={"required": missing},
        help_text=help_text,
        widget=widgets.UnfoldAdminTextInputWidget(attrs={"type": "date"}),
    )


def instant(label: Words, *, missing: Words = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=bool(missing),
        error_messages={"required": missing},
        widget=widgets.UnfoldAdminTextInputWidget(attrs={"type": "datetime-local"}),
    )


def tick(label: Words, *, help_text: Words = "") -> forms.BooleanField:
    return forms.BooleanField(
        label=label, required=False, help_text=help_text, widget=widgets.UnfoldBooleanWidget
    )


def choice(
    label: Words, choices: Any, *, missing: Words, help_text: Words = ""
) -> forms.TypedChoiceField:
    """One of a set of choices that a model names; the cleaned value is a member of it."""
    return forms.TypedChoiceField(
        label=label,
        choices=choices.choices,
        coerce=choices,
        help_text=help_text,
        error_messages={"required": missing},
        widget=widgets.UnfoldAdminRadioSelectWidget,
    )


def optional_choice(label: Words, choices: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("", _("Aucune")), *choices.choices],
        coerce=choices,
        empty_value=None,
        required=False,
        widget=widgets.UnfoldAdminSelectWidget,
    )


def row(
    label: Words, rows: Rows, *, missing: Words, help_text: Words = ""
) -> "forms.ModelChoiceField[Model]":
    return forms.ModelChoiceField(
        rows,
        label=label,
        help_text=help_text,
        widget=widgets.UnfoldAdminSelectWidget,
        error_messages={"required": missing},
    )


def seen_row(rows: Rows) -> "forms.ModelChoiceField[Model]":
    """The row that the person had under their eyes, sent back with the form."""
    gone = _("Rouvrez cette page depuis le cas : elle ne dit pas ce que vous aviez sous les yeux.")
    return forms.ModelChoiceField(rows, widget=forms.HiddenInput, error_messages={"required": gone})
