"""« Demande de réversibilité »: for one customer, with the dates that follow from its reception."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cases.claims.models import SwitchingFile
from cases.claims.switching import SwitchingDates
from members.typography import day
from reports.claims.content import Block, BlockKind, Letter
from reports.claims.letters.writing import text
from reports.claims.sentences import Sentences

DATES = (
    ("reversibility_answer", "answer_by"),
    ("reversibility_notice", "notice_ends"),
    ("reversibility_transition", "transition_ends"),
    ("reversibility_retrieval", "retrieval_ends"),
    ("reversibility_extension", "extension_ends"),
)


@dataclass(frozen=True)
class Mentions:
    """From which address to which, where it is signed and by whom: said for this letter."""

    seat: str
    publisher_seat: str
    place: str
    signatory: str


def reversibility(
    file: SwitchingFile, told: Mentions, dates: SwitchingDates, say: Sentences
) -> Letter:
    """`dates` count from the day on which the publisher received it, or is expected to."""
    return Letter(
        title=say("reversibility_title"),
        sender=(file.organisation.name, told.seat),
        recipient=(file.product.publisher.name, told.publisher_seat),
        delivery=say("letter_registered"),
        subject=say("reversibility_subject", product=file.product.name, customer=file.customer),
        place=told.place,
        blocks=tuple(_blocks(file, dates, say)),
        signatory=told.signatory,
    )


def _blocks(file: SwitchingFile, dates: SwitchingDates, say: Sentences) -> Iterator[Block]:
    yield text(say("letter_opening"))
    yield text(
        say(
            "reversibility_request",
            requested_on=day(file.requested_on),
            customer=file.customer,
            product=file.product.name,
        )
    )
    yield text(say("reversibility_basis"))
    yield text(say("reversibility_deadlines", received_on=day(dates.received_on)))
    for code, name in DATES:
        reached: date = getattr(dates, name)
        yield Block(BlockKind.AMOUNT, say(code), day(reached))
    yield text(say("reversibility_ask"))
    yield text(say("reversibility_charges"))
    yield text(say("letter_closing"))
