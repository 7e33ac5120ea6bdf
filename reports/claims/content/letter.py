"""A letter that the member signs and sends, the same for paper and for a word processor."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class BlockKind(StrEnum):
    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    AMOUNT = "amount"
    """A label and its amount, as a row."""
    TOTAL = "total"
    BLANK = "blank"
    """A line to be filled in by hand."""


@dataclass(frozen=True)
class Block:
    kind: BlockKind
    text: str
    value: str = ""


@dataclass(frozen=True)
class ToConfirm:
    what: str
    source: str


@dataclass(frozen=True)
class Letter:
    title: str
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    delivery: str
    subject: str
    place: str
    """The date and the signature are put by hand: the software writes neither."""
    blocks: tuple[Block, ...]
    signatory: str
    is_signed: bool = True
    to_confirm: tuple[ToConfirm, ...] = ()
    """Told beside it, never in it: whoever receives it reads no doubt (guard G18)."""


@dataclass(frozen=True)
class Missing:
    """What a letter lacks, and the page where it is filled in."""

    what: str
    where: str
    """Which page: « particulars », « sheet » or « contract »."""


@dataclass(frozen=True)
class Notice:
    """A formal notice as far as it can be written: no letter while a mention is missing."""

    letter: Letter | None
    missing: tuple[Missing, ...]
    deadline_on: date | None = None
