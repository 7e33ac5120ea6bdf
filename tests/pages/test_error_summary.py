"""components/error_summary.html: every error is named at the top and leads to its field."""

from django import forms
from django.template.loader import render_to_string
from lxml import html


class Question(forms.Form):
    product = forms.ChoiceField(
        label="Produit", choices=[("a", "Compta")], widget=forms.RadioSelect
    )
    text = forms.CharField(label="Constat")
    key = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("La fin précède le début.")


def page(form: forms.Form) -> html.HtmlElement:
    fields = render_to_string("components/fields.html", {"form": form})
    summary = render_to_string("components/error_summary.html", {"form": form})
    return html.fromstring(f"<main>{summary}<form>{fields}</form></main>")


def test_each_line_leads_to_a_control_of_the_page():
    root = page(Question({"key": "x"}))
    targets = [root.get_element_by_id(link.get("href")[1:]) for link in root.iterfind(".//a")]
    assert [target.get("name") for target in targets] == ["product", "text"]


def test_what_has_no_field_in_view_is_named_too():
    lines = [line.text_content() for line in page(Question({"key": "x"})).iterfind(".//li")]
    assert lines[0] == "La fin précède le début."
    assert "UUID" in lines[1]


def test_a_form_without_error_has_no_summary():
    assert page(Question()).find(".//*[@role='alert']") is None
