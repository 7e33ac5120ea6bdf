"""Merged observations of one case → the eight criteria. Pure: no clock, no database.

A label is data, written as the article prints it: French, whatever the reader's language.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from math import floor
from zoneinfo import ZoneInfo

from cases import criteria
from cases.answers import Notice
from cases.figures import UNKNOWN, Ratio, dated, half_up, lower_median, median
from cases.inputs import Input, inputs_of
from cases.respondents import (
    END_PHASES,
    INCIDENT_PHASES,
    Respondent,
    Testimony,
    precedence,
    respondents_of,
)
from cases.vocabulary import AnswerQuality, Channel, NoticePhase

__all__ = ["Analysis", "CriterionResult", "Sufficiency", "Testimony", "analyse", "sufficiency_of"]

NONE_RECEIVED = "aucune"
ASKED_FOR_NONE = 3
SUFFICIENT_FROM, INDICATIVE_FROM = 10, 3
MICROSECOND = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1) // MICROSECOND
HOUR = timedelta(hours=1) // MICROSECOND
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CHANNEL_LABELS = {
    Channel.EMAIL: "mail",
    Channel.PHONE: "téléphone",
    Channel.PORTAL: "portail",
    Channel.STATUS_PAGE: "page de statut",
    Channel.SOCIAL_MEDIA: "réseaux sociaux",
    Channel.LETTER: "courrier",
    Channel.OTHER: "autre canal",
}
QUALITY_LABELS = {
    AnswerQuality.POOR: "médiocre",
    AnswerQuality.FAIR: "moyenne",
    AnswerQuality.GOOD: "bonne",
}
WORST_TO_BEST = tuple(QUALITY_LABELS)


class Sufficiency(StrEnum):
    SUFFICIENT = "suffisant"
    INDICATIVE = "indicatif"
    INSUFFICIENT = "insuffisant"


def sufficiency_of(respondent_count: int) -> Sufficiency:
    if respondent_count >= SUFFICIENT_FROM:
        return Sufficiency.SUFFICIENT
    enough = respondent_count >= INDICATIVE_FROM
    return Sufficiency.INDICATIVE if enough else Sufficiency.INSUFFICIENT


@dataclass(frozen=True, slots=True)
class CriterionResult:
    code: str
    label: str
    respondents: tuple[Respondent, ...]
    zone: ZoneInfo
    ratio: Ratio | None = None

    @property
    def answered(self) -> int:
        return len(self.respondents)

    @property
    def inputs(self) -> list[Input]:
        """What each respondent who answered said, for the person who asks how it was computed."""
        return inputs_of(self.code, self.respondents, self.zone)

    def as_json(self) -> dict[str, object]:
        plain: dict[str, object] = {"label": self.label, "answered": self.answered}
        if self.ratio is None:
            return plain
        bounds = self.ratio.interval
        interval = [float(bound) for bound in bounds] if bounds else None
        return {**plain, "positive": self.ratio.positive, "interval": interval}


@dataclass(frozen=True, slots=True)
class FieldRestoration:
    median_minutes: float | None
    answered: int


@dataclass(frozen=True, slots=True)
class Analysis:
    respondents: tuple[Respondent, ...]
    results: tuple[CriterionResult, ...]
    field_restoration: FieldRestoration

    @property
    def respondent_count(self) -> int:
        return len(self.respondents)

    @property
    def sufficiency(self) -> Sufficiency:
        return sufficiency_of(self.respondent_count)

    def result(self, code: str) -> CriterionResult:
        return next(result for result in self.results if result.code == code)

    def as_json(self) -> dict[str, object]:
        return {
            "respondents": self.respondent_count,
            "sufficiency": self.sufficiency.value,
            **{result.code: result.as_json() for result in self.results},
            "field_restoration": {
                "median_minutes": self.field_restoration.median_minutes,
                "answered": self.field_restoration.answered,
            },
        }


def analyse(testimonies: Iterable[Testimony], zone: ZoneInfo) -> Analysis:
    """`zone` is where the dates and hours are local; durations are elapsed time."""
    merged = respondents_of(testimonies)
    results = (
        _nature(merged, zone),
        _scope(merged, zone),
        _communication(criteria.PUBLISHER_COMMUNICATION, INCIDENT_PHASES, merged, zone),
        _propagation(merged, zone),
        _outside_detection(merged, zone),
        _call_saturation(merged, zone),
        _answer_quality(merged, zone),
        _communication(criteria.END_COMMUNICATION, END_PHASES, merged, zone),
    )
    return Analysis(merged, results, _field_restoration(merged))


def _nature(merged: tuple[Respondent, ...], zone: ZoneInfo) -> CriterionResult:
    asked = [
        (each, symptom, block)
        for each in merged
        if (symptom := each.first_symptom_at) and (block := each.blocked_at)
    ]
    moments = [(_ticks(symptom), _ticks(block)) for _, symptom, block in asked]
    label = _nature_label(moments, zone) if moments else UNKNOWN
    return CriterionResult(criteria.NATURE, label, tuple(each for each, _, _ in asked), zone)


def _nature_label(moments: list[tuple[int, int]], zone: ZoneInfo) -> str:
    lead = median(block - symptom for symptom, block in moments)
    symptom = median(symptom for symptom, _ in moments)
    block = median(block for _, block in moments)
    return f"{_speed(lead)} depuis {_since(symptom, block, zone)}"


def _speed(lead: Fraction) -> str:
    if lead <= HOUR:
        return "très rapide"
    return "rapide" if lead <= 4 * HOUR else "progressif lent"


def _since(symptom: Fraction, block: Fraction, zone: ZoneInfo) -> str:
    days = (_local_date(block, zone) - _local_date(symptom, zone)).days
    if days >= 1:
        return f"J-{days}"
    return f"H-{max(1, half_up((block - symptom) / HOUR))}"


def _ticks(instant: datetime) -> int:
    return (instant - EPOCH) // MICROSECOND


def _local_date(ticks: Fraction, zone: ZoneInfo) -> date:
    return (EPOCH + floor(ticks) * MICROSECOND).astimezone(zone).date()


def _scope(merged: tuple[Respondent, ...], zone: ZoneInfo) -> CriterionResult:
    asked = [
        (each, subscribed, affected)
        for each in merged
        if (subscribed := each.customers_subscribed)
        and (affected := each.customers_affected) is not None
    ]
    label = UNKNOWN
    if asked:
        subscribed_in_all = sum(subscribed for _, subscribed, _ in asked)
        affected_in_all = sum(affected for _, _, affected in asked)
        label = _scope_label(affected_in_all, subscribed_in_all)
    return CriterionResult(criteria.SCOPE, label, tuple(each for each, _, _ in asked), zone)


def _scope_label(affected: int, subscribed: int) -> str:
    if affected == 0:
        return "nulle"
    if affected * 100 >= subscribed * 95:
        return "totale sur les abonnés"
    return "partielle sur les abonnés"


def _communication(
    code: str,
    phases: frozenset[NoticePhase],
    merged: tuple[Respondent, ...],
    zone: ZoneInfo,
) -> CriterionResult:
    asked = _asked_about_notices(merged)
    received = [notice for each in asked for notice in each.notices_of(phases)]
    if received:
        label = _notice_label(min(received, key=precedence), zone)
    else:
        label = NONE_RECEIVED if len(asked) >= ASKED_FOR_NONE else UNKNOWN
    return CriterionResult(code, label, asked, zone)


def _asked_about_notices(merged: tuple[Respondent, ...]) -> tuple[Respondent, ...]:
    return tuple(each for each in merged if each.notices is not None)


def _notice_label(notice: Notice, zone: ZoneInfo) -> str:
    return f"{CHANNEL_LABELS[notice.channel]} le {dated(notice.received_at, zone)}"


def _propagation(merged: tuple[Respondent, ...], zone: ZoneInfo) -> CriterionResult:
    asked = _asked_about_notices(merged)
    informed = sum(each.was_informed_in_time for each in asked)
    return _ratio_result(criteria.PROPAGATION, informed, asked, zone)


def _outside_detection(merged: tuple[Respondent, ...], zone: ZoneInfo) -> CriterionResult:
    asked = tuple(each for each in merged if each.awareness is not None)
    outside = sum(each.detected_outside for each in asked)
    return _ratio_result(criteria.OUTSIDE_DETECTION, outside, asked, zone)


def _ratio_result(
    code: str, positive: int, asked: tuple[Respondent, ...], zone: ZoneInfo
) -> CriterionResult:
    ratio = Ratio(positive, len(asked))
    return CriterionResult(code, ratio.label, asked, zone, ratio)


def _call_saturation(merged: tuple[Respondent, ...], zone: ZoneInfo) -> CriterionResult:
    asked = tuple(each for each in merged if each.knows_call_load)
    label = _saturation_label(asked, zone) if asked else UNKNOWN
    return CriterionResult(criteria.CALL_SATURATION, label, asked, zone)


def _saturation_label(asked: tuple[Respondent, ...], zone: ZoneInfo) -> str:
    level = _saturation_level(median(each.peak for each in asked))
    measured = (each.saturation_delay(zone) for each in asked)
    delays = [delay // MICROSECOND for delay in measured if delay is not None]
    if len(delays) * 2 < len(asked):
        return level
    delay = median(delays)
    if delay > 4 * HOUR:
        return "lente et progressive"
    return f"{level} et immédiate" if delay <= HOUR else f"{level} et rapide"


def _saturation_level(peak: Fraction) -> str:
    if peak < Fraction(3, 2):
        return "faible"
    return "modérée" if peak < 3 else "forte"


def _answer_quality(merged: tuple[Respondent, ...], zone: ZoneInfo) -> CriterionResult:
    asked = [(each, quality) for each in merged if (quality := each.answer_quality)]
    label = UNKNOWN
    if asked:
        ranks = [WORST_TO_BEST.index(quality) for _, quality in asked]
        label = QUALITY_LABELS[WORST_TO_BEST[lower_median(ranks)]]
    return CriterionResult(criteria.ANSWER_QUALITY, label, tuple(each for each, _ in asked), zone)


def _field_restoration(merged: tuple[Respondent, ...]) -> FieldRestoration:
    elapsed = [
        (restored - blocked) // MICROSECOND
        for each in merged
        if (restored := each.restored_at) and (blocked := each.blocked_at)
    ]
    if not elapsed:
        return FieldRestoration(None, 0)
    tenths = half_up(median(elapsed) * 10 / MINUTE)
    return FieldRestoration(tenths / 10, len(elapsed))
