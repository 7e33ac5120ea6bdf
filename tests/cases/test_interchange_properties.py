"""Any content is read or refused, and what is written is read back."""

import copy
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.answers import Answers, CallHour, LocalTimeRefused, Notice, local_instant
from cases.interchange import (
    CaseRow,
    FileRefused,
    ObservationFile,
    ObservationRow,
    OrganisationRow,
    ProductRow,
    PublisherRow,
    parse,
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
from tests.cases.files import JANUARY, NOW, OPTIONAL, document, in_order

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["2018-01-09T08:00", "ebp", "org-1", "case-1", "slow", "open", "email"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*OPTIONAL, "key", "hour", "count", "x"]), inner)
    ),
    max_leaves=10,
)


def places(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in items if isinstance(value, dict | list) else ():
        if isinstance(each, dict | list):
            yield from places(each, (*path, key))
        else:
            yield (*path, key)


FULL = json.loads(JANUARY.read_text(encoding="utf-8"))
FULL["observations"] = FULL["observations"][:2]
FULL["cases"][0]["key"] = "ebp-2018-01-09"
PLACES = [path for path in places(FULL) if path and path != ("format",)]


@given(st.lists(st.tuples(st.sampled_from(PLACES), json_values), min_size=1, max_size=3))
@settings(max_examples=400)
def test_any_value_anywhere_is_read_or_refused(changes):
    written = copy.deepcopy(FULL)
    for path, value in changes:
        _put(written, path, value)
    _read_or_refuse(json.dumps(written))


def _put(written, path, value):
    *way, last = path
    for step in way:
        try:
            written = written[step]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(written, dict) or (
        isinstance(written, list) and isinstance(last, int) and last < len(written)
    ):
        written[last] = value


@given(json_values)
def test_any_json_in_the_place_of_a_file_is_read_or_refused(value):
    _read_or_refuse(json.dumps(value))
    if isinstance(value, dict):
        _read_or_refuse(json.dumps({**value, "format": "promesse-observations/1"}))


@given(st.text() | st.binary())
def test_any_content_is_read_or_refused(content):
    _read_or_refuse(content)


@pytest.mark.parametrize(
    "number", ["1e999999999999999999999", "-1e-999999999999999999999", "1E+400", "-0.0", "1e-400"]
)
@pytest.mark.parametrize("field", ["customers_affected", "usual_calls_per_hour"])
def test_any_number_is_read_or_refused(number, field):
    _read_or_refuse(json.dumps(document(**{field: 12345})).replace("12345", number))


def _read_or_refuse(content):
    try:
        file = parse(content, now=NOW)
    except FileRefused as refused:
        refusal = refused
    else:
        assert parse(write(file), now=NOW) == in_order(file)
        return
    assert refusal.faults
    assert str(refusal).encode()


names = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]),
    min_size=1,
    max_size=12,
).filter(str.strip)
any_minute = st.integers(0, 59)
numbers = st.integers(0, 2_147_483_647)


@st.composite
def observation_files(draw):
    name = draw(st.sampled_from(["Europe/Paris", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]))
    publishers = _publishers(draw)
    products = [(each.key, product.key) for each in publishers for product in each.products]
    organisations = [
        OrganisationRow(key, draw(names), draw(st.sampled_from(OrganisationKind)))
        for key in draw(st.lists(names, unique=True, min_size=1, max_size=3))
    ]
    cases = [
        CaseRow(key, publisher, draw(names), draw(st.dates(date(1900, 1, 1), date(2999, 12, 31))))
        for key, (publisher, _product) in zip(
            draw(st.lists(names, unique=True, max_size=3)), products, strict=False
        )
    ]
    observations = [
        ObservationRow(
            case.key,
            draw(names),
            draw(st.sampled_from(organisations)).key,
            draw(st.sampled_from([key for owner, key in products if owner == case.publisher])),
            draw(_answers(ZoneInfo(name))),
        )
        for case in cases
        for _ in range(draw(st.integers(0, 2)))
    ]
    once = {(each.organisation, each.reference): each for each in observations}
    return ObservationFile(
        name, tuple(publishers), tuple(organisations), tuple(cases), tuple(once.values())
    )


def _publishers(draw):
    keys = iter(draw(st.lists(names, unique=True, min_size=6, max_size=6)))
    return [
        PublisherRow(
            next(keys),
            draw(names),
            tuple(
                ProductRow(next(keys), draw(names), draw(st.sampled_from(Delivery)))
                for _ in range(draw(st.integers(1, 2)))
            ),
        )
        for _ in range(2)
    ]


def _moments(zone, minute=any_minute):
    def instant(moment, minute):
        try:
            return local_instant(moment.replace(minute=minute, second=0, microsecond=0), zone)
        except LocalTimeRefused:
            return (
                datetime(2018, 1, 9, 6, 30, tzinfo=UTC)
                .astimezone(zone)
                .replace(minute=minute)
                .astimezone(UTC)
            )

    start = datetime.fromisoformat("2018-01-01")
    end = datetime.fromisoformat("2018-12-31")
    return st.builds(instant, st.datetimes(start, end), minute)


@st.composite
def _answers(draw, zone):
    first, blocked, restored = sorted(draw(st.tuples(*[_moments(zone)] * 3)))
    subscribed = draw(st.none() | numbers)
    notice = st.builds(
        Notice, st.sampled_from(NoticePhase), st.sampled_from(Channel), _moments(zone)
    )
    call = st.builds(CallHour, _moments(zone, st.just(0)), numbers, st.none() | numbers)
    return Answers(
        observed_at=draw(_moments(zone)),
        symptom=draw(st.sampled_from(Symptom)),
        severity=draw(st.sampled_from(Severity)),
        first_symptom_at=draw(st.none() | st.just(first)),
        blocked_at=draw(st.none() | st.just(blocked)),
        restored_at=draw(st.none() | st.just(restored)),
        customers_subscribed=subscribed,
        customers_affected=draw(st.none() | st.integers(0, subscribed or 0)),
        awareness=draw(st.none() | st.sampled_from(Awareness)),
        publisher_notices=draw(st.none() | st.lists(notice, max_size=2).map(tuple)),
        usual_calls_per_hour=draw(st.none() | st.decimals(0, 2_147_483_647, places=2)),
        calls=draw(st.none() | st.lists(call, max_size=2).map(tuple)),
        answer_quality=draw(st.none() | st.sampled_from(AnswerQuality)),
        narrative=draw(st.text(st.characters(codec="utf-8", exclude_characters="\0"))),
    )


@given(observation_files())
def test_what_is_written_is_read_back(file):
    assert parse(write(file), now=NOW) == in_order(file)


@given(observation_files(), st.randoms(use_true_random=False))
def test_the_text_does_not_depend_on_the_order_of_rows(file, random):
    def shuffled(rows):
        return tuple(random.sample(rows, k=len(rows)))

    other = replace(
        file,
        publishers=shuffled(file.publishers),
        organisations=shuffled(file.organisations),
        cases=shuffled(file.cases),
        observations=shuffled(file.observations),
    )
    assert write(other) == write(file)
