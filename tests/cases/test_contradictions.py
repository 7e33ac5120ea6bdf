"""Each pair of the list by itself: what sets it off, and the nearest thing that does not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cases.answers import Answers, CallHour, Notice
from cases.contradictions import PAIRS, Facts, contradictions
from cases.vocabulary import Awareness, Channel, NoticePhase, Severity, Symptom

NINE = datetime(2018, 1, 9, 9, tzinfo=UTC)
TEN, ELEVEN, NOON = (NINE + timedelta(hours=hours) for hours in (1, 2, 3))
PLAIN = Answers(TEN, Symptom.OTHER, Severity.BLOCKED)


def said(**changes: object) -> Answers:
    return replace(PLAIN, **changes)


def notice(phase: NoticePhase, at: datetime) -> tuple[Notice, ...]:
    return (Notice(phase, Channel.EMAIL, at),)


def calls(count: int, complaints: int | None = None) -> tuple[CallHour, ...]:
    return (CallHour(NINE, count, complaints),)


DEGRADED = Severity.DEGRADED
BY_PUBLISHER, UNAWARE = Awareness.PUBLISHER, Awareness.NONE
# The beginning of the sentence, facts that set it off, facts that come close and do not.
TABLE = [
    (
        "« Connexion impossible »",
        Facts(said(symptom=Symptom.LOGIN_IMPOSSIBLE, severity=DEGRADED)),
        Facts(said(symptom=Symptom.LOGIN_IMPOSSIBLE)),
    ),
    ("« Lenteur »", Facts(said(symptom=Symptom.SLOW)), Facts(said(severity=DEGRADED))),
    (
        "Un blocage complet est daté",
        Facts(said(severity=DEGRADED, blocked_at=TEN)),
        Facts(said(blocked_at=TEN)),
    ),
    (
        "« Impossible de travailler », et pourtant aucun",
        Facts(said(customers_affected=0)),
        Facts(said(customers_affected=1)),
    ),
    (
        "Le constat est daté d’avant le premier appel",
        Facts(said(first_symptom_at=ELEVEN)),
        Facts(said(first_symptom_at=TEN)),
    ),
    (
        "Le constat est daté d’après le retour",
        Facts(said(restored_at=NINE)),
        Facts(said(restored_at=TEN)),
    ),
    (
        "Le blocage complet est daté d’avant",
        Facts(said(first_symptom_at=TEN, blocked_at=NINE)),
        Facts(said(first_symptom_at=TEN, blocked_at=TEN)),
    ),
    (
        "Le retour à la normale précède le blocage donné",
        Facts(said(restored_at=TEN), earlier=[said(blocked_at=ELEVEN)]),
        Facts(said(restored_at=ELEVEN), earlier=[said(blocked_at=ELEVEN)]),
    ),
    (
        "Le blocage suit le retour à la normale donné",
        Facts(said(blocked_at=NOON), earlier=[said(restored_at=ELEVEN)]),
        Facts(said(blocked_at=ELEVEN), earlier=[said(restored_at=ELEVEN)]),
    ),
    (
        "Plus de clients touchés que d’abonnés",
        Facts(said(customers_affected=9), earlier=[said(customers_subscribed=8)]),
        Facts(said(customers_affected=8), earlier=[said(customers_subscribed=8)]),
    ),
    (
        "« Su par l’éditeur »",
        Facts(said(awareness=BY_PUBLISHER, publisher_notices=())),
        Facts(
            said(awareness=BY_PUBLISHER, publisher_notices=notice(NoticePhase.OPEN, TEN)),
        ),
    ),
    (
        "« Nous ne l’avons pas su »",
        Facts(said(awareness=UNAWARE, publisher_notices=notice(NoticePhase.UPDATE, TEN))),
        Facts(said(awareness=UNAWARE, publisher_notices=notice(NoticePhase.END, TEN))),
    ),
    (
        "L’annonce de l’incident est datée d’après",
        Facts(said(restored_at=TEN, publisher_notices=notice(NoticePhase.OPEN, ELEVEN))),
        Facts(said(restored_at=TEN, publisher_notices=notice(NoticePhase.END, ELEVEN))),
    ),
    (
        "La fin de l’incident est annoncée avant",
        Facts(said(blocked_at=TEN, publisher_notices=notice(NoticePhase.END, NINE))),
        Facts(said(blocked_at=TEN, publisher_notices=notice(NoticePhase.END, TEN))),
    ),
    (
        "Le récit parle de saturation",
        Facts(said(narrative="Lignes saturées.", usual_calls_per_hour=Decimal(9), calls=calls(9))),
        Facts(said(narrative="Lignes saturées.", usual_calls_per_hour=Decimal(9), calls=calls(10))),
    ),
    (
        "« Su par les appels de nos clients »",
        Facts(said(awareness=Awareness.CUSTOMER_CALLS, calls=calls(0))),
        Facts(said(awareness=Awareness.CUSTOMER_CALLS, calls=None)),
    ),
    (
        "Une heure compte plus d’appels pour se plaindre",
        Facts(said(calls=calls(3, complaints=4))),
        Facts(said(calls=calls(4, complaints=4))),
    ),
    (
        "Une autre observation de cette organisation donne une autre gravité",
        Facts(said(), elsewhere=[said(severity=DEGRADED)]),
        Facts(said(), elsewhere=[said()]),
    ),
    (
        "Une autre observation de cette organisation dit avoir su autrement",
        Facts(
            said(awareness=BY_PUBLISHER, publisher_notices=notice(NoticePhase.OPEN, TEN)),
            elsewhere=[said(awareness=UNAWARE)],
        ),
        Facts(
            said(awareness=Awareness.OWN_MONITORING),
            elsewhere=[said(awareness=UNAWARE), said(awareness=None)],
        ),
    ),
    (
        "Une autre observation de cette organisation situe le retour",
        Facts(said(blocked_at=NOON), elsewhere=[said(restored_at=ELEVEN)]),
        Facts(said(blocked_at=ELEVEN), elsewhere=[said(restored_at=ELEVEN)]),
    ),
]


@pytest.mark.parametrize(("beginning", "facts"), [(words, facts) for words, facts, _near in TABLE])
def test_each_pair_is_told_by_its_own_sentence_alone(beginning, facts):
    [told] = contradictions(facts)
    assert str(told.sentence).startswith(beginning)


@pytest.mark.parametrize("near", [near for _words, _facts, near in TABLE])
def test_what_comes_close_is_not_told(near):
    assert contradictions(near) == []


def test_no_pair_of_the_list_is_left_untested():
    assert len(TABLE) == len(PAIRS)
    told = [str(contradictions(facts)[0].sentence) for _words, facts, _near in TABLE]
    assert told == [str(pair.sentence) for pair in PAIRS]


def test_every_pair_names_two_answers_of_an_observation():
    known = set(Answers.__dataclass_fields__)
    assert {name for pair in PAIRS for name in pair.fields} <= known


def test_several_are_told_in_the_order_of_the_list():
    facts = Facts(said(symptom=Symptom.SLOW, customers_affected=0, restored_at=NINE))
    assert [pair.fields for pair in contradictions(facts)] == [
        ("symptom", "severity"),
        ("severity", "customers_affected"),
        ("observed_at", "restored_at"),
    ]
