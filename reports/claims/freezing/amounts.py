"""A sheet of losses → its tables, as the arithmetic had them that day."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from cases.claims.forms import LABELS
from cases.claims.losses import FORMULAS, Kind
from cases.claims.models import LossLine, LossSheet
from cases.claims.reckoning import reckon
from cases.claims.vocabulary import Bucket
from members.typography import NARROW, NO_BREAK, cents, clock, day, number
from reports.claims.content import Amount, Head, InterestPart, Loss, Reckoned
from reports.claims.freezing.right import numbers_in
from reports.content import Answer, Schedule


def reckoned(sheet: LossSheet, lines: list[LossLine], schedule: Schedule | None) -> Reckoned:
    """`lines` are those that count, with their heads, periods and documents."""
    told = reckon(sheet)
    heads = _heads_by_bucket(lines, numbers_in(schedule))
    interest = told.interest
    return Reckoned(
        heads=heads(Bucket.PRINCIPAL),
        court=heads(Bucket.COURT),
        invoices=heads(Bucket.INVOICES),
        costs=heads(Bucket.COSTS),
        by_state=tuple(Amount(label, value) for label, value in told.by_state),
        principal=told.totals.principal,
        cap=sheet.cap,
        within_cap=told.totals.within_cap,
        worked_periods=sum(len(line.periods.all()) for line in lines),
        received_on=sheet.notice_received_on,
        counted_until=sheet.counted_until,
        interest=tuple(
            InterestPart(part.since, part.until, part.days, part.percent, part.amount)
            for part in (interest.parts if interest else ())
        ),
        stopped_on=interest.stopped_on if interest else None,
        interest_total=interest.amount if interest else Decimal("0.00"),
        costs_total=told.costs,
        invoices_total=told.invoices,
        in_all=told.in_all,
    )


def capped(told: Reckoned, cap: Decimal | None) -> Reckoned:
    """Compared with the cap that a contract states; without one, with what the sheet noted."""
    if cap is None:
        return replace(told, noted_cap=told.cap)
    noted = None if told.cap == cap else told.cap
    return replace(told, cap=cap, within_cap=min(told.principal, cap), noted_cap=noted)


def _heads_by_bucket(
    lines: list[LossLine], exhibits: dict[str, int]
) -> Callable[[Bucket], tuple[Head, ...]]:
    numbered = list(enumerate(lines, start=1))
    names = _Technicians(lines)

    def of(bucket: Bucket) -> tuple[Head, ...]:
        held = [each for each in numbered if each[1].head.bucket == bucket]
        return tuple(
            _head(list(group), names, exhibits)
            for _pk, group in groupby(held, key=lambda each: each[1].head_id)
        )

    return of


def _head(
    numbered: list[tuple[int, LossLine]], names: "_Technicians", exhibits: dict[str, int]
) -> Head:
    head = numbered[0][1].head
    return Head(
        label=str(head),
        formula=head.calculation,
        proof=head.proof,
        losses=tuple(_loss(place, line, names, exhibits) for place, line in numbered),
    )


def _loss(place: int, line: LossLine, names: "_Technicians", exhibits: dict[str, int]) -> Loss:
    documents = (exhibits.get(each.item.sha256) for each in line.documents.all())
    return Loss(
        number=place,
        what=line.what,
        dependency=str(line.get_category_display()),
        answers=tuple(_answers(line)),
        periods=tuple(names.periods_of(line)),
        amount=line.amount,
        state=str(line.get_state_display()),
        exhibits=tuple(sorted(each for each in documents if each)),
    )


def _answers(line: LossLine) -> Iterator[Answer]:
    for each in FORMULAS[line.head.formula].inputs:
        if each.name in line.answers:
            yield Answer(str(LABELS[each.name]), _answer(each.kind, line.answers[each.name]))


def _answer(kind: Kind, value: str) -> str:
    if kind == Kind.DAY:
        return day(date.fromisoformat(value))
    said = cents(Decimal(value)) if kind == Kind.MONEY else number(Decimal(value))
    return said.replace(NARROW, NO_BREAK)


class _Technicians:
    """Who worked, by a letter: the member alone keeps whose it is."""

    def __init__(self, lines: Iterable[LossLine]) -> None:
        keys = (period.person_key for line in lines for period in line.periods.all())
        self.letters = {key: _letter(place) for place, key in enumerate(dict.fromkeys(keys), 1)}

    def periods_of(self, line: LossLine) -> Iterator[str]:
        zone = line.sheet.case.zone
        for each in line.periods.all():
            who = f"Technicien {self.letters[each.person_key]}"
            first, last = (at.astimezone(zone) for at in (each.begins_at, each.ends_at))
            yield f"{who}, {day(first)}, de {clock(first)} à {clock(last)}"


def _letter(place: int) -> str:
    """A, B… Z, AA, AB…"""
    written = ""
    while place:
        place, rest = divmod(place - 1, 26)
        written = chr(ord("A") + rest) + written
    return written
