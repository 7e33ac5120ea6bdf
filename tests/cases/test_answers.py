"""What is refused of an observation's values, the same on the form, in the API and in a file."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.answers import (
    CallHour,
    LocalTimeRefused,
    Notice,
    calls_as_json,
    calls_from_json,
    local_instant,
    local_minute,
    notices_as_json,
    notices_from_json,
    refusals,
)
from cases.vocabulary import Channel, NoticePhase
from tests.cases.testimonies import PARIS, answers, at, calls, notice

local = datetime.fromisoformat
NOW = at("12 12:00")
KOLKATA = ZoneInfo("Asia/Kolkata")


def refused(said, zone=PARIS):
    return [f"{each.field}{each.item}" for each in refusals(said, now=NOW, zone=zone)]


def test_all_answers_within_the_rules_are_accepted():
    said = answers(
        "08 14:31",
        "09 08:43",
        "09 10:13",
        subscribed=115,
        affected=115,
        awareness="publisher",
        notices=[notice("09 09:10")],
        usual=7.25,
        hours={"09 08:00": 0},
        quality="good",
    )
    assert refused(said) == []


def test_unanswered_questions_are_accepted():
    assert refused(answers()) == []


@pytest.mark.parametrize(
    ("moments", "fields"),
    [
        (("08 14:00", "09 08:00", "09 07:59"), ["restored_at"]),
        (("08 14:00", "08 13:00", "08 13:30"), ["restored_at"]),
        (("09 09:00", "09 09:00", "09 08:00"), ["restored_at", "restored_at"]),
        (("09 09:00", None, "09 08:59"), ["restored_at"]),
        (("09 09:00", "09 09:00", "09 09:00"), []),
        (("09 09:00", "09 08:00", "09 10:00"), []),  # the blockage before the first call
        (("09 09:00", None, None), []),
    ],
)
def test_normal_work_returns_after_the_calls_and_the_blockage(moments, fields):
    assert refused(answers(*moments)) == fields


def test_moments_later_than_the_observation_are_accepted():
    assert refused(answers("09 08:00", "09 09:00", "09 18:00", observed_at="09 09:30")) == []


@pytest.mark.parametrize(("minutes", "fields"), [(5, []), (6, ["observed_at"])])
def test_an_observation_of_the_future_is_refused_past_five_minutes(minutes, fields):
    said = replace(answers(), observed_at=NOW + timedelta(minutes=minutes))
    assert refused(said) == fields


def test_more_customers_hit_than_customers_is_refused():
    assert refused(answers(subscribed=10, affected=11)) == ["customers_affected"]
    assert refused(answers(affected=11)) == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (answers(subscribed=-1), "customers_subscribed"),
        (answers(affected=-1), "customers_affected"),
        (answers(usual=-0.5), "usual_calls_per_hour"),
        (answers(usual="7.255"), "usual_calls_per_hour"),
        (answers(usual="1e40"), "usual_calls_per_hour"),
        (answers(usual="1e999999"), "usual_calls_per_hour"),
        (answers(subscribed=2_147_483_648), "customers_subscribed"),
        (answers(hours={"09 08:00": 1, "09 09:00": -1}), "calls[1].count"),
        (answers(hours={"09 08:00": 2_147_483_648}), "calls[0].count"),
        (answers(hours={"09 08:30": 1}), "calls[0].hour"),
        (replace(answers(), calls=(CallHour(at("09 08:00"), 4, -1),)), "calls[0].complaints"),
        (replace(answers(), narrative="a\0b"), "narrative"),
        (replace(answers(), narrative="\ud83d"), "narrative"),
        (replace(answers(), narrative="a" * 20_001), "narrative"),
    ],
)
def test_a_value_out_of_bounds_is_refused_at_its_field(said, field):
    assert refused(said) == [field]


def test_the_largest_values_are_accepted():
    said = answers(subscribed=2_147_483_647, affected=2_147_483_647, usual=2_147_483_647)
    assert refused(replace(said, narrative="é" * 20_000)) == []


def test_more_complaints_than_calls_are_the_observer_s_business():
    assert refused(replace(answers(), calls=(CallHour(at("09 08:00"), 2, 3),))) == []


def test_an_hour_is_on_the_hour_where_it_was_counted():
    said = answers(hours={"09 08:00": 1}, zone=KOLKATA)
    assert refused(said, KOLKATA) == []
    assert refused(said, PARIS) == ["calls[0].hour"]


def test_seconds_make_an_hour_that_is_not_on_the_hour():
    said = replace(answers(), calls=(CallHour(at("09 08:00") + timedelta(seconds=1), 1),))
    assert refused(said) == ["calls[0].hour"]


@pytest.mark.parametrize("year", [1, 218, 1899, 3000, 9999])
def test_a_year_off_the_calendar_is_refused_wherever_it_stands(year):
    strange = datetime(year, 6, 1, 12, tzinfo=UTC)
    said = replace(
        answers(),
        blocked_at=strange,
        publisher_notices=(Notice(NoticePhase.OPEN, Channel.EMAIL, strange),),
        calls=(CallHour(strange, 1),),
    )
    assert refused(said) == ["blocked_at", "publisher_notices[0].received_at", "calls[0].hour"]


@pytest.mark.parametrize("day", ["1900-01-01T12:00", "2999-12-31T12:00"])
def test_the_first_and_last_years_of_the_calendar_are_accepted(day):
    assert refused(answers(blocked_at=day)) == []


def test_every_refusal_is_a_french_sentence():
    said = replace(
        answers("09 09:00", "09 09:00", "09 08:00", subscribed=-5, affected=-4, usual="0.001"),
        observed_at=NOW + timedelta(days=1),
        calls=(CallHour(at("09 08:30"), -1, 2_147_483_648),),
        narrative="\0" * 20_001,
    )
    messages = [refusal.message for refusal in refusals(said, now=NOW, zone=PARIS)]
    assert len(messages) == 12
    assert all(message.endswith(".") and message[0].isupper() for message in messages)


def test_a_local_time_is_the_instant_of_its_zone():
    summer, winter = local("2018-07-01T12:00"), local("2018-01-01T12:00")
    assert local_instant(summer, PARIS) == datetime(2018, 7, 1, 10, tzinfo=UTC)
    assert local_instant(winter, PARIS) == datetime(2018, 1, 1, 11, tzinfo=UTC)


@pytest.mark.parametrize("fold", [0, 1])
def test_a_local_time_that_occurs_twice_is_the_first(fold):
    twice = local("2018-10-28T02:30").replace(fold=fold)
    assert local_instant(twice, PARIS) == datetime(2018, 10, 28, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("minute", [0, 30, 59])
def test_a_local_time_that_the_clocks_skipped_is_refused(minute):
    with pytest.raises(LocalTimeRefused, match="changement d’heure"):
        local_instant(local(f"2018-03-25T02:{minute:02}"), PARIS)


@pytest.mark.parametrize("moment", ["2018-03-25T01:59", "2018-03-25T03:00"])
def test_the_times_around_the_skipped_hour_exist(moment):
    assert local_minute(local_instant(local(moment), PARIS), PARIS) == moment


@pytest.mark.parametrize("year", [1, 1899, 3000, 9999])
def test_a_local_time_off_the_calendar_is_refused(year):
    with pytest.raises(LocalTimeRefused, match="de 1900 à 2999"):
        local_instant(local(f"{year:04}-12-31T23:59"), PARIS)


@given(
    st.datetimes(local("1900-01-01"), local("2999-12-31")).map(
        lambda moment: moment.replace(second=0, microsecond=0)
    ),
    st.sampled_from(["Europe/Paris", "Asia/Kolkata", "Australia/Lord_Howe", "America/Caracas"]),
)
def test_a_local_time_comes_back_to_the_minute(moment, name):
    zone = ZoneInfo(name)
    try:
        instant = local_instant(moment, zone)
    except LocalTimeRefused:
        return
    assert local_minute(instant, zone) == moment.strftime("%Y-%m-%dT%H:%M")


def test_notices_are_stored_and_read_back():
    received = (notice("09 09:10"), notice("09 10:02", "end", "portal"))
    assert notices_from_json(notices_as_json(received)) == received
    assert notices_as_json(received)[0] == {
        "phase": "open",
        "channel": "email",
        "received_at": "2018-01-09T08:10:00+00:00",
    }


def test_calls_are_stored_and_read_back():
    counted = (*calls({"09 08:00": 4}), CallHour(at("09 09:00"), 7, 2))
    assert calls_from_json(calls_as_json(counted)) == counted


def test_unanswered_and_none_received_stay_apart_in_storage():
    assert notices_from_json(notices_as_json(None)) is None
    assert notices_from_json(notices_as_json(())) == ()
    assert calls_from_json(calls_as_json(None)) is None
    assert calls_from_json(calls_as_json(())) == ()


def test_a_load_with_two_decimals_is_accepted_however_it_is_written():
    assert refused(replace(answers(), usual_calls_per_hour=Decimal("7.500"))) == []
