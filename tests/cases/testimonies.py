"""Testimonies written as one would say them: local times as text, only what was answered."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from cases.analysis import CriterionResult, Testimony, analyse
from cases.answers import Answers, CallHour, Notice, local_instant
from cases.vocabulary import AnswerQuality, Awareness, Channel, NoticePhase, Severity, Symptom

# Under its own name pytest would take it for a class of tests.
testimony = Testimony
PARIS = ZoneInfo("Europe/Paris")


def at(local, zone=PARIS):
    """« 09 08:43 » is in January 2018; the whole date may be given."""
    text = local if "T" in local else f"2018-01-{local.replace(' ', 'T')}"
    return local_instant(datetime.fromisoformat(text), zone)


def notice(received, phase="open", channel="email", zone=PARIS):
    return Notice(NoticePhase(phase), Channel(channel), at(received, zone))


def calls(hours, zone=PARIS):
    """{"09 08:00": 12} is twelve calls from eight to nine."""
    return tuple(CallHour(at(hour, zone), count) for hour, count in hours.items())


def answers(
    symptom_at=None,
    blocked_at=None,
    restored_at=None,
    observed_at="12 12:00",
    subscribed=None,
    affected=None,
    awareness=None,
    notices=None,
    usual=None,
    hours=None,
    quality=None,
    zone=PARIS,
):
    return Answers(
        observed_at=at(observed_at, zone),
        symptom=Symptom.LOGIN_IMPOSSIBLE,
        severity=Severity.BLOCKED,
        first_symptom_at=at(symptom_at, zone) if symptom_at else None,
        blocked_at=at(blocked_at, zone) if blocked_at else None,
        restored_at=at(restored_at, zone) if restored_at else None,
        customers_subscribed=subscribed,
        customers_affected=affected,
        awareness=Awareness(awareness) if awareness else None,
        publisher_notices=None if notices is None else tuple(notices),
        usual_calls_per_hour=None if usual is None else Decimal(str(usual)),
        calls=None if hours is None else calls(hours, zone),
        answer_quality=AnswerQuality(quality) if quality else None,
    )


def by_organisation(*each):
    """One testimony of each organisation, in turn."""
    return [Testimony(f"org-{n:02}", f"ref-{n:02}", said) for n, said in enumerate(each, start=1)]


def of_one(*each):
    """Several testimonies of one and the same organisation."""
    return [Testimony("org-01", f"ref-{n:02}", said) for n, said in enumerate(each, start=1)]


def result(code, testimonies, zone=PARIS) -> CriterionResult:
    return analyse(testimonies, zone).result(code)


def label(code, *each, zone=PARIS):
    return result(code, by_organisation(*each), zone).label
