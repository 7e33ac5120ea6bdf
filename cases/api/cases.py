"""Cases: listed, and one with its eight criteria."""

from datetime import datetime
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers, viewsets

from cases.api.asking import ByDate, user_of
from cases.models import Case, ObservationVersion
from cases.states import CaseState


class CaseSerializer(serializers.ModelSerializer[Case]):
    publisher = serializers.CharField(source="publisher.key", read_only=True)
    observations = serializers.IntegerField(source="observation_count", read_only=True)
    organisations = serializers.IntegerField(source="observer_count", read_only=True)

    class Meta:
        model = Case
        fields: tuple[str, ...] = (
            "id",
            "key",
            "reference",
            "publisher",
            "title",
            "occurred_on",
            "state",
            "observations",
            "organisations",
        )
        read_only_fields = fields


class CaseDetailSerializer(CaseSerializer):
    analysis = serializers.SerializerMethodField()

    class Meta(CaseSerializer.Meta):
        fields = (*CaseSerializer.Meta.fields, "analysis")
        read_only_fields = fields

    @extend_schema_field({"type": ["object", "null"], "additionalProperties": True})
    def get_analysis(self, case: Case) -> dict[str, Any] | None:
        """Null until the case is relayed, for a member who observed it."""
        return case.findings_shown_to(self.context["request"].user)


# What is asked of the observations of a case, by its name in the address.
OF_ONE_OBSERVATION = {
    "product": "observation__product__key",
    "observed_after": "observed_at__gte",
    "observed_before": "observed_at__lt",
}


class CaseFilter(django_filters.FilterSet):
    """A case answers to what its counted observations say: one of them to all that is asked."""

    publisher = django_filters.CharFilter(field_name="publisher__key")
    product = django_filters.CharFilter(method="asked_of_one_observation")
    state = django_filters.ChoiceFilter(choices=CaseState.choices)
    observed_after = django_filters.IsoDateTimeFilter(method="asked_of_one_observation")
    observed_before = django_filters.IsoDateTimeFilter(method="asked_of_one_observation")

    def asked_of_one_observation(
        self, cases: QuerySet[Case], name: str, value: str | datetime
    ) -> QuerySet[Case]:
        """Together, in `filter_queryset`: a window that nobody observed in holds no case."""
        return cases

    def filter_queryset(self, queryset: QuerySet[Case]) -> QuerySet[Case]:
        kept: QuerySet[Case] = super().filter_queryset(queryset)
        said = self.form.cleaned_data
        asked = {lookup: said[name] for name, lookup in OF_ONE_OBSERVATION.items() if said[name]}
        return kept.filter(_counted(**asked)) if asked else kept


def _counted(**conditions: object) -> Exists:
    versions = ObservationVersion.objects.counted().filter(observation__case=OuterRef("pk"))
    return Exists(versions.filter(**conditions))


class CaseViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Case]):
    """The cases that the caller may see, by key; the detail adds the eight criteria."""

    queryset = Case.objects.none()
    filterset_class = CaseFilter
    pagination_class = ByDate
    lookup_field = "key"
    lookup_value_regex = ".+"  # an imported key is any text

    def get_queryset(self) -> QuerySet[Case]:
        visible = Case.objects.visible_to(user_of(self.request))
        return visible.with_observer_counts().select_related("publisher")

    def get_serializer_class(self) -> type[CaseSerializer]:
        return CaseDetailSerializer if self.action == "retrieve" else CaseSerializer
