"""Words that impute an intent or a crime, or say more than was counted: a fact is written instead.

Pure. The list and what to write instead are data. Names of products and titles that are quoted are
handed in, and passed over.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("data") / "wording.json"


class Fault(StrEnum):
    IMPUTES = "imputes"
    """An intent, a fault of law or a crime: no document says it."""
    GENERALISES = "generalises"
    """More than was counted: to be read again."""


@dataclass(frozen=True)
class Word:
    pattern: re.Pattern[str]
    fault: Fault
    instead: str
    unless: re.Pattern[str] | None
    """Ordinary uses of the same word: a flight, a slip of one's own."""

    def found_in(self, text: str) -> Iterator[re.Match[str]]:
        if self.unless:
            text = self.unless.sub(lambda use: " " * len(use.group()), text)
        return self.pattern.finditer(text)


@dataclass(frozen=True)
class Found:
    words: str
    fault: Fault
    instead: str


def faults_in(text: str, *, names: Iterable[str] = ()) -> list[Found]:
    """In their order; each word once."""
    read = _without(text, names)
    found = [
        (match.start(), Found(match.group(), word.fault, word.instead))
        for word in words()
        for match in word.found_in(read)
    ]
    in_order = (each for _place, each in sorted(found, key=lambda pair: pair[0]))
    return list({each.words.casefold(): each for each in in_order}.values())


def imputations_in(text: str, *, names: Iterable[str] = ()) -> list[Found]:
    return [each for each in faults_in(text, names=names) if each.fault == Fault.IMPUTES]


def _without(text: str, names: Iterable[str]) -> str:
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


@cache
def words() -> tuple[Word, ...]:
    told = json.loads(DATA.read_text(encoding="utf-8"))["words"]
    return tuple(
        Word(
            _whole(each["pattern"]),
            Fault(each["kind"]),
            each["instead"],
            _whole(each["unless"]) if "unless" in each else None,
        )
        for each in told
    )


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
