from collections.abc import Mapping
from uuid import UUID, uuid4

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.statement import StatementForm
from cases.models import Product
from members.models import User

USUAL_PRODUCTS = 5

type Choices = list[tuple[str, str | list[tuple[str, str]]]]


def submission_from(typed: str | None) -> UUID:
    """The number of one sending of one page. A page that lost it gets a new one."""
    try:
        return UUID(typed or "")
    except ValueError:
        return uuid4()


class ReportForm(StatementForm):
    """`submission` stays the same however often the page is sent: one observation comes of it."""

    product = forms.ChoiceField(
        label=gettext_lazy("Quel produit ?"),
        error_messages={
            "required": gettext_lazy("Choisissez un produit de la liste."),
            "invalid_choice": gettext_lazy("Choisissez un produit de la liste."),
        },
    )
    submission = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["product"]

    def __init__(self, data: Mapping[str, object] | None = None, *, by: User) -> None:
        super().__init__(data, initial={"submission": uuid4()})
        self.products = {str(product.pk): product for product in _usual_first(by)}
        self.fields["product"].choices = _grouped(list(self.products.values()))  # type: ignore[attr-defined]

    def clean_product(self) -> Product:
        return self.products[self.cleaned_data["product"]]


def _usual_first(by: User) -> list[Product]:
    own = Count("observations", filter=Q(observations__organisation=by.organisation_id))
    products = Product.objects.select_related("publisher").annotate(own_count=own)
    return list(products.order_by("-own_count", "publisher__name", "name"))


def _grouped(products: list[Product]) -> Choices:
    usual = [product for product in products if product.own_count][:USUAL_PRODUCTS]  # type: ignore[attr-defined]
    groups: dict[str, list[tuple[str, str]]] = {}
    if usual:
        groups[_("Vos produits habituels")] = [_choice(product) for product in usual]
    others = [product for product in products if product not in usual]
    for product in sorted(others, key=lambda each: (each.publisher.name, each.name)):
        groups.setdefault(product.publisher.name, []).append(_choice(product))
    return [("", _("Choisissez un produit")), *groups.items()]


def _choice(product: Product) -> tuple[str, str]:
    return str(product.pk), product.name
