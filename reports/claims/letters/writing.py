"""What every letter is made of: who writes to whom, and rows of text."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from reports.claims.content import Block, BlockKind, Party
from reports.wording import euros


def text(said: str) -> Block:
    return Block(BlockKind.TEXT, said)


def heading(said: str) -> Block:
    return Block(BlockKind.HEADING, said)


def items(said: Iterable[str]) -> Iterator[Block]:
    return (Block(BlockKind.ITEM, each) for each in said)


def sum_of(label: str, value: Decimal) -> Block:
    return Block(BlockKind.AMOUNT, label, euros(value))


def total_of(label: str, value: Decimal) -> Block:
    return Block(BlockKind.TOTAL, label, euros(value))


def lines_of(party: Party) -> tuple[str, ...]:
    form = party.legal_form
    if form and party.capital:
        form = f"{form} au capital de {party.capital}"
    registered = f"SIREN {party.siren}" if party.siren else ""
    if registered and party.registry:
        registered = f"RCS {party.registry}, {registered}"
    told = (party.name, form, party.seat, registered, party.representative)
    return tuple(each for each in told if each)
