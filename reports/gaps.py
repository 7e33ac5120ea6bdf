"""What a case states and no exhibit shows: what counsel has to ask for. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cases.analysis import Analysis
from cases.criteria import CRITERIA, Criterion
from reports.content import ChronologyRow


@dataclass(frozen=True)
class Shown:
    """Which observers handed in what, by number: on the schedule, or at all."""

    exhibits: frozenset[int]
    files: frozenset[int]


@dataclass(frozen=True)
class FactGap:
    row: ChronologyRow
    has_file: bool
    """Someone who tells it handed in a file, which is not on the schedule."""


@dataclass(frozen=True)
class CriterionGap:
    criterion: Criterion
    answered: int
    has_file: bool


def facts_without_exhibit(
    rows: Iterable[ChronologyRow], shown: Shown, *, messages_have_a_trace: bool
) -> list[FactGap]:
    """Told by observers of whom none has an exhibit. A publisher's message is shown as well by the
    objective trace that a verifier named."""
    return [
        FactGap(row, not shown.files.isdisjoint(row.observers))
        for row in rows
        if shown.exhibits.isdisjoint(row.observers) and not (row.origin and messages_have_a_trace)
    ]


def criteria_without_exhibit(
    analysis: Analysis, observers: Sequence[int], shown: Shown
) -> list[CriterionGap]:
    """`observers` are those of the analysis' respondents, in their order."""
    gaps = []
    for criterion in CRITERIA:
        asked = analysis.result(criterion.code).respondents
        told = {observers[each.number - 1] for each in asked}
        if shown.exhibits.isdisjoint(told):
            gaps.append(CriterionGap(criterion, len(told), not shown.files.isdisjoint(told)))
    return gaps
