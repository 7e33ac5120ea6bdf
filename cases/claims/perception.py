"""What customers answered, added up: pure. Too few answers are counted and told no further."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

QUESTIONS = ("value", "reliability", "usefulness")
MOMENTS = ("before", "after")
MARKS = tuple(f"{question}_{moment}" for question in QUESTIONS for moment in MOMENTS)
LEAST, MOST = 1, 5
FEWEST_TOLD = 5
"""Answers: of fewer, a mean would tell what one customer thinks."""
TENTH = Decimal("0.1")

type Marks = Mapping[str, int | None]


@dataclass(frozen=True)
class Line:
    """Of one question at one moment. Without mean and counts where too few answered it."""

    question: str
    moment: str
    n: int
    mean: Decimal | None
    counts: tuple[int, ...]
    """From the lowest mark to the highest; empty where there is no mean."""


def added_up(answers: Iterable[Marks]) -> tuple[Line, ...]:
    held = list(answers)
    return tuple(_line(question, moment, held) for question in QUESTIONS for moment in MOMENTS)


def _line(question: str, moment: str, answers: list[Marks]) -> Line:
    given = (answer[f"{question}_{moment}"] for answer in answers)
    marks = [mark for mark in given if mark is not None]
    if len(marks) < FEWEST_TOLD:
        return Line(question, moment, len(marks), None, ())
    mean = (Decimal(sum(marks)) / len(marks)).quantize(TENTH, ROUND_HALF_UP)
    by_mark = Counter(marks)
    counts = tuple(by_mark[mark] for mark in range(LEAST, MOST + 1))
    return Line(question, moment, len(marks), mean, counts)
