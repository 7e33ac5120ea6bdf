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
    nothing_yet = _("Rien encore : chaque acte s’inscrit ici au moment où il est fait.")
    fields = (
        *("sequence", "at", "actor", "functions", "act", "subject", "thread", "details"),
        *("digest_of_details", "digest_before", "digest"),
    )
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False

    @display(description=_("empreinte des précisions"))
    def digest_of_details(self, entry: Entry) -> str:
        return entry.details_digest

    @display(description=_("empreinte de l’entrée précédente"))
    def digest_before(self, entry: Entry) -> str:
        return entry.previous

    @display(description=_("acte"))
    def act(self, entry: Entry) -> str:
        return str(ACTS[entry.verb])
