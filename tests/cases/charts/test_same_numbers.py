"""The numbers drawn are the numbers of the table: both are read, and the places are measured."""

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cases.analysis import analyse
from cases.charts import plane, text
from cases.charts.axes import round_ticks
from cases.charts.drawn import charts_of
from cases.interchange import parse
from cases.timeline import MomentKind
from tests.cases.charts.reading import place, standing_for
from tests.cases.testimonies import at, testimony

JANUARY = Path(__file__).parents[3] / "cases" / "data" / "january_2018.json"
PARIS = ZoneInfo("Europe/Paris")
STEPS = [
    (MomentKind.REPORTED, at("09 11:00")),
    (MomentKind.VERIFIED, at("12 10:00")),
    (MomentKind.RELAYED, at("16 12:00")),
]
HUNDREDTH = 0.011


def analyses():
    file = parse(JANUARY.read_bytes(), now=datetime.now(UTC))
    told = {case.key: [] for case in file.cases}
    for row in file.observations:
        told[row.case].append(testimony(row.organisation, row.reference, row.answers))
    return {key: analyse(each, file.zone) for key, each in told.items()}


@pytest.fixture(scope="module", params=["ebp-2018-01-09", "sage-2018-01-11"])
def analysis(request):
    return analyses()[request.param]


@pytest.fixture
def data(analysis):
    return charts_of(analysis, PARIS, STEPS)


@pytest.fixture
def charts(data):
    return data.drawn("essai")


def moment_of(group, name="at"):
    return datetime.fromisoformat(group.get(f"data-{name}"))


def told(count, asked):
    return text.out_of(int(count), int(asked))


def test_each_mark_of_the_incident_is_a_row_with_the_same_moments_and_counts(charts):
    incident = charts[0]
    drawn = [
        (
            str(MomentKind(each.get("data-kind")).label),
            text.moment(moment_of(each), PARIS),
            told(each.get("data-count"), each.get("data-asked")),
        )
        for each in standing_for(incident, "kind")
    ]
    tabled = [(row[0], row[2], row[4] or "1 sur 1") for row in incident.rows]
    assert sorted(drawn) == sorted(tabled)
    assert len(drawn) >= 6


def test_marks_of_one_day_stand_as_far_apart_as_their_moments(data, charts):
    """One length means one duration: minutes and places keep one ratio inside a stretch."""
    marks = [
        (moment_of(each), place(each)[1])
        for each in standing_for(charts[0], "kind")
        if MomentKind(each.get("data-kind")).lane != "association"
    ]
    day = max(at for at, _ in marks).date()
    same = sorted({(at, y) for at, y in marks if at.date() == day})
    (first, top), (last, bottom) = same[0], same[-1]
    ratio = (bottom - top) / (last - first).total_seconds()
    for moment, y in same:
        # Triangles are centred on their moment but not on the middle of their outline.
        assert y == pytest.approx(top + (moment - first).total_seconds() * ratio, abs=2)


def test_each_step_of_the_propagation_stands_at_the_height_of_its_count(data, charts):
    most = max(curve.asked for curve in data.propagation.curves)
    for group in standing_for(charts[1], "way"):
        height = (plane.FOOT - place(group)[1]) / (plane.FOOT - plane.TOP) * most
        assert height == pytest.approx(int(group.get("data-count")), abs=HUNDREDTH * most)


def test_the_steps_of_the_propagation_are_the_rows_of_its_table(data, charts):
    propagation = charts[1]
    column = {curve.way.value: index for index, curve in enumerate(data.propagation.curves, 1)}
    asked = {curve.way.value: curve.asked for curve in data.propagation.curves}
    rows = {row[0]: row for row in propagation.rows}
    for group in standing_for(propagation, "way"):
        way = group.get("data-way")
        row = rows[text.moment(moment_of(group), PARIS)]
        assert row[column[way]] == told(group.get("data-count"), asked[way])
    moments = {text.moment(moment_of(each), PARIS) for each in standing_for(propagation, "way")}
    assert moments == set(rows)


def test_steps_stand_in_the_order_and_distance_of_their_moments(charts):
    marks = sorted({(moment_of(each), place(each)[0]) for each in standing_for(charts[1], "way")})
    (first, left), (last, right) = marks[0], marks[-1]
    ratio = (right - left) / (last - first).total_seconds()
    for moment, x in marks:
        assert x == pytest.approx(left + (moment - first).total_seconds() * ratio, abs=0.02)


def test_the_curves_end_on_criteria_4_and_5(analysis, data):
    for curve, code in zip(
        data.propagation.curves, ("propagation", "outside_detection"), strict=True
    ):
        ratio = analysis.result(code).ratio
        assert (curve.reached, curve.asked) == (ratio.positive, ratio.answered)


def test_each_hour_stands_at_the_height_of_its_median_and_is_a_row(data, charts):
    load = charts[2]
    largest = round_ticks(
        float(max(max(each.median, each.high or each.median) for each in data.load.slots)), 5
    )[-1]
    points = standing_for(load, "median")
    assert len(points) == len(load.rows)
    for group, row in zip(points, load.rows, strict=True):
        height = (plane.FOOT - place(group)[1]) / (plane.FOOT - plane.TOP) * largest
        assert height == pytest.approx(float(group.get("data-median")), abs=HUNDREDTH * largest)
        assert row[0] == text.moment(moment_of(group), PARIS)
        assert row[1] == text.number(text.Decimal(group.get("data-median")))
        assert row[3] == group.get("data-answered")


def test_the_highest_median_is_the_peak_of_the_article_s_saturation():
    """Sage: 24 calls for 5 in the usual hour, at the median."""
    sage = charts_of(analyses()["sage-2018-01-11"], PARIS, STEPS).drawn("essai")[2]
    assert "4,8\u00a0fois" in sage.sentence.replace("4,8 fois", "4,8\u00a0fois")
    assert re.search(r"n = 15|n\u00a0=\u00a015", sage.sentence)
