from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from reports import wording


@pytest.mark.parametrize(
    ("moment", "printed"),
    [
        (datetime(2018, 1, 9, 8, 10, tzinfo=UTC), "9 janv. 2018 à 9 h 10"),
        (datetime(2018, 7, 31, 22, 5, tzinfo=UTC), "1er août 2018 à 0 h 05"),
    ],
)
def test_a_moment_is_printed_on_the_watch_of_the_place(moment, printed):
    assert wording.moment(moment, "Europe/Paris").replace("\u00a0", " ") == printed


def test_a_date_does_not_end_a_line_in_its_middle():
    assert wording.day(date(2018, 1, 9)) == "9\u00a0janv.\u00a02018"


@pytest.mark.parametrize(
    ("minutes", "printed"),
    [
        ("0", "0 min"),
        ("52", "52 min"),
        ("59.5", "1 h 00 (59,5 min)"),
        ("98.0", "1 h 38 (98 min)"),
        ("415.0", "6 h 55 (415 min)"),
        ("1500", "25 h 00 (1500 min)"),
    ],
)
def test_a_duration_is_printed_in_hours_and_in_minutes(minutes, printed):
    assert wording.duration(Decimal(minutes)).replace("\u00a0", " ") == printed


@pytest.mark.parametrize(
    ("share", "printed"), [("0.391", "39,1 %"), ("0.0", "0 %"), ("0.204", "20,4 %"), ("1", "100 %")]
)
def test_a_share_is_printed_as_a_french_percentage(share, printed):
    assert wording.percentage(Decimal(share)).replace("\u00a0", " ") == printed


@pytest.mark.parametrize(
    ("numbers", "printed"),
    [
        ((), ""),
        ((3,), "Observateur 3"),
        ((1, 2), "Observateurs 1 et 2"),
        ((1, 2, 5), "Observateurs 1, 2 et 5"),
    ],
)
def test_observers_are_numbers_only(numbers, printed):
    assert wording.observers(numbers).replace("\u00a0", " ") == printed


def test_french_punctuation_stays_with_its_word():
    typed = "Fin : « ouverte » ; 64 % ? Oui !"
    assert wording.unbroken(typed) == (
        "Fin\u00a0: «\u00a0ouverte\u00a0»\u00a0; 64\u00a0%\u00a0? Oui\u00a0!"
    )
