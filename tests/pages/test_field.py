"""components/field.html: what the eye reads as one field is one for a screen reader too."""

import pytest
from django import forms
from django.template.loader import render_to_string
from lxml import html


class Question(forms.Form):
    product = forms.ChoiceField(
        label="Produit", choices=[("a", "Compta"), ("b", "Paie")], widget=forms.RadioSelect
    )
    since = forms.DateTimeField(
        label="Depuis quand", help_text="Heure de Paris.", widget=forms.DateTimeInput
    )
    text = forms.CharField(label="Ce que vous constatez", required=False, widget=forms.Textarea)
    sure = forms.BooleanField(label="Vu de mes yeux")
    key = forms.CharField(widget=forms.HiddenInput)


def rendered(name: str, form: forms.Form, **options: object) -> html.HtmlElement:
    return html.fromstring(
        "<main>" + render_to_string("components/field.html", {"field": form[name], **options})
    )


def described_by(root: html.HtmlElement, control: html.HtmlElement) -> list[str]:
    names = control.get("aria-describedby", "").split()
    return [" ".join(root.get_element_by_id(name).text_content().split()) for name in names]


def test_a_label_is_tied_to_its_control():
    root = rendered("text", Question())
    assert root.get_element_by_id(root.find(".//label").get("for")).tag == "textarea"


def test_hint_and_error_are_read_with_the_control():
    root = rendered("since", Question({"since": "bientôt"}))
    control = root.find(".//input")
    assert control.get("aria-invalid") == "true"
    hint, error = described_by(root, control)
    assert hint == "Heure de Paris."
    assert error.startswith("Erreur : ")


def test_radios_are_a_group_named_by_the_question_and_carrying_its_error():
    root = rendered("product", Question({}))
    group = root.find(".//fieldset")
    assert group.find("legend").text_content().strip() == "Produit"
    assert len(group.findall(".//label/input[@type='radio']")) == 2
    assert described_by(root, group)


def test_the_label_may_be_the_heading_of_a_page_with_one_question():
    assert rendered("product", Question(), page_heading=True).find(".//legend/h1") is not None
    assert rendered("text", Question(), page_heading=True).find(".//h1/label") is not None


@pytest.mark.parametrize(("name", "marked"), [("text", True), ("since", False)])
def test_only_what_may_be_left_out_is_marked(name, marked):
    assert ("(facultatif)" in rendered(name, Question()).text_content()) is marked


def test_the_mark_can_be_left_out():
    assert "(facultatif)" not in rendered("text", Question(), unmarked=True).text_content()


def test_a_single_checkbox_sits_in_its_label():
    root = rendered("sure", Question())
    assert root.find(".//label/input[@type='checkbox']") is not None
    assert root.find(".//label").text_content().strip() == "Vu de mes yeux"


def test_a_hidden_field_shows_nothing():
    assert rendered("key", Question()).text_content().strip() == ""
