"""The API of the watch: it shapes what the acts take and give, and decides nothing itself."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import django_filters
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions import report_observation
from cases.answers import Answers, CallHour, LocalTimeRefused, Notice, local_instant
from cases.forms import StatementForm
from cases.models import Case, Observation, ObservationVersion, Product, Source, SourceType
from cases.statement import AnswersRefused, Statement
from cases.states import CaseState, ObservationState
from cases.vocabulary import AnswerQuality, Awareness, Channel, NoticePhase, Severity, Symptom
from members.models import User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PARIS = ZoneInfo("Europe/Paris")
LARGEST_PAGE = 100


class InstantField(serializers.DateTimeField):
    """To the minute. Without an offset the time is Paris's; a repeated hour is its first one.

    The exchange format cannot tell the second pass of a repeated hour: it is refused, not moved.
    """

    def to_internal_value(self, value: object) -> datetime:
        try:
            given = parse_datetime(value) if isinstance(value, str) else None
        except ValueError:
            given = None
        if given is None:
            self.fail("invalid", format="YYYY-MM-DDTHH:MM[+HH:MM]")
        given = given.replace(second=0, microsecond=0)
        if given.tzinfo is None:
            return self._local(given)
        instant = given.astimezone(UTC)
        if instant.astimezone(PARIS).fold:
            raise serializers.ValidationError(
                _(
                    "Cette heure s’est répétée au changement d’heure : donnez-la sans décalage, "
                    "elle sera comprise comme la première des deux."
                )
            )
        return instant

    def _local(self, given: datetime) -> datetime:
        try:
            return local_instant(given, PARIS)
        except LocalTimeRefused as refusal:
            raise serializers.ValidationError(str(refusal)) from refusal


def lacking(words: "StrOrPromise") -> dict[str, "StrOrPromise"]:
    """What answers a question that was left out, or to which null was said."""
    return {"required": words, "null": words}


def as_asked(name: str) -> dict[str, "StrOrPromise"]:
    """In the words of our own form."""
    return lacking(StatementForm.base_fields[name].error_messages["required"])


WHOLE_NOTICE = lacking(gettext_lazy("Complétez ce message : objet, canal et moment."))
WHOLE_HOUR = lacking(gettext_lazy("Donnez l’heure et le nombre d’appels."))


class NoticeSerializer(serializers.Serializer[Notice]):
    phase = serializers.ChoiceField(choices=NoticePhase.choices, error_messages=WHOLE_NOTICE)
    channel = serializers.ChoiceField(choices=Channel.choices, error_messages=WHOLE_NOTICE)
    received_at = InstantField(error_messages=WHOLE_NOTICE)


class CallHourSerializer(serializers.Serializer[CallHour]):
    hour = InstantField(error_messages=WHOLE_HOUR)
    count = serializers.IntegerField(error_messages=WHOLE_HOUR)
    complaints = serializers.IntegerField(required=False, allow_null=True)


class AnswersSerializer(serializers.Serializer[Any]):
    """Absent or null is « not answered »; `[]` as notices is « asked, none received »."""

    observed_at = InstantField(error_messages=as_asked("observed_at"))
    symptom = serializers.ChoiceField(choices=Symptom.choices, error_messages=as_asked("symptom"))
    severity = serializers.ChoiceField(
        choices=Severity.choices, error_messages=as_asked("severity")
    )
    source_type = serializers.ChoiceField(
        choices=[choice for choice in SourceType.choices if choice[0] != SourceType.IMPORT],
        error_messages=as_asked("source_type"),
    )
    first_symptom_at = InstantField(required=False, allow_null=True)
    blocked_at = InstantField(required=False, allow_null=True)
    restored_at = InstantField(required=False, allow_null=True)
    customers_subscribed = serializers.IntegerField(required=False, allow_null=True)
    customers_affected = serializers.IntegerField(required=False, allow_null=True)
    awareness = serializers.ChoiceField(
        choices=Awareness.choices, required=False, allow_null=True, allow_blank=True
    )
    publisher_notices = NoticeSerializer(many=True, required=False, allow_null=True)
    usual_calls_per_hour = serializers.DecimalField(
        max_digits=12, decimal_places=2, required=False, allow_null=True
    )
    calls = CallHourSerializer(many=True, required=False, allow_null=True)
    answer_quality = serializers.ChoiceField(
        choices=AnswerQuality.choices, required=False, allow_null=True, allow_blank=True
    )
    narrative = serializers.CharField(required=False, allow_blank=True)
    inference = serializers.CharField(required=False, allow_blank=True)
    opinion = serializers.CharField(required=False, allow_blank=True)


class NewObservationSerializer(AnswersSerializer):
    product = serializers.SlugRelatedField(
        slug_field="key",
        queryset=Product.objects.all(),
        error_messages=lacking(gettext_lazy("Dites quel produit, par sa clé.")),
    )

    def statement(self) -> Statement:
        given = self.validated_data
        notices, calls = given.get("publisher_notices"), given.get("calls")
        return Statement(
            answers=Answers(
                observed_at=given["observed_at"],
                symptom=Symptom(given["symptom"]),
                severity=Severity(given["severity"]),
                first_symptom_at=given.get("first_symptom_at"),
                blocked_at=given.get("blocked_at"),
                restored_at=given.get("restored_at"),
                customers_subscribed=given.get("customers_subscribed"),
                customers_affected=given.get("customers_affected"),
                awareness=Awareness(given["awareness"]) if given.get("awareness") else None,
                publisher_notices=None if notices is None else tuple(map(_notice, notices)),
                usual_calls_per_hour=given.get("usual_calls_per_hour"),
                calls=None if calls is None else tuple(map(_call_hour, calls)),
                answer_quality=_quality(given.get("answer_quality")),
                narrative=given.get("narrative", ""),
            ),
            source_type=SourceType(given["source_type"]),
            inference=given.get("inference", ""),
            opinion=given.get("opinion", ""),
        )


def _notice(given: dict[str, Any]) -> Notice:
    return Notice(NoticePhase(given["phase"]), Channel(given["channel"]), given["received_at"])


def _call_hour(given: dict[str, Any]) -> CallHour:
    return CallHour(given["hour"], given["count"], given.get("complaints"))


def _quality(given: str | None) -> AnswerQuality | None:
    return AnswerQuality(given) if given else None


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


class ObservationFilter(django_filters.FilterSet):
    publisher = django_filters.CharFilter(field_name="product__publisher__key")
    product = django_filters.CharFilter(field_name="product__key")
    state = django_filters.ChoiceFilter(choices=ObservationState.choices)
    observed_after = django_filters.IsoDateTimeFilter(field_name="observed_at", lookup_expr="gte")
    observed_before = django_filters.IsoDateTimeFilter(field_name="observed_at", lookup_expr="lt")


class CaseFilter(django_filters.FilterSet):
    """A case answers to what its counted observations say."""

    publisher = django_filters.CharFilter(field_name="publisher__key")
    product = django_filters.CharFilter(method="with_product")
    state = django_filters.ChoiceFilter(choices=CaseState.choices)
    observed_after = django_filters.IsoDateTimeFilter(method="with_observation_after")
    observed_before = django_filters.IsoDateTimeFilter(method="with_observation_before")

    def with_product(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return cases.filter(_counted(observation__product__key=value))

    def with_observation_after(
        self, cases: QuerySet[Case], name: str, value: datetime
    ) -> QuerySet[Case]:
        return cases.filter(_counted(observed_at__gte=value))

    def with_observation_before(
        self, cases: QuerySet[Case], name: str, value: datetime
    ) -> QuerySet[Case]:
        return cases.filter(_counted(observed_at__lt=value))


def _counted(**conditions: object) -> Exists:
    versions = ObservationVersion.objects.counted().filter(observation__case=OuterRef("pk"))
    return Exists(versions.filter(**conditions))


class ByArrival(CursorPagination):
    ordering = ("-received_at", "-id")
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = LARGEST_PAGE


class ByDate(ByArrival):
    ordering = ("-occurred_on", "-id")


class ObservationViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Observation]):
    """A member's own organisation's observations; the committee reads all."""

    queryset = Observation.objects.none()
    serializer_class = ObservationSerializer
    filterset_class = ObservationFilter
    pagination_class = ByArrival

    def get_queryset(self) -> QuerySet[Observation]:
        return _with_current(Observation.objects.visible_to(_user(self.request)))

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
        user, submission = _user(request), _submission(request)
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
            raise serializers.ValidationError(
                {refusal.field: [refusal.message] for refusal in refused.refusals}
            ) from refused
        shown = self.get_queryset().get(pk=observation.pk)
        code = status.HTTP_200_OK if known else status.HTTP_201_CREATED
        return Response(ObservationSerializer(shown).data, status=code)


class CaseViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Case]):
    """The cases that the caller may see, by key; the detail adds the eight criteria."""

    queryset = Case.objects.none()
    filterset_class = CaseFilter
    pagination_class = ByDate
    lookup_field = "key"

    def get_queryset(self) -> QuerySet[Case]:
        visible = Case.objects.visible_to(_user(self.request))
        return visible.with_observer_counts().select_related("publisher")

    def get_serializer_class(self) -> type[CaseSerializer]:
        return CaseDetailSerializer if self.action == "retrieve" else CaseSerializer


def _user(request: Request) -> User:
    user = request.user
    assert isinstance(user, User)  # noqa: S101 the permission class has let no one else through
    return user


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
