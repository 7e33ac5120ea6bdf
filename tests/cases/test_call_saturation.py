"""Criterion 6: how loaded the help desks were, and how soon."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.cases.testimonies import (
    answers,
    by_organisation,
    label,
    result,
)

KOLKATA = ZoneInfo("Asia/Kolkata")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")


def loaded(count, usual=10, symptom="09 08:05", hour="09 08:00", **others):
    return answers(symptom, usual=usual, hours={hour: count}, **others)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "faible"),
        (149, "faible"),
        (150, "modérée"),
        (199, "modérée"),
        (200, "modérée et immédiate"),
        (299, "modérée et immédiate"),
        (300, "forte et immédiate"),
    ],
)
def test_the_level_of_saturation(count, expected):
    assert label("call_saturation", loaded(count, usual=100)) == expected


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        ("09 07:00", "forte et immédiate"),  # before the first call: no delay below 0
        ("09 08:00", "forte et immédiate"),
        ("09 09:00", "forte et immédiate"),
        ("09 10:00", "forte et rapide"),
        ("09 12:00", "forte et rapide"),
        ("09 13:00", "lente et progressive"),
        ("10 08:00", "lente et progressive"),
    ],
)
def test_the_delay_runs_from_the_hour_of_the_first_call(hour, expected):
    assert label("call_saturation", loaded(30, symptom="09 08:59", hour=hour)) == expected


def test_saturated_is_the_first_hour_at_twice_the_usual_load_and_not_the_peak():
    said = answers(
        "09 08:00",
        usual=5,
        hours={"09 14:00": 50, "09 10:00": 10, "09 09:00": 9, "09 08:00": 9},
    )
    assert label("call_saturation", said) == "forte et rapide"


def test_an_even_count_of_peaks_takes_their_mean():
    # Peaks 1 and 2: 1.5.
    said = (loaded(10, symptom=None), loaded(20, symptom=None))
    assert label("call_saturation", *said) == "modérée"


def test_the_usual_load_may_have_decimals():
    assert label("call_saturation", loaded(21, usual="7.00", symptom=None)) == "forte"
    assert label("call_saturation", loaded(21, usual="7.01", symptom=None)) == "modérée"


def test_an_even_count_of_delays_takes_their_mean():
    # 0 h and 2 h: 1 h, still immediate. 0 h and 9 h: 4.5 h.
    at_once, two_hours = loaded(30), loaded(30, hour="09 10:00")
    assert label("call_saturation", at_once, two_hours) == "forte et immédiate"
    assert label("call_saturation", at_once, loaded(30, hour="09 17:00")) == "lente et progressive"


def test_without_a_delay_for_half_of_them_the_level_stands_alone():
    with_delay, unsaturated, no_first_call = loaded(30), loaded(19), loaded(30, symptom=None)
    assert label("call_saturation", with_delay, no_first_call) == "forte et immédiate"
    assert label("call_saturation", with_delay, no_first_call, no_first_call) == "forte"
    assert label("call_saturation", with_delay, unsaturated, unsaturated) == "modérée"
    assert label("call_saturation", no_first_call) == "forte"


def test_a_low_level_may_still_come_at_once():
    # Peaks 2 and 0.5: 1.25; one of the two has a delay.
    assert label("call_saturation", loaded(20), loaded(5)) == "faible et immédiate"


@pytest.mark.parametrize(
    "said",
    [
        answers(usual=10),
        answers(hours={"09 08:00": 30}),
        answers(usual=0, hours={"09 08:00": 30}),
        answers(usual=10, hours={}),
    ],
)
def test_saturation_needs_a_usual_load_and_an_hour_of_calls(said):
    found = result("call_saturation", by_organisation(said))
    assert (found.label, found.answered) == ("non renseigné", 0)


def test_a_saturated_hour_after_the_clocks_went_forward_came_sooner():
    # From 01:00 to 06:00 on the clock, 4 h elapsed.
    said = loaded(30, symptom="2018-03-25T01:20", hour="2018-03-25T06:00")
    assert label("call_saturation", said) == "forte et rapide"


def test_a_saturated_hour_after_the_clocks_went_back_came_later():
    # From 01:00 to 05:00 on the clock, 5 h elapsed.
    said = loaded(30, symptom="2018-10-28T01:20", hour="2018-10-28T05:00")
    assert label("call_saturation", said) == "lente et progressive"


def test_the_second_occurrence_of_an_hour_is_an_hour_of_its_own():
    # 02:30 for the second time is 01:30 UTC, in the hour of 01:00 UTC; the first 03:00 follows.
    second = datetime(2018, 10, 28, 1, 30, tzinfo=UTC)
    said = answers(usual=10, hours={"2018-10-28T04:00": 30})
    told = replace(said, first_symptom_at=second)
    # 04:00 local is 03:00 UTC: 2 h after the hour that began at 01:00 UTC.
    assert label("call_saturation", told) == "forte et rapide"
    assert (
        label("call_saturation", loaded(30, symptom="2018-10-28T02:30", hour="2018-10-28T03:00"))
        == "forte et rapide"  # the first 02:00 is 2 h before 03:00
    )


def test_the_hour_of_the_first_call_is_that_of_the_local_clock():
    # 08:10 in Kolkata is 02:40 UTC: its hour began at 02:30 UTC.
    said = loaded(30, symptom="09 08:10", hour="09 09:00", zone=KOLKATA)
    assert label("call_saturation", said, zone=KOLKATA) == "forte et immédiate"
    later = loaded(30, symptom="09 08:10", hour="09 12:00", zone=KOLKATA)
    assert label("call_saturation", later, zone=KOLKATA) == "forte et rapide"


def test_a_clock_that_goes_back_by_half_an_hour_keeps_local_hours():
    # On Lord Howe 02:00 became 01:30 on 1 April 2018: the hour of 01:00 lasted an hour and a half.
    said = loaded(30, symptom="2018-04-01T01:10", hour="2018-04-01T02:00", zone=LORD_HOWE)
    assert label("call_saturation", said, zone=LORD_HOWE) == "forte et rapide"  # 1.5 h
