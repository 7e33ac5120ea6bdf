"""The cases: the list, the page of one, and its steps."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext, gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from cases.admin import steps
from cases.admin.case_page import kept_case_page
from cases.admin.frame import frame
from cases.admin.history import history_page
from cases.admin.step_differences import SeenCase, differences
from cases.admin.step_page import StepPage
from cases.analysis import INDICATIVE_FROM, SUFFICIENT_FROM, Sufficiency, sufficiency_of
from cases.errors import Refused, StepRefused
from cases.evidence.kept_list import ROWS_ON_A_PAGE, kept_list
from cases.evidence.kept_page import kept_page
from cases.forms.fields import is_number
from cases.forms.uploads import AttachForm
from cases.labels import label_in_words
from cases.models import Case, Observation, Product
from cases.states import CaseState
from cases.views.attaching import all_taken_in, kept_in_words, place_of_case
from cases.views.resuming import BACK_AFTER_LOG_IN, keeps_typed_text, served_to, typed_before
from cases.views.triage_differences import Difference
from members.http import MemberRequest


class ProductFilter(admin.SimpleListFilter):
    title = gettext_lazy("produit")
    parameter_name = "produit"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [(str(product.pk), product.name) for product in Product.objects.all()]

    def queryset(self, request: HttpRequest, cases: QuerySet[Case]) -> QuerySet[Case]:
        chosen = self.value() or ""
        if not is_number(chosen):
            return cases
        observed = Observation.objects.filter(case=OuterRef("pk"), product=int(chosen))
        return cases.filter(Exists(observed))


class SufficiencyFilter(admin.SimpleListFilter):
    title = gettext_lazy("données")
    parameter_name = "donnees"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [(each.value, label_in_words(each.value)) for each in Sufficiency]

    def queryset(self, request: HttpRequest, cases: QuerySet[Case]) -> QuerySet[Case]:
        """Of cases with their observers counted."""
        kept = {
            Sufficiency.SUFFICIENT: Q(observer_count__gte=SUFFICIENT_FROM),
            Sufficiency.INDICATIVE: Q(
                observer_count__gte=INDICATIVE_FROM, observer_count__lt=SUFFICIENT_FROM
            ),
            Sufficiency.INSUFFICIENT: Q(observer_count__lt=INDICATIVE_FROM),
        }
        chosen = self.value()
        return cases.filter(kept[Sufficiency(chosen)]) if chosen in kept else cases


@admin.register(Case)
class CaseAdmin(ModelAdmin):
    list_display = (
        *("reference", "title", "shown_state", "age", "publisher", "usual_product"),
        *("observer_count", "sufficiency"),
    )
    list_display_links = ("reference", "title")
    list_select_related = ("publisher",)
    list_filter = ("state", "publisher", ProductFilter, SufficiencyFilter, "opened_at")
    search_fields = ("reference", "title", "key")
    list_per_page = ROWS_ON_A_PAGE
    show_full_result_count = False
    nothing_yet = gettext_lazy(
        "Aucun cas pour l’instant. Un cas s’ouvre depuis la liste des observations."
    )

    def get_queryset(self, request: MemberRequest) -> QuerySet[Case]:
        # Counting groups the rows, which loses the order that the model gives them.
        cases = Case.objects.visible_to(request.user).with_observer_counts().with_usual_product()
        return cases.order_by("-occurred_on", "-pk")

    def changelist_view(
        self, request: MemberRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return kept_list(self, request, partial(super().changelist_view, request, extra_context))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Case | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Case | None = None) -> bool:
        return False

    @display(
        description=gettext_lazy("état"),
        ordering="state",
        label={
            CaseState.REPORTED: "info",
            CaseState.VERIFIED: "warning",
            CaseState.DECIDED: "primary",
            CaseState.RELAYED: "success",
            CaseState.DISMISSED: "",
        },
    )
    def shown_state(self, case: Case) -> tuple[str, str]:
        return case.state, case.get_state_display()

    @display(description=gettext_lazy("ouvert depuis"), ordering="-opened_at")
    def age(self, case: Case) -> str:
        return timesince(case.opened_at, depth=1)

    @display(description=gettext_lazy("produit"), ordering="usual_product")
    def usual_product(self, case: Any) -> str:
        return str(case.usual_product or "")

    @display(description=gettext_lazy("observateurs"), ordering="observer_count")
    def observer_count(self, case: Any) -> int:
        return int(case.observer_count)

    @display(
        description=gettext_lazy("données"),
        ordering="observer_count",
        label={
            Sufficiency.SUFFICIENT: "success",
            Sufficiency.INDICATIVE: "warning",
            Sufficiency.INSUFFICIENT: "",
        },
    )
    def sufficiency(self, case: Any) -> tuple[str, str]:
        kept = sufficiency_of(case.observer_count)
        return kept, label_in_words(kept.value)

    def get_urls(self) -> list[URLPattern]:
        step = path(
            "<int:pk>/etape/<slug:slug>/",
            keeps_typed_text(self.admin_site.admin_view(self.step_view)),
            name="cases_case_step",
        )
        attach = path(
            "<int:pk>/pieces/",
            self.admin_site.admin_view(self.attach_view),
            name="cases_case_attach",
        )
        return [step, attach, *super().get_urls()]

    def change_view(
        self,
        request: MemberRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        case = self._case(request, object_id)
        if request.method == "POST":
            raise PermissionDenied
        context = {**frame(self, request, str(case)), "page": kept_case_page(case, request.user)}
        return render(request, "admin/cases/case/change_form.html", context)

    def history_view(
        self, request: MemberRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        case = self._case(request, object_id)
        return history_page(
            self,
            request,
            name=case.reference,
            back=reverse("admin:cases_case_change", args=[case.pk]),
            entries=case.journal,
            zone=case.zone,
        )

    def attach_view(self, request: MemberRequest, pk: int) -> HttpResponse:
        """The committee's own files, by the act that the page of members calls."""
        case = self._case(request, str(pk))
        form, status = AttachForm(), 200
        if request.method == "POST":
            place = place_of_case(case, request.user)
            form, _told, status = all_taken_in(request, place)
            if not form.errors:
                messages.success(request, kept_in_words(form))
                return redirect("admin:cases_case_change", case.pk)
        title = gettext("Joindre des pièces")
        back = reverse("admin:cases_case_change", args=[case.pk])
        context = {**frame(self, request, title), "case": case, "form": form, "back": back}
        return render(request, "admin/cases/case/attach.html", context, status=status)

    def step_view(self, request: MemberRequest, pk: int, slug: str) -> HttpResponse:
        case = self._case(request, str(pk))
        page = steps.STEP_PAGES.get(slug)
        if page is None:
            raise Http404
        if request.method != "POST":
            return self._step_again(request, case, page)
        seen = SeenCase.read(request.POST.get("seen", ""))
        if changed := differences(seen, case):
            return self._asked_again(request, case, page, changed)
        form = page.form(case, request.POST)
        if not form.is_valid():
            return self._step_page(request, case, page, form, 422)
        try:
            page.act(case, request.user, case.version, form)
        except StepRefused as refusal:
            case = self._case(request, str(pk))
            return self._asked_again(request, case, page, differences(seen, case), str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self._step_page(request, case, page, form, 422)
        messages.success(request, str(page.done))
        return redirect("admin:cases_case_change", case.pk)

    def _step_again(self, request: MemberRequest, case: Case, page: StepPage) -> HttpResponse:
        """Empty, or as it was typed before a log-in."""
        typed = typed_before(request)
        if typed is None:
            return self._step_page(request, case, page, page.form(case, None), 200)
        messages.info(request, BACK_AFTER_LOG_IN)
        changed = differences(SeenCase.read(typed.get("seen", "")), case)
        form = page.form(case, with_rows_of_now(page, case, typed))
        return self._step_page(request, case, page, form, 200, changed)

    def _case(self, request: MemberRequest, key: str) -> Case:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not is_number(key):
            raise Http404
        cases = Case.objects.visible_to(request.user).select_related("publisher")
        return get_object_or_404(cases, pk=int(key))

    def _asked_again(
        self,
        request: MemberRequest,
        case: Case,
        page: StepPage,
        changed: list[Difference],
        refusal: str = "",
    ) -> HttpResponse:
        """The same form with what was typed, under what changed: sent again, it is knowingly."""
        form = page.form(case, with_rows_of_now(page, case, request.POST))
        if why := refusal or page.obstacle(case, request.user):
            form.add_error(None, why)
        return self._step_page(request, case, page, form, 409, changed)

    def _step_page(
        self,
        request: MemberRequest,
        case: Case,
        page: StepPage,
        form: forms.Form,
        status: int,
        changed: Sequence[Difference] = (),
    ) -> HttpResponse:
        return kept_page(
            request,
            "admin/cases/case/step.html",
            lambda: {
                **frame(self, request, f"{page.label} – {case.reference}"),
                "case": case,
                "page": page,
                "form": form,
                "seen": SeenCase.of(case),
                "changed": changed,
                "obstacle": "" if form.is_bound else page.obstacle(case, request.user),
                "ballot": case.open_ballot,
                "draft": case.draft,
                "page_token": served_to(request.user),
            },
            status=status,
        )


def with_rows_of_now(page: StepPage, case: Case, sent: QueryDict) -> QueryDict:
    """What was sent, about the vote or the text that the page shows now, if there still is one."""
    data = sent.copy()
    for hidden in page.form(case, None).hidden_fields():
        if hidden.initial is not None:
            data[hidden.html_name] = str(getattr(hidden.initial, "pk", hidden.initial))
    return data
