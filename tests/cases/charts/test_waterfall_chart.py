"""The bars are as long as the sums of the table, and each begins where the last one ended."""

from decimal import Decimal

import pytest

from cases.charts.waterfall import END, LEFT, Part, waterfall_chart
from reports.typeface import drawable
from tests.cases.charts.reading import standing_for, tree, words

SUPPORT = Part("support", "Temps de support détourné", Decimal("249.60"))
COSTS = Part("costs", "Frais de constat, d’envoi et de conseil", Decimal("90.00"))
CREDITS = Part("credits", "Avoirs et gestes commerciaux", Decimal("445.50"))
NOTHING = Part("nothing", "Pénalités payées à des tiers", Decimal(0))
HUNDREDTH = 0.02


@pytest.fixture
def chart():
    return waterfall_chart("pertes", [SUPPORT, COSTS, NOTHING, CREDITS])


def edges(group):
    xs = [float(point.split()[0]) for point in group[0].get("d").strip("MZ").split("L")]
    return min(xs), max(xs)


def test_the_table_adds_up_to_the_total(chart):
    plain = [tuple(cell.replace("\u00a0", " ") for cell in row) for row in chart.rows]
    assert plain == [
        ("Temps de support détourné", "249,60 €", "249,60 €"),
        ("Frais de constat, d’envoi et de conseil", "90,00 €", "339,60 €"),
        ("Avoirs et gestes commerciaux", "445,50 €", "785,10 €"),
        ("Total", "785,10 €", "785,10 €"),
    ]


def test_each_bar_is_as_long_as_its_sum_and_begins_where_the_last_one_ended(chart):
    *parts, whole = standing_for(chart, "part")
    assert edges(whole) == (LEFT, END)
    ended = LEFT
    for group, part in zip(parts, (SUPPORT, COSTS, CREDITS), strict=True):
        begins, ends = edges(group)
        assert Decimal(group.get("data-amount")) == part.amount
        assert begins == pytest.approx(ended, abs=HUNDREDTH)
        assert (ends - begins) / (END - LEFT) == pytest.approx(
            float(part.amount / Decimal("785.10")), abs=0.001
        )
        ended = ends


def test_each_bar_bears_its_words_and_its_sum(chart):
    assert words(chart) == [text for label, sum_, _ends in chart.rows for text in (label, sum_)]
    assert {character for each in words(chart) for character in each} <= drawable()


def test_the_whole_is_told_from_its_parts_without_colour(chart):
    *parts, whole = standing_for(chart, "part")
    assert whole[0].get("class") == "p-chart__full"
    assert {part[0].get("class") for part in parts} == {"p-chart__band"}


def test_it_says_the_largest_part_and_is_an_image_with_a_name(chart):
    said = chart.sentence.replace("\u00a0", " ")
    assert said == ("La plus grande part : Avoirs et gestes commerciaux, 445,50 € sur 785,10 €.")
    assert tree(chart).get("role") == "img"
    assert tree(chart).get("aria-labelledby") == "pertes-title pertes-desc"


@pytest.mark.parametrize("parts", [[], [SUPPORT], [SUPPORT, NOTHING]])
def test_one_sum_is_not_drawn(parts):
    assert waterfall_chart("pertes", parts).drawing == ""
