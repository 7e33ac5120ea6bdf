"""The other letters of a claim: figures of availability, non-imputability, perception."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from members.typography import day, moment
from reports.claims.content import Block, CaseFacts, Letter, Party
from reports.claims.letters.notice import Matter
from reports.claims.letters.writing import heading, items, lines_of, text
from reports.claims.sentences import Sentences
from reports.wording import pair

FEWEST_TOLD = 5
"""Organisations: fewer are said to be several, never counted for who is no member."""
ASKED = ("item_minutes", "item_planned", "item_rate", "item_scope", "item_messages")
QUESTIONS = ("value", "reliability", "usefulness")
MARKS = "1      2      3      4      5".replace(" ", "\u00a0")


def availability(matter: Matter, facts: CaseFacts, say: Sentences) -> Letter:
    since, until = _month_of(facts.identification.occurred_on)
    asked = say("availability_ask", product=matter.product, since=day(since), until=day(until))
    blocks = [
        text(say("letter_opening")),
        text(asked),
        *items(say(f"availability_{name}") for name in ASKED),
        *_measured(facts, say),
    ]
    if matter.particulars.deadline_on:
        by = day(matter.particulars.deadline_on)
        blocks.append(text(say("availability_deadline", deadline=by)))
    blocks.append(text(say("letter_closing")))
    return _letter(
        matter,
        title=say("availability_title"),
        subject=say("availability_subject", product=matter.product),
        recipient=matter.parties.publisher,
        blocks=blocks,
    )


def _measured(facts: CaseFacts, say: Sentences) -> Iterator[Block]:
    """Only what was told, and by how many."""
    times = [each for each in facts.timing.landmarks if each.at is not None]
    if len(times) < 2 or facts.method.respondents < FEWEST_TOLD:
        return
    zone = ZoneInfo(facts.timezone)
    first, last = (moment(each.at, zone) for each in (times[0], times[-1]) if each.at)
    case, n = facts.identification.case_reference, str(facts.method.respondents)
    yield text(say("availability_measured", case=case, first=first, last=last, n=n))


def certificate(matter: Matter, facts: CaseFacts, say: Sentences, association: str) -> Letter:
    """From a partner to a client: facts and their number, whoever is at fault."""
    told, n = facts.identification, facts.method.respondents
    occurred = day(told.occurred_on)
    many = n >= FEWEST_TOLD
    count = say("certificate_count", n=str(n)) if many else say("certificate_several")
    blocks = [
        text(say("certificate_facts", association=association, case=told.case_reference)),
        *items((f"{occurred} – {told.title}", count, say("certificate_ours"))),
        text(say("certificate_limits")),
    ]
    return _letter(
        matter,
        title=say("certificate_title"),
        subject=say("certificate_subject", occurred_on=occurred, product=matter.product),
        recipient=Party(""),
        blocks=blocks,
    )


def survey(matter: Matter, facts: CaseFacts, say: Sentences) -> Letter:
    occurred = day(facts.identification.occurred_on)
    moments = [say(f"survey_{when}", occurred_on=occurred) for when in ("before", "after")]
    asked = [
        block
        for name in QUESTIONS
        for block in (
            heading(say(f"survey_{name}")),
            *items(pair(when, MARKS) for when in moments),
        )
    ]
    return Letter(
        title=say("survey_title"),
        sender=lines_of(matter.parties.claimant)[:1],
        recipient=(),
        delivery="",
        subject=matter.product,
        place="",
        blocks=(text(say("survey_intro")), *asked),
        signatory="",
        is_signed=False,
    )


def _letter(
    matter: Matter, *, title: str, subject: str, recipient: Party, blocks: list[Block]
) -> Letter:
    return Letter(
        title=title,
        sender=lines_of(matter.parties.claimant),
        recipient=lines_of(recipient),
        delivery="",
        subject=subject,
        place=matter.particulars.place,
        blocks=tuple(blocks),
        signatory=matter.parties.claimant.representative,
    )


def _month_of(occurred_on: date) -> tuple[date, date]:
    last = monthrange(occurred_on.year, occurred_on.month)[1]
    return occurred_on.replace(day=1), occurred_on.replace(day=last)
