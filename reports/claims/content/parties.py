"""Who asks, of whom, and what binds them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Party:
    """Empty is what is not told yet."""

    name: str
    legal_form: str = ""
    capital: str = ""
    seat: str = ""
    siren: str = ""
    registry: str = ""
    representative: str = ""


@dataclass(frozen=True)
class Parties:
    claimant: Party
    publisher: Party
    recovers_vat: bool
    lawyers: tuple[str, ...]
    insurer: str = ""


@dataclass(frozen=True)
class Clause:
    label: str
    text: str
    """Empty where the contract was read and has none."""


@dataclass(frozen=True)
class Contract:
    title: str
    signed_on: date | None
    until: date | None
    clauses: tuple[Clause, ...]
    exhibits: tuple[int, ...] = ()
