"""What a person states in one go, and the version of the observation that keeps it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from cases.answers import (
    DECIMAL_PLACES,
    Answers,
    Refusal,
    calls_as_json,
    notices_as_json,
    refusals,
    refused_text,
)
from cases.errors import Refused
from cases.evidence.chain import canonical
from cases.models import Observation, ObservationVersion, SourceType, VersionKind
from cases.vocabulary import BOUNDS, AffectedRange, Awareness, Onset, Severity, Symptom
from members.models import User

UNANSWERED = (None, "")
# Came after the first observations: unanswered, they leave a digest as it always was.
CAME_LATER = frozenset({"onset", "affected_range"})


class AnswersRefused(Refused):
    """Answers that contradict each other; `refusals` names each field."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(" ".join(refusal.message for refusal in refusals))
        self.refusals = refusals


@dataclass(frozen=True)
class Statement:
    """Fact (`answers.narrative`), inference and opinion are kept apart (guard G1)."""

    answers: Answers
    source_type: SourceType
    inference: str = ""
    opinion: str = ""
    onset: str = ""
    affected_range: str = ""
    time_zone: str = "Europe/Paris"


def refusals_of(statement: Statement, *, now: datetime) -> list[Refusal]:
    """All that is refused of a statement, the same on the form and in the API."""
    return [
        *refusals(statement.answers, now=now, zone=ZoneInfo(statement.time_zone)),
        *refused_text("inference", statement.inference),
        *refused_text("opinion", statement.opinion),
        *_contradictions_in_ranges(statement),
    ]


def _contradictions_in_ranges(statement: Statement) -> list[Refusal]:
    """An order of magnitude may stand beside a number, if it holds it."""
    exact, rough = statement.answers.customers_affected, statement.affected_range
    if exact is None or not rough:
        return []
    least, most = BOUNDS[AffectedRange(rough)]
    if least <= exact and (most is None or exact <= most):
        return []
    sentence = _("Vous répondez « %(rough)s » et « %(exact)s » : gardez l’un des deux.")
    return [
        Refusal(
            "affected_range",
            sentence % {"rough": AffectedRange(rough).label.lower(), "exact": exact},
        )
    ]


def statement_from_draft(answers: Mapping[str, Any]) -> Statement:
    """What a draft's answers state; product, symptom and severity have to be there."""
    awareness, since = answers.get("awareness"), answers.get("since")
    return Statement(
        Answers(
            observed_at=datetime.fromisoformat(answers["observed_at"]),
            symptom=Symptom(answers["symptom"]),
            severity=Severity(answers["severity"]),
            first_symptom_at=_moment(answers.get("first_symptom_at")),
            blocked_at=_moment(answers.get("blocked_at")),
            customers_subscribed=answers.get("customers_subscribed"),
            customers_affected=answers.get("customers_affected"),
            awareness=Awareness(awareness) if awareness else None,
            narrative=answers.get("narrative", ""),
        ),
        SourceType(answers.get("source_type") or SourceType.OWN),
        inference=answers.get("inference", ""),
        opinion=answers.get("opinion", ""),
        onset=since if since in Onset.values else "",
        affected_range=answers.get("affected_range", ""),
    )


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


def version_of(
    observation: Observation, statement: Statement, *, number: int, by: User | None
) -> ObservationVersion:
    """An unsaved version, with the digest of what it states (guard G2)."""
    columns = _columns(statement)
    return ObservationVersion(
        observation=observation,
        number=number,
        kind=VersionKind.INITIAL,
        recorded_at=observation.received_at,
        recorded_by=by,
        digest=hashlib.sha256(canonical(_as_digested(observation.pk, columns))).hexdigest(),
        **columns,
    )


def statement_of(version: ObservationVersion) -> Statement:
    return Statement(
        answers=version.as_answers(),
        source_type=SourceType(version.source_type),
        inference=version.inference,
        opinion=version.opinion,
        onset=version.onset,
        affected_range=version.affected_range,
        time_zone=version.time_zone,
    )


def says_the_same(before: Statement, after: Statement) -> bool:
    return _columns(before) == _columns(after)


def changes_an_answer(before: Statement, after: Statement) -> bool:
    """Whether something already answered now reads otherwise: a correction, not an addition."""
    old, new = _columns(before), _columns(after)
    return any(old[name] not in UNANSWERED and old[name] != new[name] for name in old)


def answered_in(statement: Statement) -> set[str]:
    """The questions that have an answer, by the names under which a version keeps them."""
    return {name for name, said in _columns(statement).items() if said not in UNANSWERED}


def _columns(statement: Statement) -> dict[str, object]:
    answers = statement.answers
    columns: dict[str, object] = {
        field.name: getattr(answers, field.name) for field in fields(answers)
    }
    columns["publisher_notices"] = notices_as_json(answers.publisher_notices)
    columns["calls"] = calls_as_json(answers.calls)
    columns["awareness"] = answers.awareness or ""
    columns["answer_quality"] = answers.answer_quality or ""
    own = (field.name for field in fields(statement) if field.name != "answers")
    return columns | {name: getattr(statement, name) for name in own}


def _as_digested(pk: UUID, columns: dict[str, object]) -> list[object]:
    told = {
        name: _plain(value) for name, value in columns.items() if value or name not in CAME_LATER
    }
    return [str(pk), told]


def _plain(value: object) -> object:
    """As the row gives it back, so that the digest can be worked out from the row."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal):
        return f"{value:.{DECIMAL_PLACES}f}"
    return value if value is None or isinstance(value, list | int) else str(value)
