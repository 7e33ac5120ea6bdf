"""What is held against the publisher, on which grounds, and what is still to be said better."""

from dataclasses import dataclass

from reports.claims.content.parties import Clause


@dataclass(frozen=True)
class Breach:
    obligation: str
    source: str
    """The clause and its article."""
    fact: str


@dataclass(frozen=True)
class Element:
    """One thing that a ground has to prove."""

    text: str
    exhibits: tuple[int, ...]
    gap: str = ""


@dataclass(frozen=True)
class Ground:
    label: str
    basis: str
    rank: str
    """« principal », « subsidiaire », or that the choice is counsel's."""
    elements: tuple[Element, ...]


@dataclass(frozen=True)
class Right:
    """One that the claimant has by what it is, and where it stands in this claim."""

    label: str
    said: str
    written: tuple[Clause, ...]
    """The contract's own words, each clause named with its contract."""
    unwritten: tuple[str, ...]
    """Clauses that could write it, of contracts that do not."""
    grounds: tuple[str, ...]
    """Of those that the document names."""
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class Flag:
    """Words that impute something, in what a person wrote: to be said as a fact."""

    where: str
    words: str
    instead: str
