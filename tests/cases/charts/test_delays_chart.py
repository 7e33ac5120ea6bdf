"""The numbers drawn are those of the table, and what is too little to draw is said."""

from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from cases.charts import text
from cases.charts.delays import LEFT, RIGHT, delays_chart
from cases.delays import Course, delays

START = datetime(2018, 1, 9, 8, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"


def courses(*verified: float) -> list[Course]:
    return [
        Course(at, f"cas {at}", "Un", START, START + timedelta(hours=hours))
        for at, hours in enumerate(verified)
    ]


def marks(chart) -> dict[str, etree._Element]:
    root = etree.fromstring(str(chart.drawing).encode())
    return {group.get("data-leg"): group for group in root.iter(f"{SVG}g")}


def test_each_mark_stands_for_the_median_and_n_of_its_row():
    told = delays(courses(1, 2, 4))
    chart = delays_chart("delais", told)
    drawn = marks(chart)
    assert set(drawn) == {"verify"}
    median = timedelta(seconds=float(drawn["verify"].get("data-median")))
    assert chart.rows[0] == (
        "de la remontée à la vérification",
        text.length(median),
        "1\u00a0h\u00a030\u00a0min à 3\u00a0h",
        drawn["verify"].get("data-answered"),
    )
    assert [row[1] for row in chart.rows[1:]] == ["aucun cas"] * 3


@pytest.mark.parametrize("lengths", [[0], [0.2, 0.5], [1, 2, 4], [30, 90, 200]])
def test_nothing_is_drawn_beside_the_picture(lengths):
    root = etree.fromstring(str(delays_chart("delais", delays(courses(*lengths))).drawing).encode())
    for line in root.iter(f"{SVG}line"):
        assert LEFT - 0.01 <= float(line.get("x1")) <= RIGHT + 0.01


def test_few_cases_give_a_hollow_mark_and_no_bar():
    few = str(delays_chart("delais", delays(courses(1, 2))).drawing)
    many = str(delays_chart("delais", delays(courses(1, 2, 3, 4, 5))).drawing)
    assert "p-chart__hollow" in few
    assert "p-chart__band" not in few
    assert "p-chart__full" in many
    assert "p-chart__band" in many


def test_without_a_case_the_sentence_says_so_and_nothing_is_drawn():
    chart = delays_chart("delais", delays([]))
    assert (chart.drawing, chart.rows) == ("", ())
    assert chart.sentence == "Aucun cas n’a encore franchi d’étape."


def test_the_sentence_names_the_longest_step_and_not_the_whole():
    done = [
        Course(at, f"cas {at}", "Un", START, *(START + timedelta(hours=each) for each in (1, 6, 8)))
        for at in range(2)
    ]
    told = delays_chart("delais", delays(done)).sentence
    assert "(n\u00a0=\u00a02)" in told
    assert told.replace("\u00a0", " ") == (
        "L’étape la plus longue va de la vérification à la décision : 5 h à la médiane (n = 2)."
    )
