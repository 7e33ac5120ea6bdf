"""The queue: observations to read, sort and attach."""

from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import action, display

from cases.admin.frame import frame
from cases.admin.history import history_page
from cases.admin.observation_filters import QuestionFilter, QueueFilter
from cases.admin.observation_page import journal_of, kept_observation_page
from cases.admin.triage import TRIAGE_ACTS, TriageAct
from cases.admin.triage_forms import FileForm
from cases.errors import Refused, StepRefused
from cases.evidence.kept_list import ROWS_ON_A_PAGE, kept_list
from cases.importing import import_observations
from cases.interchange import FileRefused
from cases.models import Observation, ObservationVersion
from cases.states import ObservationState
from cases.views.resuming import BACK_AFTER_LOG_IN, keeps_typed_text, served_to, typed_before
from cases.vocabulary import Severity, Symptom
from members.http import MemberRequest

# A selection travels in the page's address, which servers cut past some 4,000 characters.
LARGEST_SELECTION = 50


def bulk_action(act: TriageAct) -> Any:
    """The entry of the list's menu: on to the page that asks what the act needs."""

    def choose(
        model_admin: ModelAdmin, request: HttpRequest, chosen: QuerySet[Observation]
    ) -> HttpResponse | None:
        keys = list(chosen.values_list("pk", flat=True)[: LARGEST_SELECTION + 1])
        if len(keys) > LARGEST_SELECTION:
            most = _("Choisissez au plus %(count)s observations à la fois.")
            messages.error(request, most % {"count": LARGEST_SELECTION})
            return None
        query = QueryDict(mutable=True)
        query.setlist("o", [str(key) for key in keys])
        return redirect(
            reverse("admin:cases_observation_act", args=[act.slug]) + f"?{query.urlencode()}"
        )

    choose.__name__ = act.slug.replace("-", "_")
    choose.short_description = act.label  # type: ignore[attr-defined]
    return choose


@admin.register(Observation)
class ObservationAdmin(ModelAdmin):
    list_display = (
        *("reference", "age", "publisher", "product", "organisation", "symptom", "severity"),
        *("customers_affected", "case_reference", "shown_state"),
    )
    list_select_related = ("product__publisher", "organisation", "case")
    list_filter = (
        *(
            QueueFilter,
            QuestionFilter,
            "state",
            "case__state",
            "product__publisher",
            "product",
            "source",
        ),
        "received_at",
    )
    search_fields = (*("reference", "organisation__name", "product__name", "versions__narrative"),)
    list_per_page = ROWS_ON_A_PAGE
    list_max_show_all = LARGEST_SELECTION
    list_disable_select_all = True
    show_full_result_count = False
    actions = [bulk_action(act) for act in TRIAGE_ACTS.values()]
    actions_list = ("import_file",)
    nothing_yet = gettext_lazy(
        "Aucune observation pour l’instant. Celles que les adhérents envoient arrivent ici ; "
        "« Importer un fichier » en reprend d’un autre outil."
    )

    def get_queryset(self, request: MemberRequest) -> QuerySet[Observation]:
        current = ObservationVersion.objects.current().filter(observation=OuterRef("pk"))
        return Observation.objects.visible_to(request.user).annotate(
            current_symptom=Subquery(current.values("symptom")),
            current_severity=Subquery(current.values("severity")),
            current_affected=Subquery(current.values("customers_affected")),
        )

    def get_action_choices(
        self,
        request: HttpRequest,
        default_choices: object = None,
        action_location: ActionLocation = ActionLocation.CHANGE_LIST,
    ) -> Any:
        """With the parameter that Django asks for and django-unfold's own does not have yet."""
        return super().get_action_choices(request)

    def changelist_view(
        self, request: MemberRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return kept_list(self, request, partial(super().changelist_view, request, extra_context))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @display(description=gettext_lazy("reçue il y a"), ordering="-received_at")
    def age(self, observation: Observation) -> str:
        return timesince(observation.received_at, depth=1)

    @display(description=gettext_lazy("éditeur"), ordering="product__publisher__name")
    def publisher(self, observation: Observation) -> str:
        return observation.product.publisher.name

    @display(description=gettext_lazy("symptôme"))
    def symptom(self, observation: Any) -> str:
        return str(Symptom(observation.current_symptom).label)

    @display(description=gettext_lazy("gravité"))
    def severity(self, observation: Any) -> str:
        return str(Severity(observation.current_severity).label)

    @display(description=gettext_lazy("clients touchés"))
    def customers_affected(self, observation: Any) -> str:
        affected = observation.current_affected
        return "–" if affected is None else str(affected)

    @display(description=gettext_lazy("cas"), ordering="case__reference")
    def case_reference(self, observation: Observation) -> str:
        if observation.case is None:
            return "–"
        return format_html('<span class="whitespace-nowrap">{}</span>', observation.case.reference)

    @display(
        description=gettext_lazy("état"),
        ordering="state",
        label={
            ObservationState.RECEIVED: "success",
            ObservationState.SET_ASIDE: "warning",
            ObservationState.DUPLICATE: "",
            ObservationState.WITHDRAWN: "",
        },
    )
    def shown_state(self, observation: Observation) -> tuple[str, str]:
        return observation.state, observation.get_state_display()

    def get_urls(self) -> list[URLPattern]:
        act = path(
            "acte/<slug:slug>/",
            keeps_typed_text(self.admin_site.admin_view(self.act_view)),
            name="cases_observation_act",
        )
        return [act, *super().get_urls()]

    def change_view(
        self,
        request: MemberRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        observation = self._chosen(request, [object_id])[0]
        if request.method == "POST":
            raise PermissionDenied
        page = kept_observation_page(observation, request.user)
        context = {**frame(self, request, observation.reference), "page": page}
        return render(request, "admin/cases/observation/change_form.html", context)

    def history_view(
        self, request: MemberRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        observation = self._chosen(request, [object_id])[0]
        return history_page(
            self,
            request,
            name=observation.reference,
            back=reverse("admin:cases_observation_change", args=[observation.pk]),
            entries=journal_of(observation),
            zone=ZoneInfo(observation.current.time_zone),
        )

    def act_view(self, request: MemberRequest, slug: str) -> HttpResponse:
        act = TRIAGE_ACTS.get(slug)
        if act is None:
            raise Http404
        posted = request.method == "POST"
        keys = (request.POST if posted else request.GET).getlist("o")
        chosen = self._chosen(request, keys)
        if not posted:
            return self._act_again(request, act, chosen)
        form = act.form(chosen, request.POST)
        if not form.is_valid():
            return self._act_page(request, act, chosen, form, 422)
        try:
            case = act.act(chosen, request.user, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409 if isinstance(refusal, StepRefused) else 422
            return self._act_page(request, act, chosen, form, status)
        messages.success(request, str(act.done))
        if case:
            return redirect("admin:cases_case_change", case.pk)
        return redirect("admin:cases_observation_changelist")

    def _act_again(
        self, request: MemberRequest, act: TriageAct, chosen: list[Observation]
    ) -> HttpResponse:
        """Empty, or as it was typed before a log-in."""
        typed = typed_before(request)
        if typed is not None:
            messages.info(request, BACK_AFTER_LOG_IN)
        return self._act_page(request, act, chosen, act.form(chosen, typed), 200)

    @action(
        description=gettext_lazy("Importer un fichier"),
        url_path="importer",
        permissions=["view"],
    )
    def import_file(self, request: MemberRequest) -> HttpResponse:
        posted = request.method == "POST"
        form = FileForm(request.POST, request.FILES) if posted else FileForm()
        faults: list[object] = []
        if form.is_valid():
            try:
                report = import_observations(form.cleaned_data["file"].read(), by=request.user)
            except FileRefused as refusal:
                faults = list(refusal.faults)
            else:
                counts = _("Observations ajoutées : %(added)s ; déjà connues : %(already)s.")
                messages.success(
                    request, counts % {"added": report.added, "already": report.already}
                )
                return redirect("admin:cases_observation_changelist")
        context = {
            **frame(self, request, _("Importer des observations")),
            "form": form,
            "faults": [str(fault) for fault in faults],
        }
        status = 422 if posted else 200
        return render(request, "admin/cases/observation/import.html", context, status=status)

    def _chosen(self, request: MemberRequest, keys: list[str]) -> list[Observation]:
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = Observation.objects.visible_to(request.user).select_related(
            "product__publisher", "organisation", "case", "reported_by", "state_by", "duplicate_of"
        )
        try:
            chosen = list(rows.filter(pk__in=set(keys[:LARGEST_SELECTION])))
        except ValidationError as error:
            raise Http404 from error
        if not chosen:
            raise Http404
        return chosen

    def _act_page(
        self,
        request: MemberRequest,
        act: TriageAct,
        chosen: list[Observation],
        form: forms.Form,
        status: int,
    ) -> HttpResponse:
        context = {
            **frame(self, request, str(act.label)),
            "act": act,
            "chosen": chosen,
            "form": form,
            "page_token": served_to(request.user),
        }
        return render(request, "admin/cases/observation/act.html", context, status=status)
