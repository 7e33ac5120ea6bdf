"""What holds of the analysis whatever was observed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from cases.analysis import analyse
from cases.answers import Answers, CallHour, Notice
from cases.figures import Ratio, half_up, median
from cases.respondents import respondents_of
from cases.vocabulary import AnswerQuality, Awareness, Channel, NoticePhase, Severity, Symptom
from tests.cases.testimonies import PARIS, answers, at, by_organisation, testimony

# Around the two clock changes of 2018 in Paris, and around a plain winter night.
STARTS = [
    datetime(2018, 3, 24, 18, tzinfo=UTC),
    datetime(2018, 10, 27, 18, tzinfo=UTC),
    datetime(2018, 1, 8, 18, tzinfo=UTC),
]
moments = st.builds(
    lambda start, minutes: start + timedelta(minutes=minutes),
    st.sampled_from(STARTS),
    st.integers(0, 24 * 60),
)
hours = st.builds(
    lambda start, number: start + timedelta(hours=number),
    st.sampled_from(STARTS),
    st.integers(0, 24),
)
notices = st.builds(
    Notice, st.sampled_from(NoticePhase), st.sampled_from(Channel), received_at=moments
)
said = st.builds(
    Answers,
    observed_at=moments,
    symptom=st.sampled_from(Symptom),
    severity=st.sampled_from(Severity),
    first_symptom_at=st.none() | moments,
    blocked_at=st.none() | moments,
    restored_at=st.none() | moments,
    customers_subscribed=st.none() | st.integers(0, 50),
    customers_affected=st.none() | st.integers(0, 50),
    awareness=st.none() | st.sampled_from(Awareness),
    publisher_notices=st.none() | st.lists(notices, max_size=3).map(tuple),
    usual_calls_per_hour=st.none() | st.decimals(0, 20, places=2),
    calls=st.none()
    | st.lists(st.builds(CallHour, hours, st.integers(0, 60)), max_size=4).map(tuple),
    answer_quality=st.none() | st.sampled_from(AnswerQuality),
)
testimonies = st.lists(
    st.builds(testimony, st.sampled_from("abcdef"), st.integers(0, 99).map(str), said),
    max_size=12,
    unique_by=lambda each: (each.organisation, each.reference),
)
zones = st.sampled_from(["Europe/Paris", "Asia/Kolkata", "Australia/Lord_Howe", "America/Cayenne"])


@given(testimonies, st.randoms(use_true_random=False))
def test_the_order_of_observations_does_not_matter(given_in_order, random):
    shuffled = random.sample(given_in_order, k=len(given_in_order))
    assert analyse(shuffled, PARIS) == analyse(given_in_order, PARIS)


@given(said, st.randoms(use_true_random=False))
def test_the_order_inside_an_observation_does_not_matter(one, random):
    def shuffled(parts):
        return parts and tuple(random.sample(parts, k=len(parts)))

    other = replace(
        one, publisher_notices=shuffled(one.publisher_notices), calls=shuffled(one.calls)
    )
    assert analyse(by_organisation(other), PARIS) == analyse(by_organisation(one), PARIS)


@given(testimonies)
def test_an_organisation_counts_once(given_testimonies):
    organisations = {each.organisation for each in given_testimonies}
    analysis = analyse(given_testimonies, PARIS)
    assert analysis.respondent_count == len(organisations)
    assert all(each.answered <= len(organisations) for each in analysis.results)


@given(testimonies)
def test_saying_the_same_again_changes_nothing(given_testimonies):
    again = [replace(each, reference=f"again-{each.reference}") for each in given_testimonies]
    assert analyse(given_testimonies + again, PARIS) == analyse(given_testimonies, PARIS)


@given(testimonies)
def test_merging_first_gives_the_same_as_merging_last(given_testimonies):
    """What an organisation said in several observations reads as if it had said it in one."""
    merged = analyse([_as_testimony(each) for each in respondents_of(given_testimonies)], PARIS)
    apart = analyse(given_testimonies, PARIS)
    for code in {each.code for each in apart.results} - {"outside_detection"}:
        # One observation names one channel only: a merged one cannot name all of them.
        assert merged.result(code).as_json() == apart.result(code).as_json()
    assert merged.field_restoration == apart.field_restoration


def _as_testimony(respondent):
    return testimony(
        f"{respondent.number:03}",
        "merged",
        Answers(
            observed_at=STARTS[0],
            symptom=Symptom.OTHER,
            severity=Severity.BLOCKED,
            first_symptom_at=respondent.first_symptom_at,
            blocked_at=respondent.blocked_at,
            restored_at=respondent.restored_at,
            customers_subscribed=respondent.customers_subscribed,
            customers_affected=respondent.customers_affected,
            publisher_notices=respondent.notices,
            usual_calls_per_hour=respondent.usual_calls_per_hour,
            calls=tuple(CallHour(hour, count) for hour, count in respondent.calls),
            answer_quality=respondent.answer_quality,
        ),
    )


@given(testimonies, zones)
def test_what_nobody_answered_is_unknown_and_never_none(given_testimonies, name):
    analysis = analyse(given_testimonies, ZoneInfo(name))
    for each in analysis.results:
        if each.answered == 0:
            assert each.label == "non renseigné"
        if each.label == "aucune":
            assert each.answered >= 3
        if each.label == "nulle":
            assert each.answered >= 1


@given(testimonies)
def test_respondents_who_answer_nothing_change_no_label(given_testimonies):
    silent = [testimony(f"silent-{n}", "0", answers()) for n in range(5)]
    with_them = analyse(given_testimonies + silent, PARIS)
    without = analyse(given_testimonies, PARIS)
    for code in (each.code for each in without.results):
        assert with_them.result(code).as_json() == without.result(code).as_json()


@given(testimonies, zones)
def test_every_result_is_within_its_words_and_bounds(given_testimonies, name):
    analysis = analyse(given_testimonies, ZoneInfo(name))
    for each in analysis.results:
        assert each.label
        assert len(each.inputs) == each.answered
        if each.ratio and each.ratio.interval:
            lower, upper = each.ratio.interval
            assert 0 <= lower <= upper <= 1
            share = Decimal(each.ratio.positive) / each.ratio.answered
            assert lower - Decimal("0.001") <= share <= upper + Decimal("0.001")


@given(moments, st.integers(0, 600))
def test_a_clock_change_inside_the_incident_changes_no_duration(start, minutes):
    """The same incident on the plain night of January has the same speed and restoration."""
    plain = datetime(2018, 1, 8, 18, tzinfo=UTC)

    def incident(first):
        return replace(
            answers(), first_symptom_at=first, blocked_at=first + timedelta(minutes=minutes)
        )

    def speed(first):
        found = analyse(by_organisation(incident(first)), PARIS).result("nature")
        return found.label.split(" depuis ")[0]

    def restoration(first):
        ended = replace(incident(first), restored_at=first + timedelta(minutes=2 * minutes))
        return analyse(by_organisation(ended), PARIS).field_restoration.median_minutes

    assert speed(start) == speed(plain)
    assert restoration(start) == restoration(plain) == minutes


@given(st.sampled_from(["2018-03-25", "2018-10-28"]), st.integers(4, 20), st.integers(2, 20))
def test_a_saturation_over_a_clock_change_is_counted_in_elapsed_hours(day, hour, more):
    """On these days local hours differ by one from the hours elapsed since midnight."""
    elapsed = hour + (1 if day == "2018-10-28" else -1)
    said_once = answers(f"{day}T00:15", usual=10, hours={f"{day}T{hour:02}:00": 20 + more})
    found = analyse(by_organisation(said_once), PARIS).result("call_saturation").label
    late = found == "lente et progressive"
    assert late == (elapsed > 4)


@given(st.integers(0, 300), st.integers(1, 300))
def test_a_ratio_is_what_it_says(positive, answered):
    assume(positive <= answered)
    label = Ratio(positive, answered).label
    share = Fraction(positive, answered)
    if label == "nulle":
        assert share == 0
    elif label == "totale":
        assert share == 1
    elif label.endswith(" %"):
        percent = int(label.removesuffix(" %"))
        assert share.denominator > 10
        assert 1 <= percent <= 99
        assert abs(share * 100 - percent) <= Fraction(1, 2) or percent in (1, 99)
    else:
        part, whole = (int(each) for each in label.split(" sur "))
        assert Fraction(part, whole) == share
        assert 1 < whole <= 10


@given(st.lists(st.integers(-100, 100), min_size=1, max_size=9))
def test_a_median_leaves_as_many_on_either_side(values):
    middle = median(values)
    assert sum(value < middle for value in values) <= len(values) / 2
    assert sum(value > middle for value in values) <= len(values) / 2


@given(st.integers(-1000, 1000))
def test_a_half_is_rounded_up(whole):
    assert half_up(Fraction(2 * whole + 1, 2)) == whole + 1


def test_seven_of_eleven_is_a_percentage():
    outside = [answers(awareness="watch_network")] * 7 + [answers(awareness="none")] * 4
    found = analyse(by_organisation(*outside), PARIS).result("outside_detection")
    assert found.as_json() == {
        "label": "64 %",
        "answered": 11,
        "positive": 7,
        "interval": [0.354, 0.848],
    }


def test_the_analysis_does_not_depend_on_the_zone_of_the_instants():
    said_once = answers("09 08:00", "09 09:00", "09 10:00", notices=[])
    elsewhere = replace(said_once, blocked_at=at("09 09:00").astimezone(ZoneInfo("Asia/Tokyo")))
    assert analyse(by_organisation(elsewhere), PARIS) == analyse(by_organisation(said_once), PARIS)
