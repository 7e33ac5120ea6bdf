"""The journal, to read."""

import json
from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from cases.acts import ACTS
from cases.evidence.kept_list import ROWS_ON_A_PAGE, kept_list
from cases.evidence.models import Entry
from cases.evidence.roots import last_root, proof_for, root_over
from members.http import MemberRequest

# What an entry is about, by the first word of its name in the journal.
KINDS = {
    "case": gettext_lazy("cas"),
    "observation": gettext_lazy("observation"),
    "mandate": gettext_lazy("mandat"),
    "dossier": gettext_lazy("dossier"),
    "link": gettext_lazy("lien"),
    "note": gettext_lazy("note"),
    "file": gettext_lazy("fichier"),
    "root": gettext_lazy("racine du"),
    "entry": gettext_lazy("entrée n°"),
}
# What is not shown at the desk: the chain holds it, and its readers have pages of their own.
PRIVATE = "private:"
# Enough of an identifier to tell two of them apart in a list.
SHORT = 13


def named(name: str) -> str:
    """« case:PRM-2018-0001 » as a person says it: « cas PRM-2018-0001 »."""
    kind, _colon, key = name.partition(":")
    return f"{KINDS.get(kind, kind)} {key[:SHORT]}"


def _root_of(entry: Entry) -> dict[str, Any]:
    root = root_over(entry)
    return {"root": root, "proof": proof_for(entry, root)} if root else {}


@admin.register(Entry)
class EntryAdmin(ModelAdmin):
    list_display = ("sequence", "at", "author", "act", "about")
    list_filter = ("at",)
    search_fields = ("thread", "subject", "actor__full_name")
    show_full_result_count = False
    list_per_page = ROWS_ON_A_PAGE
    ordering = ("-sequence",)
    list_before_template = "admin/evidence/entry/last_root.html"
    nothing_yet = gettext_lazy("Rien encore : chaque acte s’inscrit ici au moment où il est fait.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        # The list's own select_related steps aside for the manager's.
        entries: QuerySet[Entry] = super().get_queryset(request)
        return entries.exclude(subject__startswith=PRIVATE).select_related("actor")

    def changelist_view(
        self, request: MemberRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        shown = partial(super().changelist_view, request, {"root": last_root})
        return kept_list(self, request, shown)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False

    @display(description=gettext_lazy("auteur"), ordering="actor__full_name")
    def author(self, entry: Entry) -> str:
        return str(entry.actor or "promesse")

    @display(description=gettext_lazy("acte"))
    def act(self, entry: Entry) -> str:
        return str(ACTS[entry.verb])

    @display(description=gettext_lazy("à propos de"))
    def about(self, entry: Entry) -> str:
        return named(entry.thread or entry.subject)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if not self.has_view_permission(request) or request.method == "POST":
            raise PermissionDenied
        entry = self.get_object(request, object_id)
        if entry is None:
            raise Http404
        kind, _colon, key = entry.thread.partition(":")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Journal, entrée n° %(number)s") % {"number": entry.sequence},
            "entry": entry,
            "author": self.author(entry),
            "act": self.act(entry),
            "about": named(entry.subject),
            "case": key if kind == "case" else "",
            "cases": reverse("admin:cases_case_changelist"),
            "details": json.dumps(entry.details, ensure_ascii=False, indent=2),
            **_root_of(entry),
        }
        return render(request, "admin/evidence/entry/change_form.html", context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """An entry never changes: its page is its history."""
        return self.change_view(request, object_id)
