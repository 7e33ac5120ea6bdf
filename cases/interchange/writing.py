"""Rows → a file's text. The same rows give the same text, whatever order they come in."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache, partial
from operator import attrgetter

from cases.answers import Answers, CallHour, Notice, local_minute
from cases.interchange.rows import (
    FORMAT,
    CaseRow,
    ObservationFile,
    ObservationRow,
    OrganisationRow,
    PublisherRow,
)

type Document = dict[str, object]
type Minute = Callable[[datetime], str]

MINUTE = timedelta(minutes=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
IN_ORDER = attrgetter("case", "organisation", "reference")


def write(file: ObservationFile) -> str:
    return json.dumps(as_document(file), ensure_ascii=False, indent=1) + "\n"


def as_document(file: ObservationFile) -> Document:
    minute = cache(partial(local_minute, zone=file.zone))
    by_key = attrgetter("key")
    return {
        "format": FORMAT,
        "timezone": file.timezone,
        "publishers": [_publisher(row) for row in sorted(file.publishers, key=by_key)],
        "organisations": [_organisation(row) for row in sorted(file.organisations, key=by_key)],
        "cases": [_case(row) for row in sorted(file.cases, key=by_key)],
        "observations": [
            {"case": row.case, **_observation(row, minute)}
            for row in sorted(file.observations, key=IN_ORDER)
        ],
    }


def row_digest(row: ObservationRow) -> str:
    """What the row says, without its case, which the committee may change; to the minute.

    Neither the time zone that it was written in nor the order of its lists changes the digest.
    """
    content = _observation(row, _epoch_minute)
    for name in ("publisher_notices", "calls"):
        if isinstance(listed := content.get(name), list):
            content[name] = sorted(listed, key=_as_texts)
    return hashlib.sha256(CANONICAL.encode(content).encode()).hexdigest()


def _epoch_minute(instant: datetime) -> str:
    return str((instant - EPOCH) // MINUTE)


def _as_texts(part: Document) -> tuple[str, ...]:
    return tuple(map(str, part.values()))


def _publisher(row: PublisherRow) -> Document:
    products = [
        {"key": product.key, "name": product.name, "delivery": product.delivery.value}
        for product in sorted(row.products, key=attrgetter("key"))
    ]
    return {"key": row.key, "name": row.name, "products": products}


def _organisation(row: OrganisationRow) -> Document:
    return {"key": row.key, "name": row.name, "kind": row.kind.value}


def _case(row: CaseRow) -> Document:
    return {
        "key": row.key,
        "publisher": row.publisher,
        "title": row.title,
        "occurred_on": row.occurred_on.isoformat(),
    }


def _observation(row: ObservationRow, minute: Minute) -> Document:
    return {
        "reference": row.reference,
        "organisation": row.organisation,
        "product": row.product,
        **_answered(_answers(row.answers, minute)),
    }


def _answers(answers: Answers, minute: Minute) -> Document:
    return {
        "observed_at": minute(answers.observed_at),
        "symptom": answers.symptom.value,
        "severity": answers.severity.value,
        "first_symptom_at": _minute(answers.first_symptom_at, minute),
        "blocked_at": _minute(answers.blocked_at, minute),
        "restored_at": _minute(answers.restored_at, minute),
        "customers_subscribed": answers.customers_subscribed,
        "customers_affected": answers.customers_affected,
        "awareness": answers.awareness and answers.awareness.value,
        "publisher_notices": _notices(answers.publisher_notices, minute),
        "usual_calls_per_hour": _number(answers.usual_calls_per_hour),
        "calls": _calls(answers.calls, minute),
        "answer_quality": answers.answer_quality and answers.answer_quality.value,
        "narrative": answers.narrative or None,
    }


def _answered(fields: Document) -> Document:
    return {name: value for name, value in fields.items() if value is not None}


def _minute(instant: datetime | None, minute: Minute) -> str | None:
    return None if instant is None else minute(instant)


def _number(value: Decimal | None) -> int | float | None:
    """Two decimals of a number this small come back from a float as they were."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _notices(notices: tuple[Notice, ...] | None, minute: Minute) -> list[Document] | None:
    if notices is None:
        return None
    return [
        {
            "phase": notice.phase.value,
            "channel": notice.channel.value,
            "received_at": minute(notice.received_at),
        }
        for notice in notices
    ]


def _calls(calls: tuple[CallHour, ...] | None, minute: Minute) -> list[Document] | None:
    if calls is None:
        return None
    return [
        _answered(
            {
                "hour": minute(call.hour),
                "count": call.count,
                "complaints": call.complaints,
            }
        )
        for call in calls
    ]
