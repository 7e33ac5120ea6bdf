from datetime import datetime
from decimal import Decimal
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from cases.acts import ACTS
from cases.analysis import Analysis, CriterionResult
from cases.answers import CallHour, Notice
from cases.criteria import CRITERIA
from cases.evidence.models import DailyRoot
from cases.models import Case, ObservationVersion
from members.roles import functions_in_words
from reports.content import (
    Answer,
    CaseColumn,
    Comparison,
    CriterionCell,
    CriterionRow,
    JournalLine,
    JournalRoot,
    Observation,
)
from reports.freezing.gathering import Gathered
from reports.wording import day, decimal, hour, join_clauses, moment, pair


def comparison(held: Gathered) -> Comparison:
    return Comparison(
        columns=tuple(_column(case, analysis) for case, analysis in held.analyses),
        rows=tuple(
            CriterionRow(
                code=criterion.code,
                number=criterion.number,
                title=str(criterion.wording),
                rule=str(criterion.rule),
                cells=tuple(
                    _cell(analysis.result(criterion.code)) for _, analysis in held.analyses
                ),
            )
            for criterion in CRITERIA
        ),
    )


def _column(case: Case, analysis: Analysis) -> CaseColumn:
    restoration = analysis.field_restoration
    return CaseColumn(
        key=case.key,
        reference=case.reference,
        publisher=case.publisher.name,
        occurred_on=case.occurred_on,
        respondents=analysis.respondent_count,
        sufficiency=analysis.sufficiency.value,
        restoration_minutes=_decimal(restoration.median_minutes),
        restoration_answered=restoration.answered,
    )


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _cell(result: CriterionResult) -> CriterionCell:
    ratio = result.ratio
    if ratio is None:
        return CriterionCell(result.label, result.answered)
    bounds = ratio.interval
    interval = (Decimal(str(bounds[0])), Decimal(str(bounds[1]))) if bounds else None
    return CriterionCell(result.label, result.answered, ratio.positive, interval)


def annexed_observations(held: Gathered) -> tuple[Observation, ...]:
    return tuple(
        _observation(number, version, held) for number, version in enumerate(held.versions, start=1)
    )


def _observation(number: int, version: ObservationVersion, held: Gathered) -> Observation:
    observation = version.observation
    return Observation(
        number=number,
        observer=held.observer(version),
        organisation_kind=str(observation.organisation.get_kind_display()),
        product=observation.product.name,
        observed_at=version.observed_at,
        received_at=observation.received_at,
        source=str(version.get_source_type_display()),
        answers=_answers(version, held.case.time_zone),
        fact=version.narrative,
        inference=version.inference,
        opinion=version.opinion,
    )


def _answers(version: ObservationVersion, zone: str) -> tuple[Answer, ...]:
    given = version.as_answers()
    usual = given.usual_calls_per_hour
    return (
        Answer(_("symptôme"), str(version.get_symptom_display())),
        Answer(_("gravité"), str(version.get_severity_display())),
        Answer(_("premier appel"), _moment(given.first_symptom_at, zone)),
        Answer(_("blocage complet"), _moment(given.blocked_at, zone)),
        Answer(_("retour à la normale"), _moment(given.restored_at, zone)),
        Answer(_("clients abonnés"), _number(given.customers_subscribed)),
        Answer(_("clients touchés"), _number(given.customers_affected)),
        Answer(_("comment l’incident a été su"), str(version.get_awareness_display()) or None),
        Answer(_("messages de l’éditeur"), _notices(given.publisher_notices, zone)),
        Answer(_("appels par heure en temps ordinaire"), None if usual is None else decimal(usual)),
        Answer(_("appels heure par heure"), _calls(given.calls, zone)),
        Answer(_("qualité de réponse possible"), str(version.get_answer_quality_display()) or None),
    )


def _moment(at: datetime | None, zone: str) -> str | None:
    return None if at is None else moment(at, zone)


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _notices(notices: tuple[Notice, ...] | None, zone: str) -> str | None:
    if notices is None:
        return None
    told = [
        f"{notice.phase.label}, {notice.channel.label}, {moment(notice.received_at, zone)}"
        for notice in notices
    ]
    return join_clauses(told) or _("aucun")


def _calls(calls: tuple[CallHour, ...] | None, zone: str) -> str | None:
    """« 11 janv. 2018 : 17 à 8 h 00, 24 à 9 h 00 » rather than a date for every hour."""
    if not calls:
        return None
    told = sorted((call.hour.astimezone(ZoneInfo(zone)), call.count) for call in calls)
    return join_clauses(
        pair(on, ", ".join(_calls_at(hour(at), count) for at, count in hours))
        for on, hours in groupby(told, key=lambda each: day(each[0]))
    )


def _calls_at(hour: str, count: int) -> str:
    return _("%(count)s à %(hour)s") % {"count": count, "hour": hour}


def journal_lines(held: Gathered) -> tuple[JournalLine, ...]:
    return tuple(
        JournalLine(
            entry.sequence,
            entry.at,
            str(ACTS[entry.verb]),
            functions_in_words(entry.functions) or _("système"),
        )
        for entry in held.entries
    )


def journal_root(held: Gathered) -> JournalRoot | None:
    return root_line(held.root)


def root_line(root: DailyRoot | None) -> JournalRoot | None:
    if root is None:
        return None
    stamp = root.stamp if hasattr(root, "stamp") else None
    return JournalRoot(
        day=root.day,
        first=root.first,
        last=root.last,
        root=root.root,
        stamped_at=stamp.at if stamp else None,
        authority=stamp.authority if stamp else "",
    )
