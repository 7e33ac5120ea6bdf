"""The acceptance data of the association's counsel, and what the rule says of itself."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.limitation import (
    DATA,
    EVENTS,
    Effect,
    Occurrence,
    last_day_after,
    limitation,
    rule_in_force,
    shifted,
)

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("known_on", "last_day", "state", "days_left"),
    [
        ("2018-01-09", "2023-01-09", "barred", None),
        ("2018-01-11", "2023-01-11", "barred", None),
        ("2021-11-23", "2026-11-23", "barred", None),
        ("2021-11-24", "2026-11-24", "open", 0),
        ("2024-02-29", "2029-02-28", "open", 827),
        ("2025-09-12", "2030-09-12", "open", 1388),
    ],
)
def test_the_last_day_is_in_the_delay_and_the_next_one_is_not(known_on, last_day, state, days_left):
    found = limitation(date.fromisoformat(known_on), on=TODAY)
    assert found.last_day == date.fromisoformat(last_day)
    assert (found.state, found.days_left) == (state, days_left)


@pytest.mark.parametrize(
    ("on", "months"),
    [
        ("2028-02-27", None),
        ("2028-02-28", 12),
        ("2028-08-27", 12),
        ("2028-08-28", 6),
        ("2028-11-28", 3),
        ("2029-01-28", 1),
        ("2029-02-28", 1),
        ("2029-03-01", None),
    ],
)
def test_it_warns_twelve_six_three_and_one_months_before(on, months):
    assert limitation(date(2024, 2, 29), on=date.fromisoformat(on)).alert_months == months


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_the_delay_is_never_longer_than_its_years(known_on):
    found = limitation(known_on, on=TODAY)
    assert found.last_day <= shifted(known_on + timedelta(days=1), 60)
    assert found.last_day.year == known_on.year + 5
    assert found.last_day.month == known_on.month


def test_a_formal_notice_changes_nothing_and_a_court_claim_does():
    rule = rule_in_force()
    assert [each.code for each in rule.events_that(Effect.NONE)] == ["formal_notice"]
    assert "court_claim" in {each.code for each in rule.events_that(Effect.INTERRUPTS)}
    assert "mediation" in {each.code for each in rule.events_that(Effect.SUSPENDS)}


def test_what_counsel_has_not_read_bears_a_dagger():
    assert [str(each) for each in rule_in_force().basis] == ["C. civ. 2224", "C. com. L110-4†"]


def test_every_event_of_the_data_has_its_words():
    told = json.loads(DATA.read_text())
    assert {each["code"] for each in told["events"]} == set(EVENTS)
    assert all(event.what for event in rule_in_force().events)


KNOWN = date(2021, 3, 10)


def happened(code, since, until=None):
    event = next(each for each in rule_in_force().events if each.code == code)
    day = date.fromisoformat
    return Occurrence(event, day(since), until and day(until))


@pytest.mark.parametrize(
    ("occurrences", "last_day"),
    [
        ([], "2026-03-10"),
        ([happened("formal_notice", "2025-01-15")], "2026-03-10"),
        ([happened("acknowledgement", "2025-01-15")], "2030-01-15"),
        ([happened("court_claim", "2025-01-15", "2026-02-01")], "2031-02-01"),
        ([happened("court_claim", "2025-01-15")], "2030-01-15"),
        ([happened("mediation", "2024-01-01", "2024-03-01")], "2026-05-09"),
        ([happened("mediation", "2026-03-01", "2026-03-31")], "2026-09-30"),
        ([happened("expert_measure", "2026-03-01")], "2026-03-10"),
        ([happened("acknowledgement", "2026-03-11")], "2026-03-10"),
        (
            [
                happened("mediation", "2026-01-01", "2026-02-01"),
                happened("enforcement", "2025-06-01"),
            ],
            "2030-07-02",
        ),
    ],
)
def test_what_happened_moves_the_last_day(occurrences, last_day):
    assert last_day_after(KNOWN, rule_in_force(), occurrences) == date.fromisoformat(last_day)
    found = limitation(KNOWN, on=TODAY, occurrences=occurrences)
    assert found.last_day == date.fromisoformat(last_day)


def test_no_chain_of_events_passes_the_longest_delay():
    each_fourth_year = [
        happened("acknowledgement", f"{year}-01-01") for year in range(2024, 2045, 4)
    ]
    assert last_day_after(KNOWN, rule_in_force(), each_fourth_year) == date(2041, 3, 10)


@given(
    st.dates(date(2021, 3, 10), date(2026, 3, 10)),
    st.integers(0, 2000),
    st.sampled_from([each for each in rule_in_force().events if each.effect != Effect.NONE]),
)
def test_an_event_in_time_never_shortens_the_delay(since, length, event):
    ended = since + timedelta(days=length)
    moved = last_day_after(KNOWN, rule_in_force(), [Occurrence(event, since, ended)])
    assert moved >= last_day_after(KNOWN, rule_in_force(), [])


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 1, 31), -2, date(2023, 11, 30)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(start, months, end):
    assert shifted(start, months) == end
