"""The file format, read into rows and written back the same."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from cases.answers import Answers, CallHour, Notice
from cases.interchange import (
    CaseRow,
    FileRefused,
    ObservationRow,
    OrganisationRow,
    ProductRow,
    PublisherRow,
    as_document,
    parse,
    row_digest,
    write,
)
from cases.vocabulary import (
    AnswerQuality,
    Awareness,
    Channel,
    Delivery,
    NoticePhase,
    Severity,
    Symptom,
)
from members.kinds import OrganisationKind
from tests.cases.files import JANUARY, NOW, OPTIONAL, document, read


def test_the_january_file_is_read_and_written_back_but_for_its_note():
    written = json.loads(JANUARY.read_text(encoding="utf-8"))
    written.pop("note")
    expected = json.dumps(written, ensure_ascii=False, indent=1) + "\n"
    assert write(parse(JANUARY.read_bytes(), now=NOW)) == expected


def test_the_least_that_a_file_holds():
    observation = read(document()).observations[0]
    assert observation == ObservationRow(
        case="case-1",
        reference="r-1",
        organisation="org-1",
        product="compta",
        answers=Answers(
            observed_at=datetime(2018, 1, 9, 10, 54, tzinfo=UTC),
            symptom=Symptom.SLOW,
            severity=Severity.DEGRADED,
        ),
    )


def test_everything_that_a_file_holds():
    file = read(
        document(
            first_symptom_at="2018-01-08T14:31",
            blocked_at="2018-01-09T08:43",
            restored_at="2018-07-09T10:13",
            customers_subscribed=115,
            customers_affected=46,
            awareness="press_or_social",
            publisher_notices=[
                {"phase": "update", "channel": "portal", "received_at": "2018-01-09T09:10"}
            ],
            usual_calls_per_hour=7.5,
            calls=[
                {"hour": "2018-01-08T14:00", "count": 9, "complaints": 6},
                {"hour": "2018-01-08T15:00", "count": 0},
            ],
            answer_quality="fair",
            narrative="Deux lignes\net « une » suite",
        )
    )
    assert file.observations[0].answers == Answers(
        observed_at=datetime(2018, 1, 9, 10, 54, tzinfo=UTC),
        symptom=Symptom.SLOW,
        severity=Severity.DEGRADED,
        first_symptom_at=datetime(2018, 1, 8, 13, 31, tzinfo=UTC),
        blocked_at=datetime(2018, 1, 9, 7, 43, tzinfo=UTC),
        restored_at=datetime(2018, 7, 9, 8, 13, tzinfo=UTC),
        customers_subscribed=115,
        customers_affected=46,
        awareness=Awareness.PRESS_OR_SOCIAL,
        publisher_notices=(
            Notice(NoticePhase.UPDATE, Channel.PORTAL, datetime(2018, 1, 9, 8, 10, tzinfo=UTC)),
        ),
        usual_calls_per_hour=Decimal("7.5"),
        calls=(
            CallHour(datetime(2018, 1, 8, 13, tzinfo=UTC), 9, 6),
            CallHour(datetime(2018, 1, 8, 14, tzinfo=UTC), 0, None),
        ),
        answer_quality=AnswerQuality.FAIR,
        narrative="Deux lignes\net « une » suite",
    )
    assert file.timezone == "Europe/Paris"
    assert file.publishers[0] == PublisherRow(
        "ebp", "EBP", (ProductRow("compta", "Compta", Delivery.SAAS),)
    )
    assert file.organisations[1] == OrganisationRow("org-2", "Deux", OrganisationKind.VAR)
    assert file.cases == (CaseRow("case-1", "ebp", "Panne", date(2018, 1, 9)),)


def test_null_is_not_answered_as_absence_is():
    assert read(document(**dict.fromkeys(OPTIONAL))) == read(document())


def test_asked_and_none_received_is_not_unanswered():
    answers = read(document(publisher_notices=[], calls=[])).observations[0].answers
    assert (answers.publisher_notices, answers.calls) == ((), ())


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read():
    text = json.dumps(document(), indent=1).replace("\n", "\r\n")
    assert parse(b"\xef\xbb\xbf" + text.encode(), now=NOW) == read(document())


def test_an_empty_file_of_the_format_is_read():
    empty = {**document(), "publishers": [], "organisations": [], "cases": [], "observations": []}
    assert read(empty).observations == ()


def test_a_product_declared_and_never_named_is_no_fault():
    assert len(read(document()).publishers) == 2


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("Europe/Paris", datetime(2018, 10, 28, 0, 30, tzinfo=UTC)),  # the first of the two
        ("Asia/Kolkata", datetime(2018, 10, 27, 21, tzinfo=UTC)),
        ("America/Cayenne", datetime(2018, 10, 28, 5, 30, tzinfo=UTC)),
    ],
)
def test_times_are_local_to_the_zone_of_the_file(zone, utc):
    written = {**document(blocked_at="2018-10-28T02:30"), "timezone": zone}
    assert read(written).observations[0].answers.blocked_at == utc


def test_moments_after_the_observation_and_a_blockage_before_the_first_call_are_accepted():
    read(document(first_symptom_at="2018-02-01T10:00", blocked_at="2018-02-01T09:00"))


def test_several_observations_of_one_organisation_are_accepted():
    written = document()
    written["observations"].append({**written["observations"][0], "reference": "r-2"})
    written["observations"].append({**written["observations"][0], "organisation": "org-2"})
    assert len(read(written).observations) == 3


def test_five_minutes_ahead_of_our_clock_are_accepted_and_six_are_not():
    now = datetime(2018, 1, 9, 10, 49, tzinfo=UTC)  # 11:49 in Paris
    read(document(), now=now)
    with pytest.raises(FileRefused, match="observed_at"):
        read(document(), now=now - timedelta(minutes=1))


def test_what_was_not_answered_is_left_out_and_an_empty_list_stays():
    observation = as_document(read(document(publisher_notices=[], narrative="")))["observations"]
    assert observation == [{**document()["observations"][0], "publisher_notices": []}]


def test_fields_come_in_the_order_of_the_format():
    written = json.loads(JANUARY.read_text(encoding="utf-8"))["observations"][0]
    again = as_document(parse(JANUARY.read_bytes(), now=NOW))["observations"][0]
    assert list(again) == list(written)


def test_a_load_is_written_as_people_write_it():
    for usual, expected in (("8", "8"), ("8.00", "8"), ("7.50", "7.5"), ("0.05", "0.05")):
        row = read(document(usual_calls_per_hour=1)).observations[0]
        told = replace(row.answers, usual_calls_per_hour=Decimal(usual))
        file = replace(read(document()), observations=(replace(row, answers=told),))
        assert f'"usual_calls_per_hour": {expected}\n' in write(file)


def test_seconds_are_cut_and_not_rounded():
    file = read(document())
    row = file.observations[0]
    told = replace(row.answers, observed_at=row.answers.observed_at + timedelta(seconds=59))
    assert write(replace(file, observations=(replace(row, answers=told),))) == write(file)


def digest(**observation):
    return row_digest(read(document(**observation)).observations[0])


FULL_ROW = {
    "calls": [
        {"hour": "2018-01-09T08:00", "count": 9},
        {"hour": "2018-01-09T09:00", "count": 12, "complaints": 3},
    ],
    "publisher_notices": [
        {"phase": "open", "channel": "email", "received_at": "2018-01-09T09:10"},
        {"phase": "end", "channel": "email", "received_at": "2018-01-09T10:02"},
    ],
    "usual_calls_per_hour": 8,
}


def test_the_digest_does_not_tell_the_order_of_lists():
    turned = {**FULL_ROW, **{name: FULL_ROW[name][::-1] for name in ("calls", "publisher_notices")}}
    assert digest(**turned) == digest(**FULL_ROW)


def test_the_digest_does_not_tell_the_case():
    row = read(document()).observations[0]
    assert row_digest(replace(row, case="another")) == row_digest(row)


def test_the_digest_does_not_tell_the_zone_of_the_file():
    paris = read(document(blocked_at="2018-01-09T09:00"))
    london = {
        **document(blocked_at="2018-01-09T08:00", observed_at="2018-01-09T10:54"),
        "timezone": "Europe/London",
    }
    assert row_digest(read(london).observations[0]) == row_digest(paris.observations[0])


def test_the_digest_does_not_tell_how_a_number_is_stored():
    row = read(document(usual_calls_per_hour=8)).observations[0]
    stored = replace(row.answers, usual_calls_per_hour=Decimal("8.00"))
    assert row_digest(replace(row, answers=stored)) == row_digest(row)


@pytest.mark.parametrize(
    "change",
    [
        {"reference": "r-2"},
        {"organisation": "org-2"},
        {"observed_at": "2018-01-09T11:55"},
        {"symptom": "other"},
        {"severity": "blocked"},
        {"first_symptom_at": "2018-01-09T09:00"},
        {"blocked_at": "2018-01-09T09:00"},
        {"restored_at": "2018-01-09T09:00"},
        {"customers_subscribed": 0},
        {"customers_affected": 0},
        {"awareness": "none"},
        {"publisher_notices": []},
        {"usual_calls_per_hour": 8.01},
        {"calls": []},
        {"answer_quality": "poor"},
        {"narrative": "Un mot."},
    ],
)
def test_the_digest_tells_every_answer(change):
    assert digest(**{**FULL_ROW, **change}) != digest(**FULL_ROW)
