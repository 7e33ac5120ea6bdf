from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import is_number
from cases.models import Case, CaseQuerySet

CASES_OFFERED = 50


class ComparisonForm(forms.Form):
    """Offers the latest of `cases`, and those that the address asks for however old they are."""

    cas = forms.MultipleChoiceField(
        label=_("Incidents à comparer"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={
            "invalid_choice": _("Un des incidents demandés n’existe pas ou ne vous est pas ouvert.")
        },
    )

    def __init__(self, data: QueryDict, *, cases: CaseQuerySet) -> None:
        super().__init__(data)
        listed = cases.select_related("publisher")
        asked = listed.filter(pk__in=_keys(data.getlist("cas")))
        self.offered = {str(case.pk): case for case in [*listed[:CASES_OFFERED], *asked]}
        self.fields["cas"].choices = [  # type: ignore[attr-defined]
            (key, f"{case} ({case.publisher})") for key, case in self.offered.items()
        ]

    @property
    def chosen(self) -> list[Case]:
        """In the order of the address."""
        return [self.offered[key] for key in self.cleaned_data["cas"]] if self.is_valid() else []


def _keys(typed: list[str]) -> list[int]:
    return [int(key) for key in typed if is_number(key)][:CASES_OFFERED]
