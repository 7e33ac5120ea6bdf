"""The eight criteria, rule by rule; each expected value was worked out by hand."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cases.analysis import (
    CHANNEL_LABELS,
    Sufficiency,
    analyse,
    sufficiency_of,
)
from cases.criteria import CRITERIA
from cases.figures import Ratio
from cases.interchange import parse
from cases.vocabulary import Channel
from tests.cases.testimonies import (
    PARIS,
    answers,
    at,
    by_organisation,
    label,
    notice,
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


def test_the_eight_criteria_come_in_the_order_of_the_table():
    analysis = analyse([], PARIS)
    assert [each.code for each in analysis.results] == [each.code for each in CRITERIA]
    assert [each.number for each in CRITERIA] == [1, 2, 3, 4, 5, 6, 7, 8]


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
