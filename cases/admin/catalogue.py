"""Publishers and products are kept here; mandates are only read: a case's page gives them."""

from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from cases.models import Mandate, Product, Publisher


@admin.register(Publisher)
class PublisherAdmin(ModelAdmin):
    list_display = ("name", "key")
    search_fields = ("name", "key")
    prepopulated_fields: ClassVar = {"key": ("name",)}

    def has_delete_permission(self, request: HttpRequest, obj: Publisher | None = None) -> bool:
        return False


@admin.register(Product)
class ProductAdmin(ModelAdmin):
    list_display = ("name", "publisher", "delivery", "key")
    list_select_related = ("publisher",)
    list_filter = ("publisher", "delivery")
    search_fields = ("name", "key", "publisher__name")
    prepopulated_fields: ClassVar = {"key": ("name",)}

    def has_delete_permission(self, request: HttpRequest, obj: Product | None = None) -> bool:
        return False


@admin.register(Mandate)
class MandateAdmin(ModelAdmin):
    list_display = ("case", "lawyer", "since", "until", "revoked_at")
    list_select_related = ("case", "lawyer")
    search_fields = ("case__reference", "case__title", "lawyer__full_name")
    fields = ("case", "lawyer", "since", "until", "granted_by", "granted_at", "revoked_at")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Mandate | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Mandate | None = None) -> bool:
        return False
