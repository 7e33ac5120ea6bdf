"""Our controls are Django's own to the letter, but for the blanks between two tags."""

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django import forms
from django.contrib.admin.options import HORIZONTAL
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.forms.renderers import DjangoTemplates
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from unfold import widgets as desk

from promesse.rendering import ControlRenderer

HOSTILE = """<b>"l’un" & 'l’autre'</b>"""
CHOICES = [
    ("", gettext_lazy("Je ne sais pas")),
    (1234, 1234),
    (HOSTILE, HOSTILE),
    ("kept", mark_safe("a&nbsp;b")),
    (HOSTILE, [("in", "Dedans"), (HOSTILE + "2", HOSTILE)]),
]
ATTRS = {
    "rows": 4,
    "data-a": HOSTILE,
    "required": True,
    "hidden": False,
    "empty": None,
    "data-lazy": gettext_lazy("Je ne sais pas"),
    "data-safe": mark_safe("a&nbsp;b"),
}
VALUES = [None, "", 0, 1234, Decimal("1.50"), HOSTILE, "\nune ligne\r\n", mark_safe("a&nbsp;b")]
CONTROLS = [
    forms.TextInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.URLInput,
    forms.PasswordInput,
    forms.HiddenInput,
    forms.DateInput,
    forms.DateTimeInput,
    forms.TimeInput,
    forms.FileInput,
    forms.ClearableFileInput,
    forms.CheckboxInput,
    forms.Textarea,
    forms.NullBooleanSelect,
]
CHOOSERS = [forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple]


def tight(markup):
    """`>` does not stand in the hostile text once it is escaped."""
    return re.sub(r"(?<=>)\s+|\s+(?=<)", "", markup)


def assert_same(widget, value):
    name = f"champ{HOSTILE}"
    ours = widget.render(name, value, {"id": "id_champ"}, ControlRenderer())
    theirs = widget.render(name, value, {"id": "id_champ"}, DjangoTemplates())
    assert tight(ours) == tight(theirs)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("control", CONTROLS)
def test_a_control_is_written_as_django_writes_it(control, value):
    assert_same(control(), value)
    assert_same(control(attrs=ATTRS), value)


@pytest.mark.parametrize("value", [*VALUES, "in", [1234, "in"]])
@pytest.mark.parametrize("control", CHOOSERS)
def test_choices_are_written_as_django_writes_them(control, value):
    assert_same(control(choices=CHOICES), value)
    assert_same(control(attrs=ATTRS, choices=CHOICES), value)


@pytest.mark.parametrize("value", [*VALUES, "in"])
def test_the_controls_of_the_desk_are_written_as_django_unfold_writes_them(value):
    for choose in (desk.UnfoldAdminSelectWidget, desk.UnfoldAdminRadioSelectWidget):
        assert_same(choose(choices=CHOICES), value)
    assert_same(desk.UnfoldAdminRadioSelectWidget(HORIZONTAL, choices=CHOICES), value)
    assert_same(desk.UnfoldAdminTextInputWidget(), value)
    assert_same(desk.UnfoldBooleanWidget(), value)
    # Asked apart, since its first drawing takes them away.
    priced = desk.UnfoldAdminTextInputWidget(attrs={"prefix": "€"})
    assert ">€<" in tight(priced.render("prix", value, {}, ControlRenderer()))


def test_a_file_kept_before_is_written_as_django_writes_it():
    kept = FieldFile(None, FileField(), "photo<b>.png")
    assert_same(forms.ClearableFileInput(), kept)


def test_a_time_is_written_as_django_writes_it():
    moment = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    assert_same(moment, datetime(2018, 1, 9, 9, 10, tzinfo=UTC))


def test_a_number_is_written_as_each_language_writes_it():
    control = forms.TextInput()
    control.is_localized = True
    for language in ("fr", "en"):
        with translation.override(language):
            assert_same(control, Decimal("1234.5"))
            assert_same(forms.Select(choices=[(1, Decimal("1234.5"))]), 1)


@pytest.mark.parametrize("control", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_one_option_by_itself_is_written_as_django_writes_it(control):
    def options(renderer):
        class Asked(forms.Form):
            default_renderer = renderer
            answer = forms.ChoiceField(choices=CHOICES, widget=control)

        shown = "{% for each in form.answer %}{{ each.tag }}{{ each }}{% endfor %}"
        return Template(shown).render(Context({"form": Asked({"answer": "in"})}))

    assert tight(options(ControlRenderer)) == tight(options(DjangoTemplates))


def test_the_forms_of_the_product_are_written_by_it():
    assert isinstance(forms.Form().renderer, ControlRenderer)


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (forms.BooleanField(), "checkbox"),
        (forms.ChoiceField(widget=forms.RadioSelect), "radio"),
        (forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple), "checkbox"),
        (forms.FileField(), "file"),
        (forms.CharField(widget=forms.Textarea), ""),
        (forms.SplitDateTimeField(), ""),
    ],
)
def test_the_kind_of_a_field_is_known_without_its_control(field, kind):
    class Asked(forms.Form):
        answer = field

    shown = Template("{% load fields %}{{ form.answer|kind }}")
    assert shown.render(Context({"form": Asked()})) == kind


class Named(forms.Form):
    what = forms.CharField(label=HOSTILE)


def both(draw):
    """What a form draws with our renderer, and with Django's."""
    return [
        tight(str(draw(Named({}, renderer=each())))) for each in (ControlRenderer, DjangoTemplates)
    ]


@pytest.mark.parametrize("attrs", [None, {}, ATTRS])
def test_a_label_is_written_as_django_writes_it(attrs):
    ours, theirs = both(lambda form: form["what"].label_tag(attrs=attrs, label_suffix=" <*>"))
    assert ours == theirs
    ours, theirs = both(lambda form: form["what"].legend_tag(mark_safe("<i>Quoi</i>")))
    assert ours == theirs


def test_a_label_without_its_control_is_its_words():
    ours, theirs = (
        str(Named(auto_id=False, renderer=each())["what"].label_tag())
        for each in (ControlRenderer, DjangoTemplates)
    )
    assert ours == theirs


@pytest.mark.parametrize("field", ["what", "__all__"])
def test_errors_are_written_as_django_writes_them_and_none_is_nothing(field):
    ours, theirs = both(
        lambda form: form.errors.get(field, form.error_class(renderer=form.renderer))
    )
    assert ours == theirs
    assert bool(ours) == (field == "what")
