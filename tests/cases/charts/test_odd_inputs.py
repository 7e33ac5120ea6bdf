"""Charts of little, of much, of everything at once, and of a night when the clocks change."""

import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.analysis import analyse
from cases.charts.axes import HOUR, broken_scale, hour_ticks, round_ticks
from cases.charts.drawn import charts_of
from cases.charts.load import Slot, best_known, slot
from cases.charts.of_case import incident_of
from cases.charts.propagation import MOST_STEPS, Way, curve
from cases.figures import quartile
from cases.respondents import respondents_of
from cases.timeline import MomentKind
from tests.cases.charts.reading import standing_for, tree
from tests.cases.testimonies import PARIS, answers, by_organisation, notice

MIDNIGHT = datetime(2018, 1, 9, tzinfo=UTC)
instants = st.integers(0, 1_000_000).map(lambda minutes: MIDNIGHT + timedelta(minutes=minutes))


def drawn(*told, steps=()):
    return charts_of(analyse(by_organisation(*told), PARIS), PARIS, steps).drawn("essai")


def test_of_nothing_each_chart_says_what_is_missing():
    for chart in drawn():
        assert chart.drawing == ""
        assert chart.rows == ()
        assert chart.sentence.endswith(".")


def test_one_observer_is_a_drawing():
    one = answers(
        "09 08:00", "09 09:00", "09 10:00", awareness="own_monitoring", notices=[],
        usual=5, hours={"09 08:00": 10},
    )  # fmt: skip
    for chart in drawn(one):
        assert chart.drawing
        tree(chart)


def test_all_equal_is_a_drawing():
    same = answers(
        "09 08:00", "09 08:00", "09 08:00", notices=[notice("09 07:00")], usual=5,
        hours={"09 08:00": 0},
    )  # fmt: skip
    for chart in drawn(*[same] * 6):
        assert chart.drawing
        tree(chart)


def test_a_load_beyond_reason_still_fits():
    huge = answers("09 08:00", usual="0.01", hours={"09 08:00": 2_147_483_647})
    assert drawn(huge)[2].drawing


def test_nobody_asked_about_messages_is_no_silence():
    told = [answers(blocked_at="09 08:00", restored_at="09 10:00")] * 4
    assert incident_of(analyse(by_organisation(*told), PARIS), PARIS, []).silence is None


def test_three_who_received_nothing_are_a_silence_to_the_last_return():
    told = [answers(blocked_at="09 08:00", restored_at="09 10:00", notices=[])] * 3
    silence = incident_of(analyse(by_organisation(*told), PARIS), PARIS, []).silence
    assert (silence.end - silence.start, silence.was_broken) == (timedelta(hours=2), False)


def test_a_message_before_the_first_blockage_leaves_no_silence():
    told = answers(blocked_at="09 08:00", restored_at="09 10:00", notices=[notice("09 07:59")])
    assert incident_of(analyse(by_organisation(told), PARIS), PARIS, []).silence is None


def test_who_learned_elsewhere_is_dated_by_the_observation():
    told = answers(observed_at="09 11:30", awareness="watch_network")
    (respondent,) = respondents_of(by_organisation(told))
    assert respondent.outside_by == told.observed_at
    (silent,) = respondents_of(by_organisation(answers(awareness="publisher")))
    assert silent.outside_by is None


def test_half_and_nine_tenths_are_told_when_reached_and_not_before():
    moments = [MIDNIGHT + HOUR * number for number in range(9)]
    whole = curve(Way.PUBLISHER, 10, moments)
    assert whole.reached_part(1, 2) == moments[4]
    assert whole.reached_part(9, 10) == moments[8]
    assert curve(Way.PUBLISHER, 10, moments[:8]).reached_part(9, 10) is None


@given(st.integers(1, 3000), st.data())
@settings(max_examples=25)
def test_a_curve_of_very_many_keeps_its_end_and_its_thresholds(asked, data):
    known = data.draw(st.integers(0, asked))
    moments = [MIDNIGHT + timedelta(minutes=number) for number in range(known)]
    thin = curve(Way.OUTSIDE, asked, moments)
    assert len(thin.steps) <= MOST_STEPS + 2
    assert thin.reached == known
    for part, whole in ((1, 2), (9, 10)):
        needed = -(-asked * part // whole)
        assert thin.reached_part(part, whole) == (moments[needed - 1] if known >= needed else None)


@given(st.lists(instants, min_size=1, max_size=30))
def test_a_broken_scale_keeps_the_order_and_gives_back_each_instant(told):
    scale = broken_scale(told, 30, 336, gap=18, margin=4)
    places = [scale.place(at) for at in sorted(told)]
    assert places == sorted(places)
    assert all(30 <= place <= 336.01 for place in places)
    for at in told:
        back = scale.instant(scale.place(at))
        assert abs((back - at).total_seconds()) < 1


@given(st.floats(0.01, 1e12))
def test_ticks_are_few_and_reach_the_largest_value(largest):
    ticks = round_ticks(largest, 5)
    assert 2 <= len(ticks) <= 7
    assert ticks[-1] >= largest * (1 - 1e-6)


@pytest.mark.parametrize(
    "day", [datetime(2018, 3, 25, tzinfo=UTC), datetime(2018, 10, 28, tzinfo=UTC)]
)
def test_hours_are_full_local_ones_on_the_night_when_the_clocks_change(day):
    scale = broken_scale([day - 2 * HOUR, day + HOUR, day + 5 * HOUR], 0, 600, gap=10, margin=0)
    ticks = hour_ticks(scale.stretches[0], PARIS, apart=30)
    assert len(ticks) == len(set(ticks)) == 8
    assert {at.astimezone(PARIS).minute for at in ticks} == {0}


def test_ticks_follow_a_zone_half_an_hour_off():
    scale = broken_scale([MIDNIGHT, MIDNIGHT + 3 * HOUR], 0, 300, gap=10, margin=0)
    zone = ZoneInfo("Asia/Kolkata")
    ticks = hour_ticks(scale.stretches[0], zone, apart=30)
    assert ticks
    assert {at.astimezone(zone).minute for at in ticks} == {0}


@given(st.lists(st.fractions(0, 100), min_size=1, max_size=40))
def test_quartiles_stand_around_the_median_from_three_values_on(values):
    told = slot(MIDNIGHT, values)
    if len(values) < 3:
        assert (told.low, told.high) == (None, None)
    else:
        assert told.low <= told.median <= told.high


def test_a_quartile_stands_between_the_two_values_around_it():
    assert quartile([Fraction(0), Fraction(10)], 1) == Fraction(5, 2)


def test_no_line_is_drawn_over_hours_that_nobody_told():
    told = answers("09 08:00", usual=5, hours={"09 08:00": 5, "09 09:00": 6, "09 12:00": 7})
    lines = [
        each.get("d")
        for each in tree(drawn(told)[2]).iter()
        if each.get("class") == "p-chart__publisher" and each.get("d")
    ]
    assert [line.count("L") for line in lines] == [1, 0]


def test_points_of_few_are_hollow_and_have_no_band():
    few = [answers(usual=5, hours={"09 08:00": 5})] * 2
    chart = drawn(*few)[2]
    (point,) = standing_for(chart, "median")
    assert point[0].get("class") == "p-chart__hollow"
    assert chart.rows[0][2] == "trop peu de réponses"


def test_of_very_many_hours_the_best_known_are_drawn():
    slots = [Slot(MIDNIGHT + HOUR * n, 1 + n % 3, Decimal(1)) for n in range(300)]
    kept = best_known(slots)
    assert len(kept) == 48
    assert {each.answered for each in kept} == {3}
    assert list(kept) == sorted(kept, key=lambda each: each.at)


def test_members_see_only_what_five_or_more_told():
    full = answers("09 08:00", "09 09:00", "09 10:00", awareness="publisher",
                   notices=[notice("09 09:30")], usual=5, hours={"09 08:00": 10})  # fmt: skip
    steps = [(MomentKind.RELAYED, MIDNIGHT + 72 * HOUR)]

    def shown(count):
        analysis = analyse(by_organisation(*[full] * count), PARIS)
        return charts_of(analysis, PARIS, steps).drawn_for_members("essai")

    assert len(shown(5)) == 3
    (incident,) = shown(4)
    assert [row[0] for row in incident.rows] == ["Relais"]
    assert not standing_for(incident, "silence")


@pytest.mark.slow
def test_ten_thousand_observers_make_no_larger_a_picture():
    """The picture is bounded; the time grows with the observers and no faster."""

    def timed(count):
        told = [
            answers(
                f"2018-01-09T{n % 24:02}:{n % 60:02}", f"2018-01-10T{n % 24:02}:{n * 7 % 60:02}",
                f"2018-01-12T{n % 24:02}:{n % 60:02}", observed_at=f"2018-01-13T{n % 24:02}:00",
                awareness="watch_network" if n % 2 else "publisher",
                notices=[notice(f"2018-01-10T{n % 24:02}:{n % 60:02}")], usual=5,
                hours={f"2018-01-{9 + n % 4:02}T{n % 24:02}:00": n % 50},
            )
            for n in range(count)
        ]  # fmt: skip
        analysis = analyse(by_organisation(*told), PARIS)
        begun = time.perf_counter()
        charts = charts_of(analysis, PARIS, []).drawn("essai")
        return time.perf_counter() - begun, sum(len(chart.drawing) for chart in charts)

    (few_time, few_size), (many_time, many_size) = timed(1000), timed(10_000)
    assert many_size < 2 * few_size
    assert many_size < 60_000
    assert many_time < 40 * max(few_time, 0.01)
