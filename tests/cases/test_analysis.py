"""The eight criteria, rule by rule; each expected value was worked out by hand."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cases.analysis import (
    CHANNEL_LABELS,
    Sufficiency,
    analyse,
    sufficiency_of,
)
from cases.answers import CallHour
from cases.criteria import CRITERIA
from cases.figures import Ratio, in_print
from cases.interchange import parse
from cases.vocabulary import Channel
from tests.cases.testimonies import (
    PARIS,
    answers,
    at,
    by_organisation,
    label,
    notice,
    of_one,
    result,
    testimony,
)

JANUARY = Path(__file__).parents[2] / "cases" / "data" / "january_2018.json"
EXPECTED = Path(__file__).parent / "data" / "january_2018.expected.json"
KOLKATA = ZoneInfo("Asia/Kolkata")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")


def test_the_january_file_gives_the_table_of_the_article():
    file = parse(JANUARY.read_bytes(), now=datetime.now(UTC))
    testimonies = {case.key: [] for case in file.cases}
    for row in file.observations:
        testimonies[row.case].append(testimony(row.organisation, row.reference, row.answers))
    analyses = {key: analyse(each, file.zone).as_json() for key, each in testimonies.items()}
    written = json.dumps(analyses, ensure_ascii=False, indent=1)
    assert written == EXPECTED.read_text(encoding="utf-8").strip()


def test_nobody_leaves_everything_unknown():
    unknown = {"label": "non renseigné", "answered": 0}
    unknown_ratio = {**unknown, "positive": 0, "interval": None}
    assert analyse([], PARIS).as_json() == {
        "respondents": 0,
        "sufficiency": "insuffisant",
        "nature": unknown,
        "scope": unknown,
        "publisher_communication": unknown,
        "propagation": unknown_ratio,
        "outside_detection": unknown_ratio,
        "call_saturation": unknown,
        "answer_quality": unknown,
        "end_communication": unknown,
        "field_restoration": {"median_minutes": None, "answered": 0},
    }


def test_respondents_who_answered_nothing_leave_everything_unknown():
    analysis = analyse(by_organisation(*[answers()] * 4), PARIS)
    assert {each.label for each in analysis.results} == {"non renseigné"}
    assert {each.answered for each in analysis.results} == {0}
    assert analysis.respondent_count == 4


# Sufficiency


@pytest.mark.parametrize(
    ("respondents", "expected"),
    [
        (0, "insuffisant"),
        (2, "insuffisant"),
        (3, "indicatif"),
        (9, "indicatif"),
        (10, "suffisant"),
        (11, "suffisant"),
    ],
)
def test_sufficiency_goes_by_respondents(respondents, expected):
    assert sufficiency_of(respondents) == expected
    analysis = analyse(by_organisation(*[answers()] * respondents), PARIS)
    assert analysis.sufficiency is Sufficiency(expected)


def test_ten_observations_of_two_organisations_are_not_sufficient():
    testimonies = [testimony(f"org-{n % 2}", f"ref-{n}", answers()) for n in range(10)]
    assert analyse(testimonies, PARIS).sufficiency is Sufficiency.INSUFFICIENT


# Criterion 1


@pytest.mark.parametrize(
    ("symptom", "block", "expected"),
    [
        ("09 08:00", "09 09:00", "très rapide depuis H-1"),
        ("09 08:00", "09 09:01", "rapide depuis H-1"),
        ("09 08:00", "09 09:29", "rapide depuis H-1"),
        ("09 08:00", "09 09:30", "rapide depuis H-2"),  # 1.5 h is rounded up
        ("09 08:00", "09 10:30", "rapide depuis H-3"),  # 2.5 h too: never to the even
        ("09 08:00", "09 12:00", "rapide depuis H-4"),
        ("09 08:00", "09 12:01", "progressif lent depuis H-4"),
        ("09 08:00", "09 08:00", "très rapide depuis H-1"),
        ("09 08:00", "09 08:10", "très rapide depuis H-1"),
        ("09 12:00", "09 08:00", "très rapide depuis H-1"),  # the lead is negative
        ("10 08:00", "09 08:00", "très rapide depuis H-1"),
        ("09 00:01", "09 23:59", "progressif lent depuis H-24"),
        ("08 23:50", "09 00:10", "très rapide depuis J-1"),
        ("08 14:31", "09 08:43", "progressif lent depuis J-1"),
        ("06 23:59", "09 00:00", "progressif lent depuis J-3"),
    ],
)
def test_nature_from_one_respondent(symptom, block, expected):
    assert label("nature", answers(symptom, block)) == expected


def test_nature_counts_only_who_gave_both_moments():
    found = result(
        "nature",
        by_organisation(
            answers("09 08:00", "09 08:30"),
            answers("01 08:00", None),
            answers(None, "31 08:00"),
        ),
    )
    assert (found.label, found.answered) == ("très rapide depuis H-1", 1)


def test_nature_takes_the_median_of_the_leads_and_not_the_lead_of_the_medians():
    # Leads 0, 0 and 10 h: median 0. Medians 10:00 and 12:00: 2 h apart.
    said = (
        answers("09 10:00", "09 10:00"),
        answers("09 12:00", "09 12:00"),
        answers("09 08:00", "09 18:00"),
    )
    assert label("nature", *said) == "très rapide depuis H-2"


def test_nature_of_an_even_count_takes_the_mean_of_the_two_middle_moments():
    # S = 08:30, B = 10:00: 1.5 h, rounded up; leads 1 h and 2 h: 1.5 h.
    said = (answers("09 08:00", "09 10:00"), answers("09 09:00", "09 10:00"))
    assert label("nature", *said) == "rapide depuis H-2"


def test_nature_of_an_even_count_may_fall_on_another_day():
    # S between 23:00 and 01:00 is midnight, on the 9th: no day before.
    said = (answers("08 23:00", "09 02:00"), answers("09 01:00", "09 02:00"))
    assert label("nature", *said) == "rapide depuis H-2"


def test_the_days_are_those_of_the_zone():
    # 23:30 and 00:30 in Paris are the same day in London.
    said = answers("08 23:30", "09 00:30")
    assert label("nature", said) == "très rapide depuis J-1"
    assert label("nature", said, zone=ZoneInfo("Europe/London")) == "très rapide depuis H-1"


def test_the_hours_lost_when_clocks_go_forward_did_not_elapse():
    # 01:00 to 05:30 on the clock is 3 h 30 elapsed on 25 March 2018.
    said = answers("2018-03-25T01:00", "2018-03-25T05:30")
    assert label("nature", said) == "rapide depuis H-4"


def test_the_hour_gained_when_clocks_go_back_elapsed():
    # 01:00 to 04:30 on the clock is 4 h 30 elapsed on 28 October 2018.
    said = answers("2018-10-28T01:00", "2018-10-28T04:30")
    assert label("nature", said) == "progressif lent depuis H-5"


# Criterion 2


@pytest.mark.parametrize(
    ("bases", "expected", "answered"),
    [
        ([(100, 0), (50, 0)], "nulle", 2),
        ([(1000, 1)], "partielle sur les abonnés", 1),
        ([(1000, 949)], "partielle sur les abonnés", 1),
        ([(1000, 950)], "totale sur les abonnés", 1),
        ([(20, 19)], "totale sur les abonnés", 1),
        ([(10, 10)], "totale sur les abonnés", 1),
        ([(90, 90), (10, 0)], "partielle sur les abonnés", 2),  # sums, not a mean of shares
        ([(190, 190), (10, 0)], "totale sur les abonnés", 2),
        ([(0, 0), (10, 0)], "nulle", 1),
        ([(0, 0)], "non renseigné", 0),
        ([(10, None), (None, 5)], "non renseigné", 0),
        ([(10, None), (20, 20)], "totale sur les abonnés", 1),
    ],
)
def test_scope_is_the_sum_of_the_hit_over_the_sum_of_the_subscribed(bases, expected, answered):
    said = [answers(subscribed=subscribed, affected=affected) for subscribed, affected in bases]
    found = result("scope", by_organisation(*said))
    assert (found.label, found.answered) == (expected, answered)


# Criteria 3 and 8


def test_the_first_notice_is_the_earliest_of_all_respondents():
    said = (
        answers(notices=[notice("09 09:12"), notice("09 10:00", "update")]),
        answers(notices=[notice("09 09:10", "update", "portal"), notice("09 09:01", "end")]),
        answers(notices=[]),
    )
    found = result("publisher_communication", by_organisation(*said))
    assert (found.label, found.answered) == ("portail le 09/01/2018 à 9h10", 3)


def test_the_end_is_the_earliest_notice_of_the_end():
    said = (
        answers(notices=[notice("09 09:10"), notice("09 10:05", "end", "phone")]),
        answers(notices=[notice("09 10:02", "end")]),
    )
    found = result("end_communication", by_organisation(*said))
    assert (found.label, found.answered) == ("mail le 09/01/2018 à 10h02", 2)


@pytest.mark.parametrize("code", ["publisher_communication", "end_communication"])
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (0, "non renseigné"),
        (1, "non renseigné"),
        (2, "non renseigné"),
        (3, "aucune"),
        (4, "aucune"),
    ],
)
def test_none_received_needs_three_who_answered(code, asked, expected):
    said = [answers(notices=[]) for _ in range(asked)] + [answers() for _ in range(10)]
    found = result(code, by_organisation(*said))
    assert (found.label, found.answered) == (expected, asked)


def test_a_single_notice_needs_no_three_who_answered():
    said = answers(notices=[notice("09 09:10")])
    assert label("publisher_communication", said) == "mail le 09/01/2018 à 9h10"


def test_a_notice_of_the_end_is_no_communication_during_the_incident():
    said = [answers(notices=[notice("09 10:02", "end")])] * 3
    assert label("publisher_communication", *said) == "aucune"
    assert label("end_communication", *said) == "mail le 09/01/2018 à 10h02"


@pytest.mark.parametrize(
    ("channel", "word"),
    [
        ("email", "mail"),
        ("phone", "téléphone"),
        ("portal", "portail"),
        ("status_page", "page de statut"),
        ("social_media", "réseaux sociaux"),
        ("letter", "courrier"),
        ("other", "autre canal"),
    ],
)
def test_each_channel_is_named_in_french(channel, word):
    said = answers(notices=[notice("09 00:05", "open", channel)])
    assert label("publisher_communication", said) == f"{word} le 09/01/2018 à 0h05"


def test_the_words_of_the_table_are_those_of_the_form():
    assert {channel: str(channel.label) for channel in Channel} == CHANNEL_LABELS


def test_at_the_same_minute_the_first_channel_in_the_alphabet_is_named():
    portal, letter = notice("09 09:10", channel="portal"), notice("09 09:10", channel="letter")
    later_in_the_minute = [replace(letter, received_at=letter.received_at + timedelta(seconds=40))]
    said = (answers(notices=[portal]), answers(notices=later_in_the_minute))
    assert label("publisher_communication", *said) == "courrier le 09/01/2018 à 9h10"


def test_an_earlier_minute_comes_before_the_alphabet():
    said = answers(
        notices=[notice("09 09:11", channel="email"), notice("09 09:10", channel="portal")]
    )
    assert label("publisher_communication", said) == "portail le 09/01/2018 à 9h10"


def test_the_date_of_a_notice_is_local_to_the_zone():
    said = answers(notices=[notice("09 23:45")])
    found = label("publisher_communication", said, zone=KOLKATA)
    assert found == "mail le 10/01/2018 à 4h15"


# Criterion 4


@pytest.mark.parametrize(
    ("restored", "notices", "informed"),
    [
        ("09 10:00", [notice("09 09:59")], True),
        ("09 10:00", [notice("09 10:00")], False),  # strictly before
        ("09 10:00", [notice("09 10:01")], False),
        ("09 10:00", [notice("09 09:59", "update")], True),
        ("09 10:00", [notice("09 09:59", "end")], False),
        ("09 10:00", [notice("09 11:00"), notice("09 09:00")], True),
        ("09 10:00", [], False),
        (None, [notice("31 09:00")], True),
        (None, [notice("31 09:00", "end")], False),
        (None, [], False),
    ],
)
def test_informed_is_before_one_s_own_return_to_normal(restored, notices, informed):
    found = result("propagation", by_organisation(answers(restored_at=restored, notices=notices)))
    assert found.ratio == Ratio(int(informed), 1)


def test_who_did_not_answer_about_notices_is_not_counted_as_uninformed():
    said = (answers(notices=[notice("09 09:00")]), answers(), answers(notices=[]))
    found = result("propagation", by_organisation(*said))
    assert (found.label, found.answered) == ("1 sur 2", 2)


# Criterion 5


@pytest.mark.parametrize(
    ("awareness", "outside"),
    [
        ("publisher", 0),
        ("customer_calls", 1),
        ("own_monitoring", 1),
        ("watch_network", 1),
        ("press_or_social", 1),
        ("none", 0),
    ],
)
def test_detection_outside_the_publisher_s_channel(awareness, outside):
    found = result("outside_detection", by_organisation(answers(awareness=awareness), answers()))
    assert found.ratio == Ratio(outside, 1)


# Ratios


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


def test_a_percentage_has_a_plain_space_in_json_and_a_no_break_space_in_print():
    assert Ratio(7, 11).label == "64 %"
    assert in_print(Ratio(7, 11).label) == "64\u00a0%"
    assert in_print("2 sur 3") == "2 sur 3"


# Criterion 6


def loaded(count, usual=10, symptom="09 08:05", hour="09 08:00", **others):
    return answers(symptom, usual=usual, hours={hour: count}, **others)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "faible"),
        (149, "faible"),
        (150, "modérée"),
        (199, "modérée"),
        (200, "modérée et immédiate"),
        (299, "modérée et immédiate"),
        (300, "forte et immédiate"),
    ],
)
def test_the_level_of_saturation(count, expected):
    assert label("call_saturation", loaded(count, usual=100)) == expected


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        ("09 07:00", "forte et immédiate"),  # before the first call: no delay below 0
        ("09 08:00", "forte et immédiate"),
        ("09 09:00", "forte et immédiate"),
        ("09 10:00", "forte et rapide"),
        ("09 12:00", "forte et rapide"),
        ("09 13:00", "lente et progressive"),
        ("10 08:00", "lente et progressive"),
    ],
)
def test_the_delay_runs_from_the_hour_of_the_first_call(hour, expected):
    assert label("call_saturation", loaded(30, symptom="09 08:59", hour=hour)) == expected


def test_saturated_is_the_first_hour_at_twice_the_usual_load_and_not_the_peak():
    said = answers(
        "09 08:00",
        usual=5,
        hours={"09 14:00": 50, "09 10:00": 10, "09 09:00": 9, "09 08:00": 9},
    )
    assert label("call_saturation", said) == "forte et rapide"


def test_an_even_count_of_peaks_takes_their_mean():
    # Peaks 1 and 2: 1.5.
    said = (loaded(10, symptom=None), loaded(20, symptom=None))
    assert label("call_saturation", *said) == "modérée"


def test_the_usual_load_may_have_decimals():
    assert label("call_saturation", loaded(21, usual="7.00", symptom=None)) == "forte"
    assert label("call_saturation", loaded(21, usual="7.01", symptom=None)) == "modérée"


def test_an_even_count_of_delays_takes_their_mean():
    # 0 h and 2 h: 1 h, still immediate. 0 h and 9 h: 4.5 h.
    at_once, two_hours = loaded(30), loaded(30, hour="09 10:00")
    assert label("call_saturation", at_once, two_hours) == "forte et immédiate"
    assert label("call_saturation", at_once, loaded(30, hour="09 17:00")) == "lente et progressive"


def test_without_a_delay_for_half_of_them_the_level_stands_alone():
    with_delay, unsaturated, no_first_call = loaded(30), loaded(19), loaded(30, symptom=None)
    assert label("call_saturation", with_delay, no_first_call) == "forte et immédiate"
    assert label("call_saturation", with_delay, no_first_call, no_first_call) == "forte"
    assert label("call_saturation", with_delay, unsaturated, unsaturated) == "modérée"
    assert label("call_saturation", no_first_call) == "forte"


def test_a_low_level_may_still_come_at_once():
    # Peaks 2 and 0.5: 1.25; one of the two has a delay.
    assert label("call_saturation", loaded(20), loaded(5)) == "faible et immédiate"


@pytest.mark.parametrize(
    "said",
    [
        answers(usual=10),
        answers(hours={"09 08:00": 30}),
        answers(usual=0, hours={"09 08:00": 30}),
        answers(usual=10, hours={}),
    ],
)
def test_saturation_needs_a_usual_load_and_an_hour_of_calls(said):
    found = result("call_saturation", by_organisation(said))
    assert (found.label, found.answered) == ("non renseigné", 0)


def test_a_saturated_hour_after_the_clocks_went_forward_came_sooner():
    # From 01:00 to 06:00 on the clock, 4 h elapsed.
    said = loaded(30, symptom="2018-03-25T01:20", hour="2018-03-25T06:00")
    assert label("call_saturation", said) == "forte et rapide"


def test_a_saturated_hour_after_the_clocks_went_back_came_later():
    # From 01:00 to 05:00 on the clock, 5 h elapsed.
    said = loaded(30, symptom="2018-10-28T01:20", hour="2018-10-28T05:00")
    assert label("call_saturation", said) == "lente et progressive"


def test_the_second_occurrence_of_an_hour_is_an_hour_of_its_own():
    # 02:30 for the second time is 01:30 UTC, in the hour of 01:00 UTC; the first 03:00 follows.
    second = datetime(2018, 10, 28, 1, 30, tzinfo=UTC)
    said = answers(usual=10, hours={"2018-10-28T04:00": 30})
    told = replace(said, first_symptom_at=second)
    # 04:00 local is 03:00 UTC: 2 h after the hour that began at 01:00 UTC.
    assert label("call_saturation", told) == "forte et rapide"
    assert (
        label("call_saturation", loaded(30, symptom="2018-10-28T02:30", hour="2018-10-28T03:00"))
        == "forte et rapide"  # the first 02:00 is 2 h before 03:00
    )


def test_the_hour_of_the_first_call_is_that_of_the_local_clock():
    # 08:10 in Kolkata is 02:40 UTC: its hour began at 02:30 UTC.
    said = loaded(30, symptom="09 08:10", hour="09 09:00", zone=KOLKATA)
    assert label("call_saturation", said, zone=KOLKATA) == "forte et immédiate"
    later = loaded(30, symptom="09 08:10", hour="09 12:00", zone=KOLKATA)
    assert label("call_saturation", later, zone=KOLKATA) == "forte et rapide"


def test_a_clock_that_goes_back_by_half_an_hour_keeps_local_hours():
    # On Lord Howe 02:00 became 01:30 on 1 April 2018: the hour of 01:00 lasted an hour and a half.
    said = loaded(30, symptom="2018-04-01T01:10", hour="2018-04-01T02:00", zone=LORD_HOWE)
    assert label("call_saturation", said, zone=LORD_HOWE) == "forte et rapide"  # 1.5 h


# Criterion 7


@pytest.mark.parametrize(
    ("qualities", "expected"),
    [
        ("poor", "médiocre"),
        ("fair", "moyenne"),
        ("good", "bonne"),
        ("poor good", "médiocre"),  # the lower median
        ("fair good", "moyenne"),
        ("good fair poor", "moyenne"),
        ("good good fair poor", "moyenne"),
        ("good good good poor", "bonne"),
        ("poor poor good good", "médiocre"),
    ],
)
def test_the_quality_of_answers_is_the_lower_median(qualities, expected):
    said = [answers(quality=quality) for quality in qualities.split()]
    found = result("answer_quality", by_organisation(*said, answers()))
    assert (found.label, found.answered) == (expected, len(said))


# Field restoration


@pytest.mark.parametrize(
    ("restored", "minutes"),
    [
        (["09 09:38"], 98.0),
        (["09 09:00", "09 09:01"], 60.5),
        (["09 08:00"], 0.0),
        (["09 09:00", "09 10:00", "10 08:00"], 120.0),
    ],
)
def test_field_restoration_is_a_median_in_minutes(restored, minutes):
    said = [answers(blocked_at="09 08:00", restored_at=each) for each in restored]
    analysis = analyse(by_organisation(*said, answers(blocked_at="09 08:00")), PARIS)
    assert analysis.field_restoration.median_minutes == minutes
    assert analysis.field_restoration.answered == len(restored)


def test_field_restoration_is_rounded_half_up():
    # 60 min and 60 min 6 s: 60.05 min.
    blocked = at("09 08:00")
    said = [
        answers(blocked_at="09 08:00", restored_at="09 09:00"),
        answers(blocked_at="09 08:00", restored_at="09 09:00"),
    ]
    later = replace(said[1], restored_at=blocked + timedelta(minutes=60, seconds=6))
    analysis = analyse(by_organisation(said[0], later), PARIS)
    assert analysis.field_restoration.median_minutes == 60.1


def test_field_restoration_counts_the_clock_change():
    said = answers(blocked_at="2018-10-28T01:00", restored_at="2018-10-28T04:00")
    analysis = analyse(by_organisation(said), PARIS)
    assert analysis.field_restoration.median_minutes == 240.0


# One respondent per organisation


def test_moments_of_one_organisation_are_the_widest():
    said = (
        answers("09 09:00", "09 09:30", "09 12:00", observed_at="09 13:00"),
        answers("09 08:00", "09 11:00", "09 11:30", observed_at="09 14:00"),
    )
    found = result("nature", of_one(*said))
    assert (found.label, found.answered) == ("rapide depuis H-2", 1)  # 08:00 to 09:30
    assert analyse(of_one(*said), PARIS).field_restoration.median_minutes == 150.0


def test_moments_of_one_organisation_may_come_from_several_observations():
    found = result("nature", of_one(answers("09 08:00"), answers(None, "09 10:00")))
    assert (found.label, found.answered) == ("rapide depuis H-2", 1)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # (subscribed, affected, observed at)
        ((100, 0, "10 08:00"), (90, 90, "09 08:00"), "nulle"),
        ((100, 0, "09 08:00"), (90, 90, "10 08:00"), "nulle"),
        ((100, 0, "09 08:00"), (100, 100, "10 08:00"), "totale sur les abonnés"),  # a tie
        ((100, 100, "10 08:00"), (100, 0, "09 08:00"), "totale sur les abonnés"),
        ((100, 100, "09 08:00"), (100, 0, "09 08:00"), "nulle"),  # ref-02 is the later reference
        ((100, None, "09 08:00"), (90, 90, "09 08:00"), "non renseigné"),  # both from the largest
        ((None, 5, "10 08:00"), (90, 90, "09 08:00"), "totale sur les abonnés"),
        ((0, 0, "10 08:00"), (None, None, "10 08:00"), "non renseigné"),
    ],
)
def test_base_and_affected_come_from_the_largest_base(first, second, expected):
    said = [
        answers(subscribed=subscribed, affected=affected, observed_at=observed)
        for subscribed, affected, observed in (first, second)
    ]
    assert result("scope", of_one(*said)).label == expected


def test_notices_of_one_organisation_are_put_together():
    said = (
        answers(notices=[notice("09 09:10")]),
        answers(notices=[]),
        answers(notices=[notice("09 09:10"), notice("09 10:02", "end")]),
        answers(),
    )
    analysis = analyse(of_one(*said), PARIS)
    assert analysis.result("publisher_communication").label == "mail le 09/01/2018 à 9h10"
    assert analysis.result("end_communication").label == "mail le 09/01/2018 à 10h02"
    assert analysis.result("propagation").ratio == Ratio(1, 1)


def test_notices_are_answered_when_one_observation_answers():
    found = result("propagation", of_one(answers(), answers(notices=[])))
    assert (found.label, found.answered) == ("nulle", 1)


def test_the_notice_of_one_observation_is_set_against_the_latest_return_to_normal():
    said = (
        answers(restored_at="09 10:00", notices=[]),
        answers(restored_at="09 12:00", notices=[notice("09 11:00")]),
    )
    assert result("propagation", of_one(*said)).ratio == Ratio(1, 1)


def test_three_observations_of_one_organisation_do_not_make_none_received():
    found = result("publisher_communication", of_one(*[answers(notices=[])] * 3))
    assert (found.label, found.answered) == ("non renseigné", 1)


def test_one_outside_channel_among_those_of_an_organisation_suffices():
    found = result(
        "outside_detection",
        of_one(answers(awareness="publisher"), answers(awareness="watch_network"), answers()),
    )
    assert found.ratio == Ratio(1, 1)


def test_calls_of_one_organisation_take_the_larger_count_and_never_the_sum():
    said = (
        answers("09 08:00", usual=10, hours={"09 08:00": 14, "09 09:00": 12}),
        answers(None, usual=None, hours={"09 08:00": 13, "09 10:00": 14}),
    )
    # Summed, 08:00 would have 27 calls; as it is, the peak is 1.4.
    assert result("call_saturation", of_one(*said)).label == "faible"


def test_the_same_hour_twice_in_one_observation_counts_once():
    hour = at("09 08:00")
    said = answers("09 08:00", usual=10, hours={"09 08:00": 14})
    twice = replace(said, calls=(CallHour(hour, 14), CallHour(hour, 13)))
    assert label("call_saturation", twice) == "faible"


def test_the_usual_load_is_the_largest_given_in_any_observation():
    said = (
        answers("09 08:00", hours={"09 08:00": 30}),
        answers(usual=5),
        answers(usual=20),
        answers(usual=0),
    )
    found = result("call_saturation", of_one(*said))
    assert (found.label, found.answered) == ("modérée", 1)  # 30 ÷ 20


def test_the_quality_is_that_of_the_latest_observation_that_gives_one():
    said = (
        answers(quality="good", observed_at="10 08:00"),
        answers(quality="poor", observed_at="09 08:00"),
        answers(observed_at="11 08:00"),
    )
    assert result("answer_quality", of_one(*said)).label == "bonne"


def test_at_the_same_moment_the_later_reference_is_the_latest():
    said = {"b": answers(quality="good"), "a": answers(quality="poor")}
    testimonies = [testimony("org", reference, each) for reference, each in said.items()]
    assert result("answer_quality", testimonies).label == "bonne"


# What a person sees of a result


def inputs(code, *each):
    return [(row.respondent, row.value) for row in result(code, by_organisation(*each)).inputs]


def test_the_inputs_of_each_criterion_are_in_words():
    said = answers(
        "08 14:31",
        "09 08:43",
        "09 10:13",
        subscribed=115,
        affected=46,
        awareness="publisher",
        notices=[notice("09 09:10"), notice("09 10:02", "end")],
        usual="7.50",
        hours={"09 08:00": 18, "09 09:00": 22},
        quality="good",
    )
    words = {each.code: inputs(each.code, answers(), said) for each in CRITERIA}
    assert words == {
        "nature": [(2, "premier appel le 08/01/2018 à 14h31, blocage le 09/01/2018 à 8h43")],
        "scope": [(2, "46 touchés sur 115 abonnés")],
        "publisher_communication": [(2, "mail le 09/01/2018 à 9h10")],
        "propagation": [
            (
                2,
                "informé avant le retour à la normale (09/01/2018 à 10h13)\u00a0: "
                "mail le 09/01/2018 à 9h10",
            )
        ],
        "outside_detection": [(2, "Par l’éditeur")],
        "call_saturation": [
            (
                2,
                "22 appels dans l’heure la plus chargée, 7,5 d’habitude\u00a0; saturé en 18\u00a0h",
            )
        ],
        "answer_quality": [(2, "Bonne")],
        "end_communication": [(2, "mail le 09/01/2018 à 10h02")],
    }


def test_the_inputs_say_what_is_missing():
    said = answers(notices=[], usual=10, hours={"09 08:00": 12})
    assert inputs("end_communication", said) == [(1, "aucun message reçu")]
    assert inputs("propagation", said) == [
        (
            1,
            "non informé avant le retour à la normale (moment non renseigné)\u00a0: "
            "aucun message reçu",
        )
    ]
    assert inputs("call_saturation", said) == [
        (
            1,
            "12 appels dans l’heure la plus chargée, 10 d’habitude\u00a0; sans délai de saturation",
        )
    ]


def test_the_channels_of_an_organisation_are_listed_in_the_order_of_the_form():
    testimonies = of_one(answers(awareness="watch_network"), answers(awareness="publisher"))
    found = result("outside_detection", testimonies).inputs
    assert [row.value for row in found] == ["Par l’éditeur, Par le réseau de veille"]


def test_the_inputs_of_a_respondent_bear_one_number_in_every_criterion():
    analysis = analyse(
        by_organisation(answers(), answers(quality="good"), answers(awareness="none")), PARIS
    )
    assert [row.respondent for row in analysis.result("answer_quality").inputs] == [2]
    assert [row.respondent for row in analysis.result("outside_detection").inputs] == [3]


def test_the_eight_criteria_come_in_the_order_of_the_table():
    analysis = analyse([], PARIS)
    assert [each.code for each in analysis.results] == [each.code for each in CRITERIA]
    assert [each.number for each in CRITERIA] == [1, 2, 3, 4, 5, 6, 7, 8]
