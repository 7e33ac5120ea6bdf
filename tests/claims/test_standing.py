"""Whether the association may take a route today (G15)."""

from dataclasses import replace
from datetime import date

import pytest

from cases.claims.cohort_states import Standing
from cases.claims.standing import Asked, Profile, eligibility

ASKED = Asked(declared_years=2, active_months=24, renewal_months=5)
OLD = Profile(date(2024, 1, 31), date(2024, 2, 29), "Article 2")
AGREED = replace(
    OLD,
    accreditation_number="A-12",
    accredited_from=date(2026, 1, 1),
    accredited_until=date(2030, 12, 31),
)


def told(standing, profile, on):
    return eligibility(standing, profile, ASKED, on=on)


def test_a_route_that_asks_nothing_is_open_to_anyone():
    assert told(Standing.NONE, Profile(), date(2026, 1, 1)).is_open


@pytest.mark.parametrize(
    ("on", "is_open"),
    [(date(2026, 1, 30), False), (date(2026, 2, 28), False), (date(2026, 3, 1), True)],
)
def test_cessation_asks_for_two_years_and_twenty_four_months(on, is_open):
    profile = replace(OLD, active_since=date(2024, 3, 1))
    assert told(Standing.SENIORITY, profile, on).is_open is is_open


def test_both_conditions_say_when_they_will_be_met():
    first, second, third = told(Standing.SENIORITY, OLD, date(2026, 1, 30)).conditions
    assert "31 janv. 2026" in first.told.replace("\u00a0", " ")
    assert "28 févr. 2026" in second.told.replace("\u00a0", " ")
    assert third.is_met


@pytest.mark.parametrize("lacking", ["declared_on", "active_since", "statutes_article"])
def test_what_is_not_filled_in_is_not_met(lacking):
    profile = replace(OLD, **{lacking: "" if lacking == "statutes_article" else None})
    judged = told(Standing.SENIORITY, profile, date(2026, 6, 1))
    assert len(judged.unmet) == 1
    assert "renseigné" in judged.unmet[0].told


def test_an_accreditation_alone_opens_cessation_too():
    profile = replace(AGREED, declared_on=None, active_since=None, statutes_article="")
    assert told(Standing.SENIORITY, profile, date(2026, 6, 1)).is_open


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (date(2025, 12, 31), "ne commence que"),
        (date(2026, 1, 1), ""),
        (date(2030, 12, 31), ""),
        (date(2031, 1, 1), "a expiré"),
    ],
)
def test_reparation_is_closed_without_a_valid_accreditation(on, sentence):
    judged = told(Standing.ACCREDITATION, AGREED, on)
    assert judged.is_open is (not sentence)
    assert sentence in judged.conditions[0].told


def test_an_association_without_accreditation_is_told_so():
    [condition] = told(Standing.ACCREDITATION, OLD, date(2026, 6, 1)).conditions
    assert not condition.is_met
    assert "n’a pas d’agrément" in condition.told


@pytest.mark.parametrize(
    ("on", "alerts"),
    [(date(2030, 6, 29), False), (date(2030, 6, 30), False), (date(2030, 7, 1), True)],
)
def test_the_renewal_of_an_accreditation_is_called_for_a_month_ahead(on, alerts):
    assert bool(told(Standing.ACCREDITATION, AGREED, on).alert) is alerts
    assert not told(Standing.ACCREDITATION, AGREED, date(2031, 1, 1)).alert


def test_an_association_is_declared_or_not():
    assert told(Standing.DECLARED, OLD, date(2024, 2, 1)).is_open
    assert not told(Standing.DECLARED, OLD, date(2024, 1, 1)).is_open
    assert not told(Standing.DECLARED, Profile(), date(2026, 1, 1)).is_open
