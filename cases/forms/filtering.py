from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import CaseQuerySet, Observation, Product, Publisher


class CaseFilterForm(forms.Form):
    editeur = forms.ModelChoiceField(
        label=_("Éditeur"),
        queryset=Publisher.objects.all(),
        to_field_name="key",
        required=False,
        empty_label=_("Tous"),
    )
    produit = forms.ModelChoiceField(
        label=_("Produit"),
        queryset=Product.objects.all(),
        to_field_name="key",
        required=False,
        empty_label=_("Tous"),
    )

    def applied_to(self, cases: CaseQuerySet) -> CaseQuerySet:
        """An unknown value filters nothing, and its field says so."""
        given = self.cleaned_data if self.is_valid() else {}
        if publisher := given.get("editeur"):
            cases = cases.filter(publisher=publisher)
        if product := given.get("produit"):
            concerned = Observation.objects.counted().filter(product=product, case__isnull=False)
            cases = cases.filter(pk__in=concerned.values("case"))
        return cases
