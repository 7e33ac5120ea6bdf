"""What each respondent said for one criterion, in words: the answer to « how was it computed? »."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cases import criteria
from cases.labels import dated_in_words
from cases.respondents import END_PHASES, INCIDENT_PHASES, Respondent
from cases.vocabulary import Awareness, NoticePhase


@dataclass(frozen=True, slots=True)
class Input:
    """`respondent` is a number inside this analysis: it does not say who answered."""

    respondent: int
    value: str


def inputs_of(code: str, respondents: Iterable[Respondent], zone: ZoneInfo) -> list[Input]:
    in_words = IN_WORDS[code]
    return [Input(each.number, in_words(each, zone)) for each in respondents]


def _nature(respondent: Respondent, zone: ZoneInfo) -> str:
    return _("premier appel le %(symptom)s, blocage le %(block)s") % {
        "symptom": _when(respondent.first_symptom_at, zone),
        "block": _when(respondent.blocked_at, zone),
    }


def _when(instant: datetime | None, zone: ZoneInfo) -> str:
    return dated_in_words(instant, zone) if instant else _("moment non renseigné")


def _scope(respondent: Respondent, zone: ZoneInfo) -> str:
    return _("%(affected)s touchés sur %(subscribed)s abonnés") % {
        "affected": respondent.customers_affected,
        "subscribed": respondent.customers_subscribed,
    }


def _communication(respondent: Respondent, zone: ZoneInfo) -> str:
    return _notices(respondent, INCIDENT_PHASES, zone)


def _end_communication(respondent: Respondent, zone: ZoneInfo) -> str:
    return _notices(respondent, END_PHASES, zone)


def _notices(respondent: Respondent, phases: frozenset[NoticePhase], zone: ZoneInfo) -> str:
    received = [
        _("%(channel)s le %(moment)s")
        % {"channel": notice.channel.label, "moment": dated_in_words(notice.received_at, zone)}
        for notice in respondent.notices_of(phases)
    ]
    return ", ".join(received) or _("aucun message reçu")


def _propagation(respondent: Respondent, zone: ZoneInfo) -> str:
    sentence = (
        _("informé avant le retour à la normale (%(moment)s) : %(notices)s")
        if respondent.was_informed_in_time
        else _("non informé avant le retour à la normale (%(moment)s) : %(notices)s")
    )
    return sentence % {
        "moment": _when(respondent.restored_at, zone),
        "notices": _notices(respondent, INCIDENT_PHASES, zone),
    }


def _outside_detection(respondent: Respondent, zone: ZoneInfo) -> str:
    # In the order of the form, whatever the order of the answers.
    return ", ".join(str(each.label) for each in Awareness if each in (respondent.awareness or ()))


def _call_saturation(respondent: Respondent, zone: ZoneInfo) -> str:
    peak = _("%(most)s appels dans l’heure la plus chargée, %(usual)s d’habitude") % {
        "most": max(count for _hour, count in respondent.calls),
        "usual": _plain(respondent.usual_calls_per_hour or Decimal()),
    }
    delay = respondent.saturation_delay(zone)
    if delay is None:
        return _("%(peak)s ; sans délai de saturation") % {"peak": peak}
    return _("%(peak)s ; saturé en %(hours)s h") % {
        "peak": peak,
        "hours": _plain(Decimal(delay // timedelta(minutes=1)) / 60),
    }


def _plain(number: Decimal) -> str:
    return number_format(number.normalize())


def _answer_quality(respondent: Respondent, zone: ZoneInfo) -> str:
    return str(respondent.answer_quality.label) if respondent.answer_quality else ""


IN_WORDS: dict[str, Callable[[Respondent, ZoneInfo], str]] = {
    criteria.NATURE: _nature,
    criteria.SCOPE: _scope,
    criteria.PUBLISHER_COMMUNICATION: _communication,
    criteria.PROPAGATION: _propagation,
    criteria.OUTSIDE_DETECTION: _outside_detection,
    criteria.CALL_SATURATION: _call_saturation,
    criteria.ANSWER_QUALITY: _answer_quality,
    criteria.END_COMMUNICATION: _end_communication,
}
