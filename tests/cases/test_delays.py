from datetime import UTC, datetime, timedelta

import pytest

from cases.delays import LEGS, Course, by_publisher, delay, delays
from cases.figures import quartile

START = datetime(2018, 1, 9, 8, tzinfo=UTC)
VERIFY, DECIDE, RELAY, WHOLE = LEGS


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def course(key: int, *lengths: float, publisher: str = "Un") -> Course:
    """Reported at eight, then each step so many hours after the one before."""
    moments = [START]
    for length in lengths:
        moments.append(moments[-1] + hours(length))
    return Course(key, f"cas {key}", publisher, *moments)


def test_each_leg_counts_the_cases_that_went_through_it():
    told = delays([course(1, 1, 2, 3), course(2, 3, 4), course(3, 5)])
    assert [(each.leg, each.count, each.median) for each in told] == [
        (VERIFY, 3, hours(3)),
        (DECIDE, 2, hours(3)),
        (RELAY, 1, hours(3)),
        (WHOLE, 1, hours(6)),
    ]


def test_quartiles_want_three_values():
    two = delay(VERIFY, [course(1, 1), course(2, 2)])
    assert (two.low, two.high) == (None, None)
    three = delay(VERIFY, [course(1, 1), course(2, 2), course(3, 4)])
    assert (three.low, three.median, three.high) == (hours(1.5), hours(2), hours(3))


@pytest.mark.parametrize(("quarters", "value"), [(0, 1), (1, 1.75), (2, 2.5), (3, 3.25), (4, 4)])
def test_a_quantile_stands_between_the_values_around_it(quarters, value):
    assert quartile([hours(1), hours(2), hours(3), hours(4)], quarters) == hours(value)


def test_nothing_is_said_of_a_leg_that_no_case_went_through():
    nothing = delay(RELAY, [course(1, 1)])
    assert (nothing.count, nothing.median) == (0, None)


def test_an_outlier_is_named_among_five_or_more():
    usual = [course(number, 1 + number / 10) for number in range(4)]
    far = course(9, 50)
    assert delay(VERIFY, [*usual, far]).outliers[0].course == far
    assert delay(VERIFY, [*usual[1:], far]).outliers == ()


def test_what_ends_at_the_limit_is_no_outlier():
    lengths = [1, 1, 2, 3, 3]
    assert delay(VERIFY, [course(at, each) for at, each in enumerate(lengths)]).outliers == ()
    # The third quartile is 3, the middle half 2 long: the limit is 6.
    lengths = [1, 1, 2, 3, 6]
    assert delay(VERIFY, [course(at, each) for at, each in enumerate(lengths)]).outliers == ()
    lengths = [1, 1, 2, 3, 6.1]
    assert len(delay(VERIFY, [course(at, each) for at, each in enumerate(lengths)]).outliers) == 1


def test_a_case_reported_after_its_step_was_stamped_has_no_length():
    late = Course(1, "importé", "Un", START + hours(2), START)
    assert delay(VERIFY, [late]).count == 0


def test_a_publisher_of_fewer_than_five_cases_has_a_count_alone():
    four = [course(number, 1, 1, 1, publisher="Deux") for number in range(4)]
    five = [course(number, 1, 1, number, publisher="Un") for number in range(5)]
    other = [course(9, 1, publisher="Trois")]
    told = by_publisher([*five, *four, *other])
    assert [(each.publisher, each.count) for each in told] == [("Deux", 4), ("Un", 5)]
    assert told[0].delay is None
    assert told[1].delay.median == hours(4)


def test_no_time_at_all_is_a_length_too():
    assert delay(VERIFY, [course(1, 0)]).median == hours(0)
