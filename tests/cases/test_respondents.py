"""One respondent per organisation, whatever it observed and how often."""

from dataclasses import replace

import pytest

from cases.analysis import analyse
from cases.answers import CallHour
from cases.figures import Ratio
from tests.cases.testimonies import (
    PARIS,
    answers,
    at,
    label,
    notice,
    of_one,
    result,
    testimony,
)


def test_moments_of_one_organisation_are_the_widest():
    said = (
        answers("09 09:00", "09 09:30", "09 12:00", observed_at="09 13:00"),
        answers("09 08:00", "09 11:00", "09 11:30", observed_at="09 14:00"),
    )
    found = result("nature", of_one(*said))
    assert (found.label, found.answered) == ("rapide depuis H-2", 1)  # 08:00 to 09:30
    assert analyse(of_one(*said), PARIS).field_restoration.median_minutes == 150.0


def test_moments_of_one_organisation_may_come_from_several_observations():
    found = result("nature", of_one(answers("09 08:00"), answers(None, "09 10:00")))
    assert (found.label, found.answered) == ("rapide depuis H-2", 1)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # (subscribed, affected, observed at)
        ((100, 0, "10 08:00"), (90, 90, "09 08:00"), "nulle"),
        ((100, 0, "09 08:00"), (90, 90, "10 08:00"), "nulle"),
        ((100, 0, "09 08:00"), (100, 100, "10 08:00"), "totale sur les abonnés"),  # a tie
        ((100, 100, "10 08:00"), (100, 0, "09 08:00"), "totale sur les abonnés"),
        ((100, 100, "09 08:00"), (100, 0, "09 08:00"), "nulle"),  # ref-02 is the later reference
        ((100, None, "09 08:00"), (90, 90, "09 08:00"), "non renseigné"),  # both from the largest
        ((None, 5, "10 08:00"), (90, 90, "09 08:00"), "totale sur les abonnés"),
        ((0, 0, "10 08:00"), (None, None, "10 08:00"), "non renseigné"),
    ],
)
def test_base_and_affected_come_from_the_largest_base(first, second, expected):
    said = [
        answers(subscribed=subscribed, affected=affected, observed_at=observed)
        for subscribed, affected, observed in (first, second)
    ]
    assert result("scope", of_one(*said)).label == expected


def test_notices_of_one_organisation_are_put_together():
    said = (
        answers(notices=[notice("09 09:10")]),
        answers(notices=[]),
        answers(notices=[notice("09 09:10"), notice("09 10:02", "end")]),
        answers(),
    )
    analysis = analyse(of_one(*said), PARIS)
    assert analysis.result("publisher_communication").label == "mail le 09/01/2018 à 9h10"
    assert analysis.result("end_communication").label == "mail le 09/01/2018 à 10h02"
    assert analysis.result("propagation").ratio == Ratio(1, 1)


def test_notices_are_answered_when_one_observation_answers():
    found = result("propagation", of_one(answers(), answers(notices=[])))
    assert (found.label, found.answered) == ("nulle", 1)


def test_the_notice_of_one_observation_is_set_against_the_latest_return_to_normal():
    said = (
        answers(restored_at="09 10:00", notices=[]),
        answers(restored_at="09 12:00", notices=[notice("09 11:00")]),
    )
    assert result("propagation", of_one(*said)).ratio == Ratio(1, 1)


def test_three_observations_of_one_organisation_do_not_make_none_received():
    found = result("publisher_communication", of_one(*[answers(notices=[])] * 3))
    assert (found.label, found.answered) == ("non renseigné", 1)


def test_one_outside_channel_among_those_of_an_organisation_suffices():
    found = result(
        "outside_detection",
        of_one(answers(awareness="publisher"), answers(awareness="watch_network"), answers()),
    )
    assert found.ratio == Ratio(1, 1)


def test_calls_of_one_organisation_take_the_larger_count_and_never_the_sum():
    said = (
        answers("09 08:00", usual=10, hours={"09 08:00": 14, "09 09:00": 12}),
        answers(None, usual=None, hours={"09 08:00": 13, "09 10:00": 14}),
    )
    # Summed, 08:00 would have 27 calls; as it is, the peak is 1.4.
    assert result("call_saturation", of_one(*said)).label == "faible"


def test_the_same_hour_twice_in_one_observation_counts_once():
    hour = at("09 08:00")
    said = answers("09 08:00", usual=10, hours={"09 08:00": 14})
    twice = replace(said, calls=(CallHour(hour, 14), CallHour(hour, 13)))
    assert label("call_saturation", twice) == "faible"


def test_the_usual_load_is_the_largest_given_in_any_observation():
    said = (
        answers("09 08:00", hours={"09 08:00": 30}),
        answers(usual=5),
        answers(usual=20),
        answers(usual=0),
    )
    found = result("call_saturation", of_one(*said))
    assert (found.label, found.answered) == ("modérée", 1)  # 30 ÷ 20


def test_the_quality_is_that_of_the_latest_observation_that_gives_one():
    said = (
        answers(quality="good", observed_at="10 08:00"),
        answers(quality="poor", observed_at="09 08:00"),
        answers(observed_at="11 08:00"),
    )
    assert result("answer_quality", of_one(*said)).label == "bonne"


def test_at_the_same_moment_the_later_reference_is_the_latest():
    said = {"b": answers(quality="good"), "a": answers(quality="poor")}
    testimonies = [testimony("org", reference, each) for reference, each in said.items()]
    assert result("answer_quality", testimonies).label == "bonne"
