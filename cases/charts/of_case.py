"""The analysis of a case → what its charts draw. Pure, so that a dossier freezes the same data."""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from cases import criteria
from cases.analysis import Analysis
from cases.charts.incident import Incident, Mark, Silence
from cases.charts.load import Load, best_known, slot
from cases.charts.propagation import Curve, Propagation, Way, curve
from cases.respondents import INCIDENT_PHASES, Respondent
from cases.timeline import MEMBERS_TELL, NOTICES, MomentKind

# As criterion 3: « aucune » wants as many who were asked.
FEWEST_FOR_A_SILENCE = 3


def incident_of(
    analysis: Analysis, zone: ZoneInfo, steps: Iterable[tuple[MomentKind, datetime]]
) -> Incident:
    """`steps` are the association's own."""
    told = analysis.respondents
    marks = [
        *_told_by_members(told),
        *_notices(told),
        *(Mark(kind, at, at, 1, 1) for kind, at in sorted(steps, key=lambda step: step[1])),
    ]
    return Incident(str(zone), tuple(marks), _silence(told))


def _told_by_members(told: tuple[Respondent, ...]) -> Iterable[Mark]:
    for kind in MEMBERS_TELL:
        moments = [at for each in told if (at := _moment(each, kind))]
        if moments:
            yield Mark(kind, min(moments), max(moments), len(moments), len(told))


def _moment(respondent: Respondent, kind: MomentKind) -> datetime | None:
    return {
        MomentKind.FIRST_CALL: respondent.first_symptom_at,
        MomentKind.BLOCKED: respondent.blocked_at,
        MomentKind.RESTORED: respondent.restored_at,
    }[kind]


def _notices(told: tuple[Respondent, ...]) -> Iterable[Mark]:
    asked = [each for each in told if each.notices is not None]
    for phase, kind in NOTICES.items():
        firsts = [
            min(notice.received_at for notice in received)
            for each in asked
            if (received := each.notices_of(frozenset({phase})))
        ]
        if firsts:
            yield Mark(kind, min(firsts), max(firsts), len(firsts), len(asked))


def _silence(told: tuple[Respondent, ...]) -> Silence | None:
    start = first_blockage(told)
    asked = [each for each in told if each.notices is not None]
    heard = [at for each in asked if (at := _first_notice(each))]
    if start is None:
        return None
    if heard:
        return Silence(start, min(heard), was_broken=True) if min(heard) > start else None
    ends = [each.restored_at for each in told if each.restored_at]
    if len(asked) < FEWEST_FOR_A_SILENCE or not ends or max(ends) <= start:
        return None
    return Silence(start, max(ends), was_broken=False)


def first_blockage(told: tuple[Respondent, ...]) -> datetime | None:
    return min((each.blocked_at for each in told if each.blocked_at), default=None)


def _first_notice(respondent: Respondent) -> datetime | None:
    received = respondent.notices_of(INCIDENT_PHASES)
    return min((notice.received_at for notice in received), default=None)


def propagation_of(analysis: Analysis, zone: ZoneInfo) -> Propagation:
    return Propagation(
        str(zone),
        first_blockage(analysis.respondents),
        (
            _curve(analysis, Way.PUBLISHER, criteria.PROPAGATION),
            _curve(analysis, Way.OUTSIDE, criteria.OUTSIDE_DETECTION),
        ),
    )


def _curve(analysis: Analysis, way: Way, code: str) -> Curve:
    asked = analysis.result(code).respondents
    known = _informed if way == Way.PUBLISHER else _detected
    return curve(way, len(asked), [at for each in asked if (at := known(each))])


def _informed(respondent: Respondent) -> datetime | None:
    return _first_notice(respondent) if respondent.was_informed_in_time else None


def _detected(respondent: Respondent) -> datetime | None:
    return respondent.outside_by if respondent.detected_outside else None


def load_of(analysis: Analysis, zone: ZoneInfo) -> Load:
    asked = analysis.result(criteria.CALL_SATURATION).respondents
    by_hour: dict[datetime, list[Fraction]] = {}
    for each in asked:
        for hour, count in each.calls:
            usual = Fraction(each.usual_calls_per_hour or 1)
            by_hour.setdefault(hour, []).append(count / usual)
    slots = [slot(at, values) for at, values in by_hour.items()]
    return Load(str(zone), len(asked), best_known(slots), len(slots))
