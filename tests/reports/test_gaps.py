from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from cases import respondents
from cases.analysis import analyse
from cases.criteria import CRITERIA
from reports.content import ChronologyRow, Degree
from reports.gaps import Shown, criteria_without_exhibit, facts_without_exhibit
from tests.factories import answers

AT = datetime(2018, 1, 9, 8, 10, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


def fact(*observers, origin=""):
    return ChronologyRow(AT, "Blocage complet.", observers, Degree.REPORTED, origin)


def told(organisation, **said):
    return respondents.Testimony(organisation, "OBS-1", answers(AT, **said))


def shown(exhibits=(), files=()):
    return Shown(frozenset(exhibits), frozenset([*exhibits, *files]))


@pytest.mark.parametrize(
    ("observers", "held", "gaps"),
    [
        ((1, 2), shown(), [False]),
        ((1, 2), shown(files=[3]), [False]),
        ((1, 2), shown(files=[2]), [True]),
        ((1, 2), shown(exhibits=[2]), []),
        ((1,), shown(exhibits=[2]), [False]),
    ],
)
def test_a_fact_is_shown_by_an_exhibit_of_one_who_tells_it(observers, held, gaps):
    found = facts_without_exhibit([fact(*observers)], held, messages_have_a_trace=False)
    assert [each.has_file for each in found] == gaps


def test_a_message_of_the_publisher_is_shown_by_the_trace_of_the_verification_too():
    rows = [fact(1, origin="mail de l’éditeur"), fact(1)]
    found = facts_without_exhibit(rows, shown(), messages_have_a_trace=True)
    assert [each.row for each in found] == [rows[1]]
    assert len(facts_without_exhibit(rows, shown(), messages_have_a_trace=False)) == 2


def test_a_criterion_is_shown_by_an_exhibit_of_one_who_answered():
    told = [
        respondents.Testimony(
            "alpha", "OBS-1", answers(AT, customers_subscribed=40, customers_affected=30)
        ),
        respondents.Testimony("beta", "OBS-2", answers(AT, publisher_notices=())),
    ]
    analysis = analyse(told, PARIS)
    gaps = criteria_without_exhibit(analysis, [2, 1], shown(exhibits=[2], files=[1]))
    found = {each.criterion.code: (each.answered, each.has_file) for each in gaps}
    assert "scope" not in found, "alpha, observer 2, has an exhibit"
    assert found["publisher_communication"] == (1, True)
    assert found["nature"] == (0, False)
    assert list(found) == [each.code for each in CRITERIA if each.code != "scope"]
