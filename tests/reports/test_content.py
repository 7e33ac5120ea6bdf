"""What is printed is frozen first: it keeps every word, and refuses what breaks a guard."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from reports.canonical import UnreadableContent
from reports.content import (
    Comparison,
    ContentRefused,
    CriterionCell,
    Decision,
    IncidentReport,
    JournalLine,
)
from tests.reports.sample import at, comparison, incident_report, without_comparison


@pytest.fixture(scope="module")
def report() -> IncidentReport:
    return incident_report()


def altered(report: IncidentReport, **changes: object) -> str:
    return json.dumps({**json.loads(report.as_json()), **changes})


def test_a_frozen_content_is_read_back_the_same(report):
    assert IncidentReport.from_json(report.as_json()) == report


def test_a_content_without_decision_relay_or_verification_is_read_back_the_same(report):
    bare = replace(
        without_comparison(report),
        decision=None,
        relay=None,
        method=replace(report.method, verification=None),
    )
    assert IncidentReport.from_json(bare.as_json()) == bare


def test_what_was_frozen_before_the_journal_had_roots_is_still_read(report):
    earlier = json.loads(report.as_json())
    del earlier["root"]
    assert IncidentReport.from_json(json.dumps(earlier)) == replace(report, root=None)


@pytest.mark.parametrize(
    "later", [["root"], ["root", "charts"], ["root", "charts", "language"]], ids="-".join
)
def test_what_was_frozen_before_a_field_was_there_keeps_its_digest(report, later):
    earlier = json.loads(report.as_json())
    for name in later:
        del earlier[name]
    frozen = json.dumps(earlier, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(frozen.encode()).hexdigest()
    # As the database gives it back: in any order, with its own spaces.
    read = IncidentReport.from_json(json.dumps(dict(reversed(earlier.items())), indent=1))
    assert (read.as_json(), read.digest()) == (frozen, digest)
    assert digest != report.digest()


def test_the_same_content_freezes_to_the_same_text_whatever_the_order_of_its_keys(report):
    shuffled = json.dumps(dict(reversed(json.loads(report.as_json()).items())))
    assert IncidentReport.from_json(shuffled).as_json() == report.as_json()


def test_a_frozen_content_holds_no_float_and_no_local_time(report):
    def floats_are_forbidden(text):
        pytest.fail(f"{text} is a float")

    frozen = json.loads(report.as_json(), parse_float=floats_are_forbidden)
    assert frozen["comparison"]["rows"][3]["cells"][0]["interval"] == ["0.391", "0.862"]
    assert frozen["chronology"][0]["at"] == "2018-01-08T13:00:00Z"


def test_the_digest_is_that_of_the_frozen_text_and_of_one_changed_word_another(report):
    assert report.digest() == hashlib.sha256(report.as_json().encode()).hexdigest()
    assert replace(report, summary=("Autre résumé.",)).digest() != report.digest()


def test_a_moment_without_time_zone_cannot_be_frozen(report):
    naive = JournalLine(1, datetime(2018, 1, 9, 9, 10), "acte", "fonction")  # noqa: DTZ001
    with pytest.raises(TypeError, match="no time zone"):
        replace(report, journal=(naive,)).as_json()


@pytest.mark.parametrize(
    "changes",
    [
        {"unknown": "x"},
        {"cover": {}},
        {"summary": "not a list"},
        {"summary": [1]},
        {"journal": [{"sequence": "1", "at": "2018-01-09T08:10:00Z", "act": "", "function": ""}]},
        {"journal": [{"sequence": True, "at": "2018-01-09T08:10:00Z", "act": "", "function": ""}]},
        {"chronology": [{"at": "demain", "fact": "", "observers": [], "degree": "signalé"}]},
        {
            "chronology": [
                {"at": "2018-01-09T08:10:00Z", "fact": "", "observers": [], "degree": "sûr"}
            ]
        },
        {"decision": "agir"},
    ],
)
def test_json_that_this_software_did_not_freeze_is_refused(report, changes):
    with pytest.raises(UnreadableContent):
        IncidentReport.from_json(altered(report, **changes))


def test_json_that_is_none_at_all_is_refused():
    with pytest.raises(UnreadableContent):
        IncidentReport.from_json("{")


def test_an_interval_of_three_bounds_is_refused(report):
    frozen = json.loads(report.as_json())
    frozen["comparison"]["rows"][3]["cells"][0]["interval"] = ["0.1", "0.2", "0.3"]
    with pytest.raises(UnreadableContent):
        IncidentReport.from_json(json.dumps(frozen))


def test_a_content_of_another_format_is_refused(report):
    with pytest.raises(ContentRefused, match="promesse-incident-report/2"):
        IncidentReport.from_json(altered(report, schema="promesse-incident-report/2"))


@pytest.mark.parametrize("answered", [0, 9])
def test_no_percentage_is_printed_below_ten_answers(answered):
    with pytest.raises(ContentRefused, match="64 %"):
        CriterionCell("64 %", answered)


def test_a_percentage_is_printed_from_ten_answers_on():
    assert CriterionCell("64 %", 11, 7).label == "64 %"


def test_an_interval_is_printed_from_ten_answers_on_only():
    bounds = (Decimal("0.3"), Decimal("0.9"))
    assert CriterionCell("2 sur 3", 9, 6, bounds).printed_interval is None
    assert CriterionCell("7 sur 10", 10, 7, bounds).printed_interval == bounds


def test_a_criterion_without_a_cell_for_each_case_is_refused():
    grid = comparison()
    short = replace(grid.rows[0], cells=grid.rows[0].cells[:1])
    with pytest.raises(ContentRefused, match="one cell a column"):
        Comparison(grid.columns, (short, *grid.rows[1:]))


def test_silence_is_told_of_the_two_communication_criteria_with_who_was_asked():
    told = [(each.publisher, each.criterion, each.asked) for each in comparison().silences]
    assert told == [("Sage", 3, 15), ("Sage", 8, 15)]


def test_those_recused_are_not_counted_among_the_votes():
    decision = Decision("agir", at("2018-01-15T18:20"), "présidence", 6, 3, 3, 1, 1, 1, (), "")
    assert decision.votes == 5
