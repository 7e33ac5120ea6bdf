"""What holds whatever the figures."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cases.claims.interest import LateTerms, interest
from cases.claims.losses import Counted, Given, Rules, Totals, amount_of
from cases.claims.rounding import to_cent
from cases.claims.vocabulary import Bucket

MONEY = st.decimals(min_value=0, max_value=1_000_000, places=2)
HOURS = st.decimals(min_value=0, max_value=60, places=2)
SEMESTERS = {
    date(year, month, 1): Decimal(percent)
    for year, percent in ((2024, "5.07"), (2025, "3.71"), (2026, "2.62"))
    for month in (1, 7)
}
LATE = LateTerms(SEMESTERS, SEMESTERS, Decimal(10), Decimal(3), Decimal(40), Decimal(365))
RULES = Rules(True, LATE, Decimal(8), Decimal("1.25"), Decimal("1.50"))
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
COUNTED = st.builds(
    Counted, st.sampled_from(Bucket), st.sampled_from(["declared", "documented", "proved"]), MONEY
)


@given(st.lists(COUNTED))
def test_the_total_is_the_sum_of_rounded_lines_and_each_line_is_counted_once(lines):
    totals = Totals(tuple(lines))
    everything = sum((totals.of(bucket) for bucket in Bucket), Decimal())
    assert everything == sum((to_cent(line.amount) for line in lines), Decimal())
    states = ("declared", "documented", "proved")
    assert sum(totals.of_state(state) for state in states) == totals.principal


@given(st.lists(COUNTED), COUNTED)
def test_one_line_more_never_lowers_a_total(lines, added):
    before, after = Totals(tuple(lines)), Totals((*lines, added))
    assert all(after.of(bucket) >= before.of(bucket) for bucket in Bucket)


@given(st.lists(HOURS), HOURS, MONEY)
def test_more_hours_never_cost_less(weeks, added, cost):
    def amount(formula, hours, **values):
        return amount_of(formula, Given(values, weekly_hours=tuple(hours)), RULES)

    for formula, values in (
        ("hours_at_cost", {"hourly_cost": cost}),
        ("overtime", {"gross_hourly": cost, "charges": Decimal(42)}),
    ):
        assert amount(formula, [*weeks, added], **values) >= amount(formula, weeks, **values)


@given(MONEY, DAYS, st.integers(0, 400), st.integers(0, 400))
def test_interest_grows_with_time_and_never_counts_a_day_twice(principal, start, length, more):
    def counted(days):
        until = min(start + timedelta(days=days), date(2026, 12, 31))
        return interest(principal, SEMESTERS, received_on=start, until=until, day_base=Decimal(365))

    shorter, longer = counted(length), counted(length + more)
    assert longer.amount >= shorter.amount
    assert shorter.days == max((shorter.parts[-1].until - start).days if shorter.parts else 0, 0)
    days = [part.since + timedelta(days=step) for part in longer.parts for step in range(part.days)]
    assert len(days) == len(set(days))
    assert shorter.stopped_on is None


@given(MONEY, MONEY)
def test_what_two_claim_apart_is_what_they_claim_together_to_a_cent(first, second):
    def of(principal):
        period = {"received_on": date(2025, 1, 15), "until": date(2025, 5, 15)}
        return interest(principal, SEMESTERS, **period, day_base=Decimal(365)).amount

    assert abs(of(first) + of(second) - of(first + second)) <= Decimal("0.02")
