from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import CaseQuerySet, Observation, Product, Publisher


class CaseFilterForm(forms.Form):
    editeur = forms.ChoiceField(label=gettext_lazy("Éditeur"), required=False)
    produit = forms.ChoiceField(label=gettext_lazy("Produit"), required=False)

    def __init__(self, data: Mapping[str, object] | None) -> None:
        super().__init__(data)
        for name, model in (("editeur", Publisher), ("produit", Product)):
            named = model.objects.values_list("key", "name")
            self.fields[name].choices = [("", _("Tous")), *named]  # type: ignore[attr-defined]

    def applied_to(self, cases: CaseQuerySet) -> CaseQuerySet:
        """An unknown value filters nothing, and its field says so."""
        given = self.cleaned_data if self.is_valid() else {}
        if publisher := given.get("editeur"):
            cases = cases.filter(publisher__key=publisher)
        if product := given.get("produit"):
            concerned = Observation.objects.counted().filter(product__key=product)
            cases = cases.filter(pk__in=concerned.filter(case__isnull=False).values("case"))
        return cases
