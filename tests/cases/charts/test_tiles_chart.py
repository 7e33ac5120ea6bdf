"""A tile for each product in each incident, as many as the table has lines, and their numbers."""

import pytest

from cases.charts.tiles import Tile, tiles_chart
from reports.typeface import drawable
from tests.cases.charts.reading import place, standing_for, tree, words

COMPTA = [Tile("Compta", f"PRM-2018-000{number}", number) for number in range(1, 5)]
PAIE = Tile("Paie", "PRM-2018-0001", None)


@pytest.fixture
def chart():
    return tiles_chart("tuiles", [*COMPTA, PAIE], few="moins de 5")


def test_what_is_drawn_is_what_the_table_says(chart):
    assert chart.rows == (
        ("Compta", "PRM-2018-0001", "1 demande"),
        ("Compta", "PRM-2018-0002", "2 demandes"),
        ("Compta", "PRM-2018-0003", "3 demandes"),
        ("Compta", "PRM-2018-0004", "4 demandes"),
        ("Paie", "PRM-2018-0001", "moins de 5"),
    )
    drawn = [group.attrib for group in standing_for(chart, "claims")]
    assert [each["data-claims"] for each in drawn] == ["1", "2", "3", "4", ""]
    assert words(chart) == [
        "Compta",
        *(word for row in chart.rows[:4] for word in row[1:]),
        "Paie",
        *chart.rows[4][1:],
    ]
    assert {character for each in words(chart) for character in each} <= drawable()


def test_two_stand_abreast_and_no_two_at_one_place(chart):
    places = [place(group) for group in standing_for(chart, "claims")]
    assert len({y for _x, y in places}) == 3
    assert len(set(places)) == len(places)
    assert max(x for x, _y in places) == 8 + 158 + 8 + 158 / 2


def test_what_is_too_few_to_be_told_is_empty_without_colour_and_has_no_number(chart):
    *told, few = standing_for(chart, "claims")
    assert {group[0].get("class") for group in told} == {"p-chart__band"}
    assert few[0].get("class") == "p-chart__hollow"


def test_it_says_the_most_touched_and_is_an_image_with_a_name(chart):
    said = chart.sentence.replace("\u00a0", " ")
    assert said.startswith("Le plus touché : Compta, PRM-2018-0004, avec 4 demandes.")
    assert tree(chart).get("aria-labelledby") == "tuiles-title tuiles-desc"
    few = tiles_chart("tuiles", [PAIE, PAIE], few="moins de 5")
    assert few.sentence == "Une demande qui touche deux produits compte pour chacun."


@pytest.mark.parametrize("tiles", [[], COMPTA[:1]])
def test_one_tile_is_not_drawn(tiles):
    assert tiles_chart("tuiles", tiles, few="moins de 5").drawing == ""
