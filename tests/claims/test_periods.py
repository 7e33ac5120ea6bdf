"""Who worked when, as people write it."""

from decimal import Decimal

import pytest

from cases.claims.errors import LossRefused
from cases.claims.periods import read_periods, weekly_hours
from tests.claims.declaring import MORNING, PARIS


def test_a_period_is_read_as_the_clocks_showed_it():
    [period] = read_periods(MORNING, PARIS)
    assert period.begins_at.isoformat() == "2018-01-09T08:00:00+00:00"
    assert (period.person, period.hours) == ("Alice Martin", Decimal("3.5"))


@pytest.mark.parametrize(
    "written",
    ["A;9/1/2018;9h00;12h30", " A ; 09/01/2018 ; 9 h 00 ; 12 h 30 ", "A;09/01/2018;21:00;24:00"],
)
def test_other_ways_of_writing_it_are_read_too(written):
    assert read_periods(f"\n{written}\n\n", PARIS)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "au moins une période"),
        ("neuf heures", "écrivez « Nom"),
        ("A ; 31/02/2018 ; 9:00 ; 10:00", "n’existe pas"),
        ("A ; 09/01/2018 ; 25:00 ; 26:00", "n’existe pas"),
        ("A ; 25/03/2018 ; 2:30 ; 4:00", "n’existe pas"),
        ("A ; 09/01/2018 ; 22:00 ; 2:00", "deux périodes"),
        (f"{MORNING}\nalice martin ; 09/01/2018 ; 12:00 ; 13:00", "deux fois au même moment"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_write(written, sentence):
    with pytest.raises(LossRefused, match=sentence.replace(" ", r"\s")):
        read_periods(written, PARIS)


def test_hours_are_added_by_person_and_week():
    monday_to_monday = "\n".join(
        f"{who} ; {day:02}/01/2018 ; 18:00 ; 20:00"
        for who, day in (("A", 8), ("A", 9), ("a", 14), ("B", 9), ("A", 15))
    )
    assert sorted(weekly_hours(read_periods(monday_to_monday, PARIS))) == [2, 2, 6]
