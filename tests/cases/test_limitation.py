"""The acceptance data of the association's counsel, and what the rule says of itself."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.limitation import DATA, EVENTS, Effect, limitation, rule_in_force, shifted

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
