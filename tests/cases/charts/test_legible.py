"""Every chart has its title, description and table, and is read without its colours."""

import re
from pathlib import Path

import pytest

from cases.charts import marks
from cases.charts.chart import as_mail_text
from cases.charts.drawn import charts_of
from cases.charts.matrix import RULES, Shade, shade_of
from cases.charts.propagation import LOOKS
from cases.charts.svg import Look, text
from cases.criteria import CRITERIA
from cases.timeline import MomentKind
from reports.typeface import drawable
from tests.cases.charts.reading import SVG, tree, words
from tests.cases.charts.test_same_numbers import PARIS, STEPS, analyses
from tests.pages.test_palette import contrast

CSS = Path(__file__).parents[3] / "static/promesse/promesse.css"


@pytest.fixture(scope="module")
def charts():
    return [
        chart
        for key, analysis in analyses().items()
        for chart in charts_of(analysis, PARIS, STEPS).drawn(key)
    ]


def test_every_chart_is_an_image_with_title_description_and_table(charts):
    for chart in charts:
        svg = tree(chart)
        names = {each.get("id"): each for each in svg if each.tag in (f"{SVG}title", f"{SVG}desc")}
        assert svg.get("role") == "img"
        assert svg.get("aria-labelledby").split() == list(names)
        assert next(each.text for each in names.values()) == chart.title
        assert all(each.text for each in names.values())
        assert chart.rows
        assert all(len(row) == len(chart.headings) for row in chart.rows)


def test_no_two_charts_of_a_page_share_a_name(charts):
    names = [each.get("id") for chart in charts for each in tree(chart).iter() if each.get("id")]
    assert len(names) == len(set(names)) == 2 * len(charts)


def test_nothing_is_styled_scripted_or_fetched(charts):
    for chart in charts:
        assert not re.search(r"style=|<script|href|url\(|<image|on\w+=", chart.drawing)


def test_the_typeface_of_print_can_draw_every_word(charts):
    drawn = {character for chart in charts for each in words(chart) for character in each}
    assert drawn <= drawable()


def test_the_two_curves_differ_by_dash_shape_and_filling():
    (publisher, mark, filled), (outside, other, hollow) = LOOKS.values()
    assert publisher.printed.get("stroke-dasharray") != outside.printed.get("stroke-dasharray")
    assert mark is not other
    assert filled.printed["fill"] != hollow.printed["fill"]


def test_lines_across_a_plane_differ_by_their_dashes():
    across = (Look.PUBLISHER, Look.OUTSIDE, Look.REFERENCE, Look.THRESHOLD)
    assert len({each.printed.get("stroke-dasharray") for each in across}) == len(across)


def test_no_two_moments_of_a_lane_bear_one_mark():
    for lane in {kind.lane for kind in MomentKind}:
        kinds = [kind for kind in MomentKind if kind.lane == lane]
        assert len({marks.OF_KIND[kind] for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("look", [Look.LABEL, Look.STRONG, Look.MUTED])
def test_words_hold_their_contrast_on_paper(look):
    assert contrast(look.printed["fill"], "#ffffff") >= 4.5


@pytest.mark.parametrize(
    "look", [Look.PUBLISHER, Look.OUTSIDE, Look.REFERENCE, Look.THRESHOLD, Look.FULL, Look.AXIS]
)
def test_shapes_hold_their_contrast_on_paper(look):
    assert contrast(look.printed["stroke"], "#ffffff") >= 3


def test_the_stylesheet_of_the_pages_knows_every_look():
    css = CSS.read_text()
    assert [look for look in Look if f".p-chart__{look.suffix}" not in css] == []


def test_words_are_escaped():
    hostile = '</text><script>alert("1")</script>&'
    assert "<script" not in str(text(0, 0, hostile, Look.LABEL))
    assert text(0, 0, hostile, Look.LABEL).children == (hostile,)


def test_a_mail_has_the_numbers_as_text_and_no_picture(charts):
    mail = as_mail_text(charts[0])
    assert charts[0].title in mail
    assert all(row[0] in mail for row in charts[0].rows)
    assert "<" not in mail


@pytest.mark.parametrize(
    ("code", "from_least_to_most"),
    [
        ("nature", ["progressif lent depuis J-1", "rapide depuis H-2", "très rapide depuis H-1"]),
        ("scope", ["nulle", "partielle sur les abonnés", "totale sur les abonnés"]),
        ("propagation", ["totale", "2 sur 3", "nulle"]),
        ("outside_detection", ["nulle", "64 %", "totale"]),
        ("call_saturation", ["faible", "modérée et rapide", "forte et immédiate"]),
        ("answer_quality", ["bonne", "moyenne", "médiocre"]),
    ],
)
def test_shades_go_from_the_least_to_the_most_trying(code, from_least_to_most):
    shades = [shade_of(code, label) for label in from_least_to_most]
    assert shades == [Shade.LIGHT, Shade.MEDIUM, Shade.HEAVY]


@pytest.mark.parametrize("code", ["publisher_communication", "end_communication"])
def test_a_message_is_lighter_than_silence(code):
    assert shade_of(code, "mail le 09/01/2018 à 9h10") == Shade.LIGHT
    assert shade_of(code, "aucune") == Shade.HEAVY


def test_what_nobody_answered_has_no_place_in_the_order():
    assert {shade_of(each.code, "non renseigné") for each in CRITERIA} == {Shade.UNKNOWN}
    assert set(RULES) == {each.code for each in CRITERIA}
