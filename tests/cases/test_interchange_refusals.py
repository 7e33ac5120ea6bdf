"""A file is refused whole, and every fault names its row, its field and the reason."""

import json

import pytest

from cases.interchange import (
    Fault,
    FileRefused,
    parse,
    row_name,
)
from tests.cases.files import NOW, OPTIONAL, document, read

ROW = "observations[0] (org-1, r-1)"


def faults(written):
    with pytest.raises(FileRefused) as refusal:
        read(written)
    return [(fault.row, fault.field) for fault in refusal.value.faults]


def reasons(content):
    with pytest.raises(FileRefused) as refusal:
        parse(content, now=NOW)
    return [fault.reason for fault in refusal.value.faults]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "JSON"),
        ("{", "ligne 1, colonne 2"),
        ('{"format":\n"promesse-observations/1",}', "ligne 2"),
        (b"\xff\xfe", "UTF-8"),
        ('{"format": "promesse-observations/1", "x": "\xe9'.encode("latin-1"), "UTF-8"),
        ("[" * 100_000, "JSON"),
        ("1" * 5_000, "JSON"),
        ("null", "format promesse-observations/1"),
        ("[]", "format promesse-observations/1"),
        ("{}", "format promesse-observations/1"),
        ('{"format": "promesse-observations/2"}', "format promesse-observations/1"),
        ('{"format": 1}', "format promesse-observations/1"),
    ],
)
def test_what_is_not_our_format_is_one_fault(content, reason):
    assert len(reasons(content)) == 1
    assert reason in reasons(content)[0]


@pytest.mark.parametrize(
    "field", ["timezone", "publishers", "organisations", "cases", "observations"]
)
def test_each_part_of_a_file_is_required(field):
    written = document()
    del written[field]
    assert faults(written) == [("", field)]


@pytest.mark.parametrize("field", ["publishers", "organisations", "cases", "observations"])
@pytest.mark.parametrize("value", ["x", {}, 1, True])
def test_a_list_is_a_list(field, value):
    assert faults({**document(), field: value}) == [("", field)]


@pytest.mark.parametrize("field", ["publishers", "organisations", "cases", "observations"])
def test_a_row_is_an_object(field):
    written = document()
    written[field].append(7)
    assert faults(written) == [("", f"{field}[{len(written[field]) - 1}]")]


@pytest.mark.parametrize(
    "zone",
    [
        "",
        "Paris",
        "Europe/Lutèce",
        "Europe",
        "../etc/passwd",
        "/etc/localtime",
        "Europe/Paris\0",
        "\ud800",
        "zone.tab",
        "a" * 300,
        7,
        None,
        ["Europe/Paris"],
    ],
)
def test_an_unknown_time_zone_is_refused(zone):
    assert faults({**document(), "timezone": zone}) == [("", "timezone")]


@pytest.mark.parametrize(
    "field",
    ["case", "reference", "organisation", "product", "observed_at", "symptom", "severity"],
)
@pytest.mark.parametrize("value", [None, "", 7, True, [], {}])
def test_a_required_answer_is_given_and_of_its_kind(field, value):
    assert {field for _row, field in faults(document(**{field: value}))} == {field}


@pytest.mark.parametrize("field", OPTIONAL)
@pytest.mark.parametrize("value", [True, {}, {"a": 1}, "?", 1.5])
def test_an_optional_answer_is_of_its_kind(field, value):
    if field == "narrative" and value == "?":
        read(document(narrative="?"))
    elif field == "usual_calls_per_hour" and value == 1.5:
        read(document(usual_calls_per_hour=1.5))
    else:
        assert faults(document(**{field: value})) == [(ROW, field)]


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        ({"symptom": "SLOW"}, "symptom"),
        ({"severity": "minor"}, "severity"),
        ({"awareness": "phone"}, "awareness"),
        ({"awareness": ""}, "awareness"),
        ({"answer_quality": "bonne"}, "answer_quality"),
        ({"case": "case-2"}, "case"),
        ({"organisation": "org-3"}, "organisation"),
        ({"product": "gestion"}, "product"),
        ({"product": "paie"}, "product"),  # of another publisher than the case's
        ({"observed_at": "2027-01-01T00:00"}, "observed_at"),
        ({"observed_at": "2018-03-25T02:30"}, "observed_at"),  # the clocks skipped it
        ({"blocked_at": "2018-03-25T02:00"}, "blocked_at"),
        ({"blocked_at": "2018-01-09T08:43:00"}, "blocked_at"),
        ({"blocked_at": "2018-01-09 08:43"}, "blocked_at"),
        ({"blocked_at": "2018-01-09T08:43Z"}, "blocked_at"),
        ({"blocked_at": "2018-01-09T08:43+01:00"}, "blocked_at"),
        ({"blocked_at": "2018-01-09"}, "blocked_at"),
        ({"blocked_at": "2018-02-30T08:43"}, "blocked_at"),
        ({"blocked_at": "2018-01-09T24:00"}, "blocked_at"),
        ({"blocked_at": "٢٠١٨-01-09T08:43"}, "blocked_at"),
        ({"blocked_at": "0001-01-01T00:00"}, "blocked_at"),
        ({"blocked_at": "9999-12-31T23:59"}, "blocked_at"),
        ({"customers_subscribed": -1}, "customers_subscribed"),
        ({"customers_subscribed": 2_147_483_648}, "customers_subscribed"),
        ({"customers_subscribed": 10.0}, "customers_subscribed"),
        ({"customers_subscribed": "10"}, "customers_subscribed"),
        ({"customers_subscribed": 10**4000}, "customers_subscribed"),
        ({"customers_subscribed": 1, "customers_affected": 2}, "customers_affected"),
        ({"usual_calls_per_hour": 7.255}, "usual_calls_per_hour"),
        ({"usual_calls_per_hour": -0.5}, "usual_calls_per_hour"),
        ({"usual_calls_per_hour": 1e300}, "usual_calls_per_hour"),
        ({"usual_calls_per_hour": float("nan")}, "usual_calls_per_hour"),
        ({"usual_calls_per_hour": float("inf")}, "usual_calls_per_hour"),
        ({"usual_calls_per_hour": "8"}, "usual_calls_per_hour"),
        ({"narrative": "a\0b"}, "narrative"),
        ({"narrative": "\ud83d"}, "narrative"),
        ({"narrative": "a" * 20_001}, "narrative"),
        ({"reference": "a" * 65}, "reference"),
        ({"reference": "   "}, "reference"),
        ({"reference": "a\nb"}, "reference"),
        ({"reference": "a\0b"}, "reference"),
        ({"reference": "\ud83d"}, "reference"),
        ({"customer_affected": 4}, "customer_affected"),
        ({"note": "of the top level only"}, "note"),
        ({"publisher_notices": {}}, "publisher_notices"),
        ({"publisher_notices": [7]}, "publisher_notices[0]"),
        ({"calls": [{"hour": "2018-01-09T08:00", "count": 1}, None]}, "calls[1]"),
        ({"calls": [{"hour": "2018-01-09T08:30", "count": 1}]}, "calls[0].hour"),
        ({"calls": [{"hour": "2018-03-25T02:00", "count": 1}]}, "calls[0].hour"),
        ({"calls": [{"hour": None, "count": 1}]}, "calls[0].hour"),
        ({"calls": [{"hour": "2018-01-09T08:00"}]}, "calls[0].count"),
        ({"calls": [{"hour": "2018-01-09T08:00", "count": True}]}, "calls[0].count"),
        ({"calls": [{"hour": "2018-01-09T08:00", "count": -1}]}, "calls[0].count"),
        (
            {"calls": [{"hour": "2018-01-09T08:00", "count": 1, "complaints": -1}]},
            "calls[0].complaints",
        ),
        ({"calls": [{"hour": "2018-01-09T08:00", "count": 1, "note": ""}]}, "calls[0].note"),
    ],
)
def test_one_wrong_answer_is_one_fault_at_its_field(answer, field):
    written = document(**answer)
    with pytest.raises(FileRefused) as refusal:
        read(written)
    (fault,) = refusal.value.faults
    assert fault.row.startswith("observations[0] (")
    assert fault.field == field
    assert fault.reason.endswith(".")


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ({"phase": "begin"}, "phase"),
        ({"phase": None}, "phase"),
        ({"channel": "mail"}, "channel"),
        ({"channel": None}, "channel"),
        ({"received_at": None}, "received_at"),
        ({"received_at": "2018-03-25T02:00"}, "received_at"),
        ({"received": "2018-01-09T09:10"}, "received"),
    ],
)
def test_a_notice_is_named_by_its_place(part, field):
    right = {"phase": "open", "channel": "email", "received_at": "2018-01-09T09:10"}
    written = document(publisher_notices=[right, {**right, **part}])
    assert faults(written) == [(ROW, f"publisher_notices[1].{field}")]


def test_the_return_to_normal_before_the_calls_and_the_blockage_is_two_faults():
    written = document(
        first_symptom_at="2018-01-09T09:00",
        blocked_at="2018-01-09T09:30",
        restored_at="2018-01-09T08:00",
    )
    assert faults(written) == [(ROW, "restored_at")] * 2


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda file: file["publishers"][0].update(name=""), ("publishers[0] (ebp)", "name")),
        (
            lambda file: file["publishers"][0].update(name="a" * 201),
            ("publishers[0] (ebp)", "name"),
        ),
        (lambda file: file["publishers"][0].update(url="x"), ("publishers[0] (ebp)", "url")),
        (
            lambda file: file["publishers"][0]["products"][0].update(delivery="cloud"),
            ("publishers[0].products[0] (compta)", "delivery"),
        ),
        (
            lambda file: file["publishers"][1]["products"][0].update(key="compta"),
            ("publishers[1].products[0] (compta)", "key"),
        ),
        (lambda file: file["publishers"][1].update(key="ebp"), ("publishers[1] (ebp)", "key")),
        (
            lambda file: file["publishers"][1].update(products=None),
            ("publishers[1] (sage)", "products"),
        ),
        (
            lambda file: file["organisations"][1].update(kind="bank"),
            ("organisations[1] (org-2)", "kind"),
        ),
        (
            lambda file: file["organisations"][1].update(key="org-1"),
            ("organisations[1] (org-1)", "key"),
        ),
        (lambda file: file["organisations"][1].update(key=None), ("organisations[1] (?)", "key")),
        (lambda file: file["cases"][0].update(title=" "), ("cases[0] (case-1)", "title")),
        (
            lambda file: file["cases"][0].update(publisher="ciel"),
            ("cases[0] (case-1)", "publisher"),
        ),
        (
            lambda file: file["cases"][0].update(occurred_on=None),
            ("cases[0] (case-1)", "occurred_on"),
        ),
        (
            lambda file: file["cases"][0].update(occurred_on="9 janvier"),
            ("cases[0] (case-1)", "occurred_on"),
        ),
        (
            lambda file: file["cases"][0].update(occurred_on="20180109"),
            ("cases[0] (case-1)", "occurred_on"),
        ),
        (
            lambda file: file["cases"][0].update(occurred_on="2018-02-30"),
            ("cases[0] (case-1)", "occurred_on"),
        ),
        (
            lambda file: file["cases"][0].update(occurred_on="0218-01-09"),
            ("cases[0] (case-1)", "occurred_on"),
        ),
        (lambda file: file["cases"].append(dict(file["cases"][0])), ("cases[1] (case-1)", "key")),
        (lambda file: file.update(note=7), ("", "note")),
        (lambda file: file.update(notes="x"), ("", "notes")),
    ],
)
def test_a_fault_of_another_list_is_named_too(change, place):
    written = document()
    change(written)
    assert faults(written) == [place]


def test_a_reference_is_used_once_by_an_organisation():
    written = document()
    written["observations"] += [dict(written["observations"][0]) for _ in range(2)]
    assert faults(written) == [
        ("observations[1] (org-1, r-1)", "reference"),
        ("observations[2] (org-1, r-1)", "reference"),
    ]


def test_an_answer_given_twice_is_refused_and_not_chosen():
    text = json.dumps(document()).replace('"slow"', '"slow", "symptom": "other"')
    with pytest.raises(FileRefused) as refusal:
        parse(text, now=NOW)
    assert [(fault.row, fault.field) for fault in refusal.value.faults] == [(ROW, "symptom")]


def test_every_fault_of_every_row_is_named():
    written = document(symptom="?", customers_affected=-1)
    written["cases"][0]["title"] = ""
    written["observations"].append(
        {**document()["observations"][0], "reference": "r-2", "organisation": "nobody"}
    )
    assert faults(written) == [
        ("cases[0] (case-1)", "title"),
        (ROW, "symptom"),
        (ROW, "customers_affected"),
        ("observations[1] (nobody, r-2)", "organisation"),
    ]


@pytest.mark.parametrize("field", ["publishers", "organisations", "cases"])
def test_a_missing_list_is_one_fault_and_not_one_for_each_observation(field):
    written = document()
    del written[field]
    assert faults(written) == [("", field)]


def test_the_refusal_reads_row_field_and_reason():
    with pytest.raises(FileRefused) as refusal:
        read(document(symptom="panne", customers_affected=-1))
    assert str(refusal.value).split("\n") == [
        "observations[0] (org-1, r-1), symptom\u00a0: Le code «\u00a0panne\u00a0» est inconnu"
        "\u00a0; les codes sont\u00a0: login_impossible, slow, data_error, feature_unavailable, "
        "other.",
        "observations[0] (org-1, r-1), customers_affected\u00a0: "
        "Ce nombre ne peut pas être négatif.",
    ]


def test_what_a_file_says_cannot_drive_a_terminal():
    with pytest.raises(FileRefused) as refusal:
        read(document(symptom="\x1b[2J\u202e\ud800" + "a" * 500, reference="\x1b[1m"))
    text = str(refusal.value)
    assert not {"\x1b", "\u202e", "\ud800"} & set(text)
    assert "a" * 61 not in text
    assert text.encode()


def test_a_fault_of_the_file_itself_has_no_row():
    assert str(Fault("", "", "Illisible.")) == "Illisible."
    assert row_name("cases[2]", "clé") == "cases[2] (clé)"
