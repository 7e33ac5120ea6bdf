"""Three worked examples, to the cent."""

from datetime import date
from decimal import Decimal

import pytest

from cases.claims.errors import LossRefused, ReferenceMissing, UnknownSemester
from cases.claims.interest import interest, late_penalties, rate_of
from cases.claims.losses import (
    Counted,
    Given,
    Totals,
    amount_of,
    availability,
    excess_hours,
    loaded_hourly,
    published_spread,
    spread_of,
)
from cases.claims.rounding import to_cent
from cases.claims.rules import rules_in_force
from cases.claims.vocabulary import Bucket

RECEIVED, STOPPED = date(2025, 10, 2), date(2026, 3, 31)


def decimals(**values):
    return {name: Decimal(value) for name, value in values.items()}


def given(weekly_hours=(), days=None, **values):
    return Given(decimals(**values), days or {}, tuple(map(Decimal, weekly_hours)))


@pytest.fixture
def rules(references):
    return rules_in_force(recovers_vat=True)


@pytest.fixture
def amount(rules):
    return lambda formula, told: str(amount_of(formula, told, rules))


@pytest.fixture
def example_a(rules):
    told = [
        (
            "hours_at_cost",
            given(["14.50"], hourly_cost="38.40", calls="86", usual_calls="21.5", minutes="13.5"),
        ),
        ("overtime", given(["6.25"], gross_hourly="22.50", charges="42")),
        ("amount", given(amount="120.00")),
        ("amount", given(amount="85.50")),
        ("amount", given(amount="240.00")),
        ("lost_days", LOST_DAYS),
        ("lost_sale", given(price="4800.00", margin="35", chance="60")),
    ]
    return [amount_of(formula, answers, rules) for formula, answers in told]


LOST_DAYS = Given(decimals(days="2.5", day_rate="850.00", margin="62"))


def test_an_hour_of_work_costs_its_wage_and_charges():
    assert str(loaded_hourly(Decimal(34000), Decimal(42), Decimal(1607))) == "30.04"


def test_the_calls_explain_so_many_hours():
    hours = excess_hours(Decimal(86), Decimal("21.5"), Decimal("13.5"))
    assert hours == Decimal("14.5125")
    assert str(to_cent(hours * Decimal("38.40"))) == "557.28"
    assert excess_hours(Decimal(10), Decimal(20), Decimal(5)) == 0


def test_the_lower_of_noted_hours_and_of_those_that_calls_explain_is_kept(amount):
    by_calls = {"hourly_cost": "38.40", "calls": "86", "usual_calls": "21.5", "minutes": "13.5"}
    assert amount("hours_at_cost", given(["14.50"], **by_calls)) == "556.80"
    assert amount("hours_at_cost", given(["20"], **by_calls)) == "557.28"


def test_example_a_line_by_line(example_a):
    assert list(map(str, example_a)) == [
        "556.80",
        "249.61",
        "120.00",
        "85.50",
        "240.00",
        "1317.50",
        "1008.00",
    ]


def test_example_a_in_all(example_a, rules):
    lines = [Counted(Bucket.PRINCIPAL, "declared", each) for each in example_a]
    costs = [Counted(Bucket.COSTS, "declared", Decimal(each)) for each in ("320.00", "4.99")]
    image = Counted(Bucket.COURT, "declared", amount_of("none", given(), rules))
    totals = Totals((*lines, *costs, image))
    counted = interest(
        totals.principal,
        rules.late.companies,
        received_on=RECEIVED,
        until=STOPPED,
        day_base=rules.late.day_base,
    )
    assert str(totals.principal) == "3577.41"
    assert [(part.days, str(part.amount)) for part in counted.parts] == [
        (90, "24.35"),
        (90, "23.11"),
    ]
    assert counted.stopped_on is None
    assert str(totals.principal + counted.amount) == "3624.87"
    assert str(totals.of(Bucket.COSTS)) == "324.99"
    assert str(totals.principal + counted.amount + totals.of(Bucket.COSTS)) == "3949.86"
    assert totals.of(Bucket.COURT) == 0


def test_a_customer_who_may_leave(amount):
    told = given(monthly_price="39.00", margin="70", months="12", attribution="100", chance="40")
    assert amount("lost_customer", told) == "131.04"


def test_example_b_of_a_subscription(amount):
    assert str(round(availability(Decimal(44640), Decimal(456)), 4)) == "98.9785"
    outage = {"fee": "59.00", "down": "456", "period": "44640"}
    assert amount("prorata", given(**outage, subscribers="1")) == "0.60"
    assert amount("prorata", given(**outage, subscribers="1240")) == "744.00"
    credit = {"fee": "59.00", "credit": "10"}
    assert amount("service_credit", given(**credit, subscribers="1")) == "5.90"
    assert amount("service_credit", given(**credit, subscribers="1240")) == "7316.00"


def test_example_b_of_a_cohort(amount):
    second = ["333.45", "310.11", "640.00"]
    third = ["301.60", "128.40", "227.50"]
    assert amount("hours_at_cost", given(["9.75"], hourly_cost="34.20")) == second[0]
    assert amount("hours_at_cost", given(["7.25"], hourly_cost="41.60")) == third[0]
    assert amount("lost_days", Given(decimals(days="1", day_rate="800", margin="80"))) == second[2]
    half = Given(decimals(days="0.5", day_rate="700", margin="65"))
    assert amount("lost_days", half) == third[2]
    lost = [Decimal("3577.41"), *(sum(map(Decimal, each)) for each in (second, third))]
    assert list(map(str, lost[1:])) == ["1283.56", "657.50"]
    spread = spread_of(lost)
    assert (str(spread.total), str(spread.mean)) == ("5518.47", "1839.49")
    assert str(spread.median) == "1283.56"
    assert published_spread(lost) is None


def test_nothing_is_published_of_five_where_one_weighs_too_much():
    equal = [Decimal(100)] * 5
    assert published_spread(equal).mean == 100
    assert published_spread([Decimal(700), *equal[:4]]) is None


def test_example_c_of_a_late_invoice(rules, amount):
    due, paid = date(2025, 11, 30), date(2026, 3, 15)
    penalties = late_penalties(Decimal("2450.00"), rules.late, due_on=due, paid_on=paid)
    assert [(part.days, str(part.amount)) for part in penalties.parts] == [
        (31, "25.28"),
        (74, "60.35"),
    ]
    assert str(penalties.amount) == "85.63"
    days = {"due_on": due, "paid_on": paid}
    assert amount("late_invoice", given(days=days, amount="2450.00")) == "125.63"


def test_a_contract_does_not_go_under_the_floor(rules):
    penalties = late_penalties(
        Decimal("2450.00"),
        rules.late,
        due_on=date(2025, 11, 30),
        paid_on=date(2026, 3, 15),
        agreed=Decimal(1),
    )
    assert [str(part.amount) for part in penalties.parts] == ["17.23", "39.04"]
    assert str(penalties.amount) == "56.27"


def test_an_invoice_paid_in_time_costs_nothing_more(amount):
    days = {"due_on": date(2025, 11, 30), "paid_on": date(2025, 11, 30)}
    with pytest.raises(LossRefused, match="payée à temps"):
        amount("late_invoice", given(days=days, amount="100"))


def test_a_semester_without_a_rate_is_refused_and_the_count_says_where_it_stops(rules, amount):
    with pytest.raises(UnknownSemester, match="Le taux du second semestre 2026"):
        rate_of(rules.late.companies, date(2026, 7, 1))
    counted = interest(
        Decimal(1000),
        rules.late.companies,
        received_on=date(2026, 5, 31),
        until=date(2026, 11, 24),
        day_base=rules.late.day_base,
    )
    assert [part.days for part in counted.parts] == [30]
    assert counted.days == 30
    assert counted.stopped_on == date(2026, 6, 30)
    days = {"due_on": date(2026, 5, 31), "paid_on": date(2026, 11, 24)}
    with pytest.raises(UnknownSemester, match="jusqu’au 30\xa0juin\xa02026"):
        amount("late_invoice", given(days=days, amount="100"))
    days = {"due_on": date(2024, 3, 31), "paid_on": date(2024, 5, 15)}
    with pytest.raises(UnknownSemester, match="à partir du premier semestre 2024"):
        amount("late_invoice", given(days=days, amount="100"))
    assert amount("late_invoice", given(days=days, amount="100", agreed="16")) == "41.97"


def test_overtime_past_eight_hours_of_a_week_costs_more(amount):
    told = given(["10", "4"], gross_hourly="20", charges="0")
    assert amount("overtime", told) == "360.00"


def test_tax_is_counted_for_who_does_not_recover_it(references):
    told = given(amount="100", vat="20")
    amounts = [
        str(amount_of("taxed_amount", told, rules_in_force(recovers_vat=recovers)))
        for recovers in (True, False)
    ]
    assert amounts == ["100.00", "120.00"]
    untold = amount_of("taxed_amount", given(amount="100"), rules_in_force(recovers_vat=False))
    assert str(untold) == "100.00"


def test_an_outage_is_not_longer_than_its_period(amount):
    with pytest.raises(LossRefused, match="plus que la période"):
        amount("prorata", given(fee="59", down="60", period="50", subscribers="1"))


def test_a_cap_is_compared_and_lowers_nothing_else():
    lines = (Counted(Bucket.PRINCIPAL, "declared", Decimal(500)),)
    assert Totals(lines, cap=Decimal(300)).within_cap == 300
    assert Totals(lines, cap=Decimal(900)).within_cap == 500
    assert Totals(lines).within_cap == 500
    assert Totals(lines, cap=Decimal(300)).principal == 500


@pytest.mark.django_db
def test_without_the_tables_nothing_is_worked_out():
    with pytest.raises(ReferenceMissing, match="ne sont pas chargés"):
        rules_in_force(recovers_vat=True)
