"""What is held against the publisher, on which grounds, and what is still to be said better."""

from dataclasses import dataclass


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
class Flag:
    """Words that impute something, in what a person wrote: to be said as a fact."""

    where: str
    words: str
    instead: str
