"""Publishers and products are kept here; mandates are only read: a case's page gives them."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from cases.admin.history import history_page
from cases.evidence.models import Entry
from cases.forms.fields import SirenField
from cases.models import Mandate, Product, Publisher
from cases.words import moment
from members.http import MemberRequest

KEY_MISSING = _("Écrivez la clé : le nom en minuscules, sans espace ni accent.")


class PublisherForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Publisher
        fields = ("name", "key", "siren")
        field_classes: ClassVar = {"siren": SirenField}
        error_messages: ClassVar = {
            "name": {"required": _("Écrivez le nom de l’éditeur.")},
            "key": {"required": KEY_MISSING},
        }


class ProductForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Product
        fields = ("publisher", "name", "key", "delivery")
        error_messages: ClassVar = {
            "publisher": {"required": _("Choisissez l’éditeur du produit.")},
            "name": {"required": _("Écrivez le nom du produit.")},
            "key": {"required": KEY_MISSING},
            "delivery": {"required": _("Dites comment le produit est fourni.")},
        }


@admin.register(Publisher)
class PublisherAdmin(ModelAdmin):
    form = PublisherForm
    fields = PublisherForm.Meta.fields
    list_display = ("name", "key")
    search_fields = ("name", "key")
    prepopulated_fields: ClassVar = {"key": ("name",)}
    nothing_yet = _("Aucun éditeur pour l’instant. Ajoutez celui dont vous suivez les produits.")

    def has_delete_permission(self, request: HttpRequest, obj: Publisher | None = None) -> bool:
        return False


@admin.register(Product)
class ProductAdmin(ModelAdmin):
    form = ProductForm
    fields = ProductForm.Meta.fields
    list_display = ("name", "publisher", "delivery", "key")
    list_select_related = ("publisher",)
    list_filter = ("publisher", "delivery")
    search_fields = ("name", "key", "publisher__name")
    prepopulated_fields: ClassVar = {"key": ("name",)}
    nothing_yet = _(
        "Aucun produit pour l’instant. Les adhérents choisissent ici celui qu’ils signalent."
    )

    def has_delete_permission(self, request: HttpRequest, obj: Product | None = None) -> bool:
        return False


@admin.register(Mandate)
class MandateAdmin(ModelAdmin):
    nothing_yet = _("Aucun mandat pour l’instant. Un mandat se donne depuis la page d’un cas.")
    list_display = ("case", "lawyer", "since", "until", "revoked_at")
    search_fields = ("case__reference", "case__title", "lawyer__full_name")
    fields = ("case", "held_by", "since", "until", "given_by", "given_at", "revoked_at")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mandate]:
        listed: QuerySet[Mandate] = super().get_queryset(request)
        return listed.select_related("case", "lawyer", "granted_by")

    @display(description=_("avocat"))
    def held_by(self, mandate: Mandate) -> str:
        """By name: the page of a person is not the committee's to open."""
        return str(mandate.lawyer)

    @display(description=_("donné par"))
    def given_by(self, mandate: Mandate) -> str:
        return str(mandate.granted_by)

    @display(description=_("donné le"))
    def given_at(self, mandate: Mandate) -> str:
        return moment(mandate.granted_at, mandate.case.zone)

    def history_view(
        self, request: MemberRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        mandate = self.get_object(request, object_id)
        if mandate is None:
            raise Http404
        return history_page(
            self,
            request,
            name=str(mandate),
            back=reverse("admin:cases_mandate_change", args=[mandate.pk]),
            entries=Entry.objects.filter(subject=mandate.journal_name),
            zone=mandate.case.zone,
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Mandate | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Mandate | None = None) -> bool:
        return False
