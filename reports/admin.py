from collections.abc import Callable
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from unfold.admin import ModelAdmin

from cases.actions.guards import refuse_outsiders
from cases.admin.history import history_page
from cases.errors import Refused
from cases.evidence.models import Entry
from cases.models import Case
from members.http import MemberRequest
from reports import actions
from reports.models import Dossier
from reports.states import Stage

SECONDS_BETWEEN_LOOKS = 3
IN_THE_LIST = (
    *("case__reference", "number", "state", "stage", "attempts", "failure", "requested_at"),
    "requested_by__full_name",
)


@admin.register(Dossier)
class DossierAdmin(ModelAdmin):
    """What was asked for and where it stands; a dossier is requested from the page of its case."""

    list_display = (
        "reference",
        "number",
        "state",
        "stage",
        "attempts",
        "failure",
        "requested_at",
        "requested_by",
    )
    list_filter = ("state", "case__publisher")
    search_fields = ("case__reference", "case__title")
    actions = None
    show_full_result_count = False
    nothing_yet = _lazy(
        "Aucun dossier pour l’instant. Un dossier se demande depuis la page d’un cas."
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Dossier]:
        """For the list alone: the pages of a dossier fetch their own."""
        dossiers: QuerySet[Dossier] = super().get_queryset(request)
        return dossiers.select_related("case", "requested_by").only(*IN_THE_LIST)

    @admin.display(description=_lazy("cas"), ordering="case__reference")
    def reference(self, dossier: Dossier) -> str:
        return dossier.case.reference

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Dossier | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Dossier | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        guarded: Callable[..., Callable[..., HttpResponse]] = self.admin_site.admin_view
        return [
            path(
                "cas/<int:case_pk>/",
                guarded(self.request_view),
                name="reports_dossier_request",
            ),
            path("<uuid:pk>/arreter/", guarded(self.cancel_view), name="reports_dossier_cancel"),
            path("<uuid:pk>/relancer/", guarded(self.retry_view), name="reports_dossier_retry"),
            *super().get_urls(),
        ]

    def request_view(self, request: MemberRequest, case_pk: int) -> HttpResponse:
        """The dossiers of one case, and the button that asks for a new one."""
        refuse_outsiders(request.user)
        case = get_object_or_404(Case.objects.visible_to(request.user), pk=case_pk)
        if request.method == "POST":
            try:
                dossier = actions.request_dossier(
                    case, by=request.user, language=request.POST.get("language", "")
                )
            except Refused as refusal:
                messages.error(request, str(refusal))
                return redirect("admin:reports_dossier_request", case.pk)
            return redirect("admin:reports_dossier_change", dossier.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Dossiers du cas %(reference)s") % {"reference": case.reference},
            "case": case,
            "dossiers": case.dossiers.select_related("requested_by").defer("content"),
        }
        return TemplateResponse(request, "admin/reports/dossier_request.html", context)

    def change_view(
        self,
        request: MemberRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Where the work is; the page looks again by itself while it lasts."""
        refuse_outsiders(request.user)
        visible = Dossier.objects.visible_to(request.user).select_related(
            "case", "requested_by", "cancelled_by"
        )
        dossier = get_object_or_404(visible.defer("content"), pk=_key(object_id))
        if request.method == "POST":
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": str(dossier),
            "dossier": dossier,
            "stages": list(Stage),
        }
        response = TemplateResponse(request, "admin/reports/dossier_progress.html", context)
        if dossier.is_under_way:
            response["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
        return response

    def history_view(
        self,
        request: MemberRequest,
        object_id: str,
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        refuse_outsiders(request.user)
        visible = Dossier.objects.visible_to(request.user).select_related("case").defer("content")
        dossier = get_object_or_404(visible, pk=_key(object_id))
        return history_page(
            self,
            request,
            name=str(dossier),
            back=reverse("admin:reports_dossier_change", args=[dossier.pk]),
            entries=Entry.objects.filter(subject=dossier.journal_name),
            zone=dossier.case.zone,
        )

    def cancel_view(self, request: MemberRequest, pk: str) -> HttpResponseRedirect:
        return self._act(request, pk, actions.cancel_dossier)

    def retry_view(self, request: MemberRequest, pk: str) -> HttpResponseRedirect:
        return self._act(request, pk, actions.retry_dossier)

    def _act(
        self, request: MemberRequest, pk: str, act: Callable[..., None]
    ) -> HttpResponseRedirect:
        refuse_outsiders(request.user)
        dossier = get_object_or_404(Dossier.objects.visible_to(request.user), pk=pk)
        if request.method == "POST":
            try:
                act(dossier, by=request.user)
            except Refused as refusal:
                messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:reports_dossier_change", args=[dossier.pk]))


def _key(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError as error:
        raise Http404 from error
