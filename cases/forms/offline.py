"""A report written without a network: its one page, and how it is read when it arrives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from cases.forms.choosing import named
from cases.forms.fields import is_number
from cases.forms.questions import (
    PAGES,
    CustomersForm,
    NarrativeForm,
    QuestionPage,
    SinceForm,
    SymptomForm,
    contradictions,
    form_for,
    stored,
)
from cases.models import Draft, Product


class OfflineForm(forms.Form):
    """Shown only: what comes of it is read by the forms of the question pages."""

    product_words = forms.CharField(
        label=_("Quel produit pose problème ?"),
        help_text=_("Son nom, comme vous le dites : « EBP Compta »."),
        error_messages={"required": _("Dites quel produit pose problème.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    symptom = SymptomForm.base_fields["symptom"]
    severity = SymptomForm.base_fields["severity"]
    narrative = NarrativeForm.base_fields["narrative"]
    since = SinceForm.base_fields["since"]
    first_symptom_at = SinceForm.base_fields["first_symptom_at"]
    affected_range = CustomersForm.base_fields["affected_range"]


@dataclass
class Reading:
    """`answers` as a draft keeps them; `refused` holds what was typed, by the step that asks it."""

    answers: dict[str, object] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def written_at(typed: str) -> datetime:
    """When the device says that it was written: never after it has arrived."""
    now = timezone.now().replace(second=0, microsecond=0)
    try:
        told = datetime.fromisoformat(typed)
    except ValueError:
        return now
    return min(told.replace(second=0, microsecond=0), now) if told.tzinfo else now


def read(draft: Draft, typed: Mapping[str, str], *, at: datetime) -> Reading:
    """Page by page, by the forms that would have asked it; what was not typed stays as it was."""
    reading = Reading()
    if product := _product(typed):
        reading.answers["product"] = str(product.pk)
    draft.answers = {"observed_at": at.isoformat(), **draft.answers, **reading.answers}
    for page in PAGES[1:]:
        if set(page.form.base_fields) & set(typed):
            _read_page(reading, draft, page, typed, at)
    return reading


def _read_page(
    reading: Reading, draft: Draft, page: QuestionPage, typed: Mapping[str, str], at: datetime
) -> None:
    data = _whole(page, draft, typed)
    form = form_for(page, draft, data, MultiValueDict())
    answered: dict[str, object] = {}
    if form.is_valid():
        answered = stored(form, draft, at=at)
        contradictions(form, draft, answered)
    if form.is_valid():
        reading.answers |= answered
        draft.answers |= answered
    else:
        reading.refused[page.step] = urlencode(data)


def _whole(page: QuestionPage, draft: Draft, typed: Mapping[str, str]) -> Any:
    """The page as a browser would send it: with what stood in it already."""
    start = form_for(page, draft)
    before = {name: start[name].value() for name in start.fields}
    told = {name: typed[name] for name in page.form.base_fields if name in typed}
    return {name: value for name, value in before.items() if value is not None} | told


def _product(typed: Mapping[str, str]) -> Product | None:
    key = typed.get("product", "")
    if is_number(key):
        return Product.objects.filter(pk=key).first()
    return named(typed.get("product_words", ""))
