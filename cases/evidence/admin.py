"""The journal, to read."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from cases.acts import ACTS
from cases.evidence.models import Entry


@admin.register(Entry)
class EntryAdmin(ModelAdmin):
    list_display = ("sequence", "at", "actor", "act", "thread", "subject")
    list_select_related = ("actor",)
    list_filter = ("at",)
    search_fields = ("thread", "subject", "actor__full_name")
    show_full_result_count = False
    ordering = ("-sequence",)
    fields = (
        *("sequence", "at", "actor", "functions", "act", "subject", "thread", "details"),
        *("details_digest", "previous", "digest"),
    )
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False

    @display(description=_("acte"))
    def act(self, entry: Entry) -> str:
        return str(ACTS[entry.verb])
