"""What customers answered to the survey: means with their n, nobody's own answer."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class PerceptionLine:
    """Of one sentence of the survey, before or since the incident; without mean where too few."""

    question: str
    moment: str
    n: int
    mean: Decimal | None
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Perceived:
    answers: int
    fewest_told: int
    lines: tuple[PerceptionLine, ...]
