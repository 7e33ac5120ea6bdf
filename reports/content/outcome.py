"""What the committee decided, and what was relayed."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Decision:
    outcome: str
    decided_at: datetime
    decided_by: str
    """A function: « présidence de la commission stratégie »."""
    eligible: int
    quorum: int
    in_favour: int
    against: int
    abstained: int
    recused: int
    grounds: tuple[str, ...]
    reasons: str

    @property
    def votes(self) -> int:
        return self.in_favour + self.against + self.abstained


@dataclass(frozen=True)
class Relay:
    purpose: str
    audience: str
    text: str
    approved_at: datetime
    written_by: str
    approved_by: str
