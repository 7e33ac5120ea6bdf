"""What a caller gives: an observation, in the words of our own form."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from cases.answers import Answers, CallHour, LocalTimeRefused, Notice, local_instant
from cases.forms import StatementForm
from cases.models import Product, SourceType
from cases.statement import Statement
from cases.vocabulary import AnswerQuality, Awareness, Channel, NoticePhase, Severity, Symptom

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PARIS = ZoneInfo("Europe/Paris")


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
