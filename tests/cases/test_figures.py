"""Ratios as the article writes them, with what n allows to say."""

from decimal import Decimal

import pytest

from cases.figures import Ratio
from cases.labels import label_in_words


@pytest.mark.parametrize(
    ("positive", "answered", "expected"),
    [
        (0, 0, "non renseigné"),
        (0, 1, "nulle"),
        (1, 1, "totale"),
        (0, 15, "nulle"),
        (15, 15, "totale"),
        (8, 12, "2 sur 3"),
        (5, 15, "1 sur 3"),
        (7, 10, "7 sur 10"),
        (14, 20, "7 sur 10"),  # the denominator is that of the reduced fraction
        (50, 100, "1 sur 2"),
        (7, 11, "64 %"),  # 63.6
        (1, 11, "9 %"),  # 9.09
        (5, 11, "45 %"),  # 45.45
        (1, 40, "3 %"),  # 2.5, rounded up
        (9, 200, "5 %"),  # 4.5, rounded up and not to the even
        (1, 200, "1 %"),  # 0.5
        (1, 1000, "1 %"),  # at least 1
        (199, 200, "99 %"),  # 99.5, at most 99
        (999, 1000, "99 %"),
    ],
)
def test_ratio_labels(positive, answered, expected):
    assert Ratio(positive, answered).label == expected


@pytest.mark.parametrize(
    ("positive", "answered", "lower", "upper"),
    [
        (8, 12, "0.391", "0.862"),
        (4, 12, "0.138", "0.609"),
        (0, 15, "0.000", "0.204"),
        (5, 15, "0.152", "0.583"),
        (2, 3, "0.208", "0.939"),
        (0, 1, "0.000", "0.793"),
        (1, 1, "0.207", "1.000"),
        (15, 15, "0.796", "1.000"),
        (5, 10, "0.237", "0.763"),
        (81, 263, "0.255", "0.366"),
    ],
)
def test_wilson_interval(positive, answered, lower, upper):
    bounds = Ratio(positive, answered).interval
    assert bounds == (Decimal(lower), Decimal(upper))
    assert [str(bound) for bound in bounds] == [lower, upper]


def test_nothing_is_known_of_a_ratio_that_nobody_answered():
    assert Ratio(0, 0).interval is None


def test_a_percentage_has_a_plain_space_in_json_and_a_no_break_space_label_in_words():
    assert Ratio(7, 11).label == "64 %"
    assert label_in_words(Ratio(7, 11).label) == "64\u00a0%"
    assert label_in_words("2 sur 3") == "2 sur 3"
