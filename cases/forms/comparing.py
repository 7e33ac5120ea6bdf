from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CaseQuerySet


class _CaseChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Case) -> str:  # type: ignore[override]
        return f"{obj.reference} – {obj.publisher}, {obj.title}"


class ComparisonForm(forms.Form):
    cas = _CaseChoice(
        label=_("Incidents à comparer"),
        queryset=Case.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data: Mapping[str, object] | None, *, cases: CaseQuerySet) -> None:
        super().__init__(data)
        self.fields["cas"].queryset = cases.select_related("publisher")  # type: ignore[attr-defined]
