"""« Mise en demeure »: every mention that it must bear, or the list of those that lack."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from cases.wording import imputations_in
from members.typography import day
from reports.claims.content import (
    Block,
    Contract,
    Flag,
    Letter,
    Missing,
    Notice,
    Parties,
    Party,
    Reckoned,
)
from reports.claims.letters.writing import heading, items, lines_of, sum_of, text, total_of
from reports.claims.models import Particulars
from reports.claims.models.particulars import Termination
from reports.claims.sentences import Sentences
from reports.content import Identification, Schedule

PARTICULARS, SHEET, CONTRACT = "particulars", "sheet", "contract"
ALWAYS = (
    "notice_title",
    "notice_subject",
    "notice_contract",
    "notice_facts",
    "notice_breach",
    "notice_demand",
    "notice_deadline",
    "notice_force",
    "notice_consequences",
    "notice_talks",
    "notice_payment",
    "notice_reserve",
    "letter_opening",
    "letter_closing",
)


@dataclass(frozen=True)
class Matter:
    """All that the notice is written from."""

    facts: Identification
    parties: Parties
    contracts: tuple[Contract, ...]
    reckoned: Reckoned
    schedule: Schedule | None
    particulars: Particulars
    today: date
    fewest_days: int
    """That a formal notice leaves."""

    @property
    def first_deadline(self) -> date:
        return self.today + timedelta(days=self.fewest_days)

    @property
    def product(self) -> str:
        return ", ".join(each.name for each in self.facts.products) or self.facts.publisher


def notice(matter: Matter, say: Sentences) -> Notice:
    missing = tuple(_missing(matter))
    letter = None if missing else _letter(matter, say)
    return Notice(letter, missing, matter.particulars.deadline_on)


def codes_of(matter: Matter) -> tuple[str, ...]:
    """Of the sentences that it says."""
    told = matter.particulars
    ended = told.termination != Termination.NONE
    by = (f"notice_{told.termination}",) if ended else ()
    return (*ALWAYS, told.delivery, _amounts(matter), *by)


def _amounts(matter: Matter) -> str:
    recovers = matter.parties.recovers_vat
    return "notice_amounts_excluded" if recovers else "notice_amounts_included"


def _missing(matter: Matter) -> Iterator[Missing]:
    yield from _of_party(_("votre société"), matter.parties.claimant, _("représentant"))
    yield from _of_party(_("l’éditeur"), matter.parties.publisher, "")
    told = matter.particulars
    asked = (
        (told.obligation, _("ce que le contrat prévoit")),
        (told.obligation_source, _("la clause et son article")),
        (told.breach, _("ce que vous constatez")),
        (told.demand, _("ce que vous demandez")),
        (told.place, _("le lieu où elle est faite")),
    )
    for value, what in asked:
        if not value.strip():
            yield Missing(what, PARTICULARS)
    yield from _of_dates(matter)
    if not matter.contracts:
        yield Missing(_("le contrat, ses dates et ses conditions"), CONTRACT)
    if not matter.reckoned.heads:
        yield Missing(_("au moins une perte chiffrée"), SHEET)
    yield from words_in(matter)


def words_in(matter: Matter) -> Iterator[Missing]:
    """Each word that imputes an intent or a crime, and the page where it was written."""
    facts = matter.facts
    yield from told_as_facts(flags_in(matter.particulars, facts), PARTICULARS)
    yield from told_as_facts(flags_in_losses(matter.reckoned, facts), SHEET)
    yield from told_as_facts(flags_in_contracts(matter.contracts, facts), CONTRACT)


def told_as_facts(flags: Iterable[Flag], page: str) -> Iterator[Missing]:
    for flag in flags:
        what = _("un fait à la place de « %(words)s » (%(where)s)")
        yield Missing(what % {"words": flag.words, "where": flag.where}, page)


def _of_party(who: str, party: Party, representative: str) -> Iterator[Missing]:
    asked = (
        (party.name, _("dénomination")),
        (party.legal_form, _("forme juridique")),
        (party.capital, _("capital")),
        (party.seat, _("siège")),
        (party.siren, "SIREN"),
        (party.registry, _("ville du RCS")),
        (party.representative or not representative, representative),
    )
    for value, what in asked:
        if not value:
            yield Missing(_("%(what)s de %(who)s") % {"what": what, "who": who}, PARTICULARS)


def _of_dates(matter: Matter) -> Iterator[Missing]:
    told = matter.particulars
    if told.deadline_on is None:
        yield Missing(_("un délai raisonnable : au plus tard quel jour"), PARTICULARS)
    elif told.deadline_on <= matter.today:
        yield Missing(_("un délai qui n’est pas déjà passé"), PARTICULARS)
    elif told.deadline_on < matter.first_deadline:
        what = _("un délai raisonnable : %(days)s jours au moins, jusqu’au %(day)s ou plus tard")
        first = {"days": matter.fewest_days, "day": day(matter.first_deadline)}
        yield Missing(what % first, PARTICULARS)
    if told.termination == Termination.CLAUSE and not told.termination_clause:
        yield Missing(_("l’article de la clause résolutoire"), PARTICULARS)


def flags_in(told: Particulars, facts: Identification) -> Iterator[Flag]:
    """In what the member wrote; names and quoted titles are passed over."""
    written = (
        "obligation",
        "obligation_source",
        "breach",
        "demand",
        "termination_clause",
        "diligence",
        "amicable",
    )
    for name in written:
        label = str(Particulars._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        yield from flagged(label, getattr(told, name), facts)


def flags_in_losses(told: Reckoned, facts: Identification) -> Iterator[Flag]:
    """In what each loss is said to be: the schedule and the letter name its documents by it."""
    for loss in told.losses:
        label = _("Perte n° %(number)s") % {"number": loss.number}
        yield from flagged(label, loss.what, facts)


def flags_in_contracts(contracts: Iterable[Contract], facts: Identification) -> Iterator[Flag]:
    """In the name that a contract was given; its clauses are quoted."""
    for contract in contracts:
        yield from flagged(_("Nom du contrat"), contract.title, facts)


def flagged(label: str, said: str, facts: Identification) -> Iterator[Flag]:
    names = (facts.publisher, facts.title, *(each.name for each in facts.products))
    for found in imputations_in(said, names=names):
        yield Flag(label, found.words, found.instead)


def _letter(matter: Matter, say: Sentences) -> Letter:
    told, parties = matter.particulars, matter.parties
    occurred = day(matter.facts.occurred_on)
    return Letter(
        title=say("notice_title"),
        sender=lines_of(parties.claimant),
        recipient=lines_of(parties.publisher),
        delivery=say(told.delivery),
        subject=say("notice_subject", occurred_on=occurred, product=matter.product),
        place=told.place,
        blocks=tuple(_blocks(matter, say)),
        signatory=parties.claimant.representative,
    )


def _blocks(matter: Matter, say: Sentences) -> Iterator[Block]:
    told, facts = matter.particulars, matter.facts
    yield text(say("letter_opening"))
    yield text(say("notice_contract", contract=" ; ".join(map(_named, matter.contracts))))
    occurred = day(facts.occurred_on)
    title = facts.title.rstrip(".")
    yield text(say("notice_facts", occurred_on=occurred, title=title, case=facts.case_reference))
    obligation = told.obligation.strip().rstrip(".")
    yield text(
        say(
            "notice_breach",
            source=told.obligation_source,
            obligation=obligation,
            fact=told.breach.strip(),
        )
    )
    yield text(say("notice_demand", demand=told.demand.strip()))
    yield text(say(_amounts(matter)))
    for head in matter.reckoned.heads:
        yield sum_of(head.label, head.total)
    yield total_of("Total", matter.reckoned.principal)
    if told.deadline_on:
        yield text(say("notice_deadline", deadline=day(told.deadline_on)))
    yield from _consequences(told, say)
    yield from _exhibits(matter)
    yield text(say("letter_closing"))


def _named(contract: Contract) -> str:
    return f"{contract.title}, {day(contract.signed_on)}" if contract.signed_on else contract.title


def _consequences(told: Particulars, say: Sentences) -> Iterator[Block]:
    yield text(say("notice_force"))
    yield text(say("notice_consequences"))
    if told.termination != Termination.NONE:
        yield text(say(f"notice_{told.termination}", clause=told.termination_clause))
    for code in ("notice_talks", "notice_payment", "notice_reserve"):
        yield text(say(code))


def _exhibits(matter: Matter) -> Iterator[Block]:
    if matter.schedule and (produced := list(matter.schedule.communicated)):
        yield heading("Pièces jointes")
        yield from items(f"Pièce n° {each.number} – {each.title}" for each in produced)
