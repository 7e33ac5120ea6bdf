"""Observations: reported and listed."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import django_filters
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions import report_observation
from cases.answers import Refusal
from cases.api.asking import ByArrival, user_of
from cases.api.given import NewObservationSerializer
from cases.models import Observation, ObservationVersion, Source
from cases.statement import AnswersRefused
from cases.states import ObservationState


class VersionSerializer(serializers.ModelSerializer[ObservationVersion]):
    class Meta:
        model = ObservationVersion
        fields = (
            "number",
            "kind",
            "recorded_at",
            "digest",
            "observed_at",
            "source_type",
            "symptom",
            "severity",
            "first_symptom_at",
            "blocked_at",
            "restored_at",
            "customers_subscribed",
            "customers_affected",
            "awareness",
            "publisher_notices",
            "usual_calls_per_hour",
            "calls",
            "answer_quality",
            "narrative",
            "inference",
            "opinion",
        )
        read_only_fields = fields


class ObservationSerializer(serializers.ModelSerializer[Observation]):
    organisation = serializers.CharField(source="organisation.key", read_only=True)
    publisher = serializers.CharField(source="product.publisher.key", read_only=True)
    product = serializers.CharField(source="product.key", read_only=True)
    case = serializers.CharField(source="case.key", read_only=True, default=None, allow_null=True)
    current = serializers.SerializerMethodField()

    class Meta:
        model = Observation
        fields = (
            "id",
            "reference",
            "organisation",
            "publisher",
            "product",
            "case",
            "state",
            "source",
            "received_at",
            "current",
        )
        read_only_fields = fields

    @extend_schema_field(VersionSerializer)
    def get_current(self, observation: Observation) -> dict[str, Any]:
        # Prefetched by `_with_current`: exactly one.
        [version] = observation.versions.all()
        return VersionSerializer(version).data


class ObservationFilter(django_filters.FilterSet):
    publisher = django_filters.CharFilter(field_name="product__publisher__key")
    product = django_filters.CharFilter(field_name="product__key")
    state = django_filters.ChoiceFilter(choices=ObservationState.choices)
    observed_after = django_filters.IsoDateTimeFilter(field_name="observed_at", lookup_expr="gte")
    observed_before = django_filters.IsoDateTimeFilter(field_name="observed_at", lookup_expr="lt")


class ObservationViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Observation]):
    """A member's own organisation's observations; the committee reads all."""

    queryset = Observation.objects.none()
    serializer_class = ObservationSerializer
    filterset_class = ObservationFilter
    pagination_class = ByArrival

    def get_queryset(self) -> QuerySet[Observation]:
        return _with_current(Observation.objects.visible_to(user_of(self.request)))

    @extend_schema(
        request=NewObservationSerializer,
        responses={201: ObservationSerializer, 200: ObservationSerializer},
        parameters=[
            OpenApiParameter(
                "Idempotency-Key",
                OpenApiTypes.UUID,
                OpenApiParameter.HEADER,
                description="The same key sent again gives the same observation.",
            )
        ],
    )
    def create(self, request: Request) -> Response:
        given = NewObservationSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user, submission = user_of(request), _submission(request)
        known = submission and user.observations.filter(submission=submission).exists()
        try:
            observation = report_observation(
                given.statement(),
                product=given.validated_data["product"],
                by=user,
                source=Source.API,
                submission=submission,
            )
        except AnswersRefused as refused:
            raise serializers.ValidationError(_by_field(refused.refusals)) from refused
        shown = self.get_queryset().get(pk=observation.pk)
        code = status.HTTP_200_OK if known else status.HTTP_201_CREATED
        return Response(ObservationSerializer(shown).data, status=code)


def _by_field(refusals: Iterable[Refusal]) -> dict[str, list[str]]:
    """All that is refused of each field; of a list, with the place as files name it."""
    told: dict[str, list[str]] = {}
    for refusal in refusals:
        place = f"{refusal.field}{refusal.item}\u00a0: " if refusal.item else ""
        told.setdefault(refusal.field, []).append(f"{place}{refusal.message}")
    return told


def _submission(request: Request) -> UUID | None:
    given = request.headers.get("Idempotency-Key")
    try:
        return UUID(given) if given else None
    except ValueError as error:
        raise serializers.ValidationError(
            {"Idempotency-Key": [_("Cette clé doit être un UUID.")]}
        ) from error


def _with_current(observations: QuerySet[Observation]) -> QuerySet[Observation]:
    current = ObservationVersion.objects.current()
    return (
        observations.select_related("organisation", "product__publisher", "case")
        .annotate(
            observed_at=Subquery(
                current.filter(observation=OuterRef("pk")).values("observed_at")[:1]
            )
        )
        .prefetch_related(Prefetch("versions", queryset=current))
    )
