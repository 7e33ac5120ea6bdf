"""What a sheet comes to: its lines as the arithmetic takes them, and the interest on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from cases.charts.waterfall import Part
from cases.claims.errors import LossRefused
from cases.claims.interest import Interest, interest
from cases.claims.losses import FORMULAS, Counted, Given, Kind, Rules, Totals, amount_of
from cases.claims.models import LossHead, LossLine, LossSheet
from cases.claims.periods import Period, weekly_hours
from cases.claims.rules import rules_in_force
from cases.claims.states import COUNTED
from cases.claims.vocabulary import Bucket
from cases.models import ObservationVersion
from cases.respondents import Testimony, respondents_of

LARGEST = Decimal("999999999.99")

type Answers = dict[str, Decimal | date | None]
"""What was answered to each input of a formula, by its name."""


@dataclass(frozen=True)
class Reckoning:
    totals: Totals
    interest: Interest | None

    @property
    def with_interest(self) -> Decimal:
        return self.totals.principal + (self.interest.amount if self.interest else Decimal(0))

    @property
    def in_all(self) -> Decimal:
        """Late invoices are owed apart, whatever becomes of the damages."""
        return self.with_interest + self.totals.of(Bucket.COSTS)

    @property
    def by_state(self) -> list[tuple[str, Decimal]]:
        return [(str(state.label), self.totals.of_state(state)) for state in COUNTED]

    @property
    def costs(self) -> Decimal:
        return self.totals.of(Bucket.COSTS)

    @property
    def invoices(self) -> Decimal:
        return self.totals.of(Bucket.INVOICES)


def reckon(sheet: LossSheet) -> Reckoning:
    lines = sheet.lines.counted().select_related("head")
    counted = tuple(Counted(Bucket(line.head.bucket), line.state, line.amount) for line in lines)
    totals = Totals(counted, sheet.cap)
    return Reckoning(totals, _interest_on(totals.principal, sheet))


def _interest_on(principal: Decimal, sheet: LossSheet) -> Interest | None:
    if sheet.notice_received_on is None or sheet.counted_until is None:
        return None
    late = rules_in_force(recovers_vat=sheet.recovers_vat).late
    return interest(
        principal,
        late.companies,
        received_on=sheet.notice_received_on,
        until=sheet.counted_until,
        day_base=late.day_base,
    )


def amount_for(
    head: LossHead, answers: Answers, periods: tuple[Period, ...], rules: Rules
) -> Decimal:
    values = {name: value for name, value in answers.items() if isinstance(value, Decimal)}
    days = {name: value for name, value in answers.items() if isinstance(value, date)}
    amount = amount_of(head.formula, Given(values, days, weekly_hours(periods)), rules)
    if amount > LARGEST:
        raise LossRefused(_("Ce montant dépasse ce qu’une ligne porte : relisez les nombres."))
    return amount


def suggested(sheet: LossSheet, head: LossHead) -> dict[str, Decimal]:
    """From what the organisation observed of this case: the calls that came, and the usual ones
    of as many hours. Nothing where they were not told."""
    names = {each.name for each in FORMULAS[head.formula].inputs if each.kind == Kind.NUMBER}
    if "usual_calls" not in names:
        return {}
    versions = ObservationVersion.objects.counted().filter(
        observation__case=sheet.case_id, observation__organisation=sheet.organisation_id
    )
    told = [
        Testimony(sheet.organisation.key, str(version.observation_id), version.as_answers())
        for version in versions
    ]
    for respondent in respondents_of(told):
        if respondent.usual_calls_per_hour and respondent.calls:
            calls = Decimal(sum(count for _hour, count in respondent.calls))
            usual = respondent.usual_calls_per_hour * len(respondent.calls)
            return {"calls": calls, "usual_calls": usual}
    return {}


def lines_of(sheet: LossSheet) -> list[LossLine]:
    """Withdrawn ones last: they count nowhere and stay to be read."""
    held = sheet.lines.select_related("head").prefetch_related("documents")
    return sorted(held, key=lambda line: line.state not in COUNTED)


def parts_of(lines: Sequence[LossLine], reckoning: Reckoning) -> list[Part]:
    """What the total is made of, in the order of `Reckoning`; late invoices are owed apart."""
    parts = list(_heads_of(lines, Bucket.PRINCIPAL))
    if reckoning.interest:
        parts.append(Part("interest", _("Intérêts"), reckoning.interest.amount))
    return [*parts, *_heads_of(lines, Bucket.COSTS)]


def _heads_of(lines: Sequence[LossLine], bucket: Bucket) -> Iterator[Part]:
    counted = [line for line in lines if line.state in COUNTED and line.head.bucket == bucket]
    for code, label in {line.head.code: str(line.head) for line in counted}.items():
        amounts = (line.amount for line in counted if line.head.code == code)
        yield Part(code, label, sum(amounts, Decimal(0)))
