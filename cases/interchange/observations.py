"""The observations of a file: their answers, and the keys by which they name other rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from cases.answers import Answers, CallHour, Notice, refusals
from cases.interchange.fields import Clock, Fields
from cases.interchange.keys import Keys
from cases.interchange.rows import KEY_LENGTH, ObservationRow
from cases.vocabulary import AnswerQuality, Awareness, Channel, NoticePhase, Severity, Symptom

NAMED_BY = ("organisation", "reference")
NOTICE_FIELDS = frozenset({"phase", "channel", "received_at"})
CALL_FIELDS = frozenset({"hour", "count", "complaints"})
OBSERVATION_FIELDS = frozenset(
    {
        "case",
        "reference",
        "organisation",
        "product",
        "observed_at",
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
    }
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an observation is read against."""

    cases: Keys
    organisations: Keys
    products: Keys
    zone: ZoneInfo
    clock: Clock
    now: datetime


def observation_rows(top: Fields, around: Surroundings) -> Iterator[ObservationRow]:
    places: dict[tuple[str, str], str] = {}
    for fields in top.rows("observations", OBSERVATION_FIELDS, NAMED_BY) or ():
        row = _observation(fields, around.clock)
        _refuse_names(fields, row, around)
        first = places.setdefault((row.organisation, row.reference), fields.place)
        if first != fields.place and row.organisation and row.reference:
            fields.refuse(
                "reference",
                _("Cette organisation a déjà cette référence en %(place)s.") % {"place": first},
            )
        for refusal in refusals(row.answers, now=around.now, zone=around.zone):
            fields.refuse(f"{refusal.field}{refusal.item}", refusal.message)
        yield row


def _refuse_names(fields: Fields, row: ObservationRow, around: Surroundings) -> None:
    publisher = around.cases.publisher(fields, "case", row.case)
    other = around.products.publisher(fields, "product", row.product)
    around.organisations.publisher(fields, "organisation", row.organisation)
    if publisher and other and publisher != other:
        fields.refuse("product", _("Ce produit n’est pas de l’éditeur de ce cas."))


def _observation(fields: Fields, clock: Clock) -> ObservationRow:
    return ObservationRow(
        case=fields.text("case", KEY_LENGTH),
        reference=fields.text("reference", KEY_LENGTH),
        organisation=fields.text("organisation", KEY_LENGTH),
        product=fields.text("product", KEY_LENGTH),
        answers=_answers(fields, clock),
    )


def _answers(fields: Fields, clock: Clock) -> Answers:
    return Answers(
        observed_at=fields.required_moment("observed_at", clock),
        symptom=fields.required_code("symptom", Symptom),
        severity=fields.required_code("severity", Severity),
        first_symptom_at=fields.moment("first_symptom_at", clock),
        blocked_at=fields.moment("blocked_at", clock),
        restored_at=fields.moment("restored_at", clock),
        customers_subscribed=fields.whole("customers_subscribed"),
        customers_affected=fields.whole("customers_affected"),
        awareness=fields.code("awareness", Awareness),
        publisher_notices=_notices(fields, clock),
        usual_calls_per_hour=fields.decimal("usual_calls_per_hour"),
        calls=_calls(fields, clock),
        answer_quality=fields.code("answer_quality", AnswerQuality),
        narrative=fields.long_text("narrative"),
    )


def _notices(fields: Fields, clock: Clock) -> tuple[Notice, ...] | None:
    parts = fields.parts("publisher_notices", NOTICE_FIELDS)
    if parts is None:
        return None
    return tuple(
        Notice(
            part.required_code("phase", NoticePhase),
            part.required_code("channel", Channel),
            part.required_moment("received_at", clock),
        )
        for part in parts
    )


def _calls(fields: Fields, clock: Clock) -> tuple[CallHour, ...] | None:
    parts = fields.parts("calls", CALL_FIELDS)
    if parts is None:
        return None
    return tuple(
        CallHour(
            part.required_moment("hour", clock),
            part.required_whole("count"),
            part.whole("complaints"),
        )
        for part in parts
    )
