"""Rows for the tests, made by the acts themselves: what a test starts from could really exist."""

from datetime import UTC, date, datetime
from uuid import uuid4

from cases import actions
from cases.answers import Answers, Notice
from cases.evidence.models import Item
from cases.evidence.receiving import Received, keep_received
from cases.models import (
    Attachment,
    Ballot,
    Case,
    Exhibit,
    Mandate,
    Observation,
    Product,
    Publisher,
    Relay,
    SourceType,
)
from cases.statement import Statement
from cases.states import Audience, Proposal, RelayPurpose, Verdict, VoteChoice
from cases.vocabulary import Channel, Delivery, Nature, NoticePhase, Severity, Symptom
from members.models import User
from tests.cast import Cast

OBSERVED_AT = datetime(2018, 1, 9, 8, 30, tzinfo=UTC)


def publisher(name: str = "Éditeur Un") -> Publisher:
    key = name.lower().replace(" ", "-").replace("é", "e")
    return Publisher.objects.get_or_create(key=key, defaults={"name": name})[0]


def product(name: str = "Compta Un", of: Publisher | None = None) -> Product:
    return Product.objects.get_or_create(
        key=name.lower().replace(" ", "-"),
        defaults={"name": name, "publisher": of or publisher(), "delivery": Delivery.SAAS},
    )[0]


def answers(
    observed_at: datetime = OBSERVED_AT,
    symptom: Symptom = Symptom.LOGIN_IMPOSSIBLE,
    severity: Severity = Severity.BLOCKED,
    first_symptom_at: datetime | None = None,
    blocked_at: datetime | None = None,
    restored_at: datetime | None = None,
    customers_subscribed: int | None = None,
    customers_affected: int | None = None,
    publisher_notices: tuple[Notice, ...] | None = None,
    narrative: str = "",
) -> Answers:
    """The smallest set that is accepted, with what the test adds."""
    return Answers(
        observed_at,
        symptom,
        severity,
        first_symptom_at=first_symptom_at,
        blocked_at=blocked_at,
        restored_at=restored_at,
        customers_subscribed=customers_subscribed,
        customers_affected=customers_affected,
        publisher_notices=publisher_notices,
        narrative=narrative,
    )


def notice(received_at: datetime = OBSERVED_AT) -> Notice:
    return Notice(NoticePhase.OPEN, Channel.EMAIL, received_at)


def statement(
    said: Answers | None = None,
    source_type: SourceType = SourceType.OWN,
    inference: str = "",
    opinion: str = "",
) -> Statement:
    return Statement(said or answers(), source_type, inference, opinion)


def observation(by: User, said: Statement | None = None, on: Product | None = None) -> Observation:
    """Received, in no case yet."""
    return actions.report_observation(
        said or statement(), product=on or product(), by=by, submission=uuid4()
    )


def case(
    cast: Cast, *observers: User, title: str = "Connexion impossible", on: Product | None = None
) -> Case:
    """Reported, with one observation of each observer; of two organisations unless told."""
    seen = [observation(who, on=on) for who in observers or (cast.adherent, cast.other_adherent)]
    return actions.open_case(seen, by=cast.committee, title=title, occurred_on=date(2018, 1, 9))


def verified_case(cast: Cast, *observers: User, on: Product | None = None) -> Case:
    opened = case(cast, *observers, on=on)
    actions.verify_case(
        opened,
        by=cast.committee,
        seen=opened.version,
        verdict=Verdict.CONFIRMED,
        grounds="Deux organisations le disent.",
        links="",
    )
    return opened


def ballot(cast: Cast, on: Case | None = None, proposal: Proposal = Proposal.ACT) -> Ballot:
    """An open vote without a vote, on a verified case."""
    return actions.open_ballot(
        on or verified_case(cast),
        by=cast.committee,
        proposal=proposal,
        general_interest=True,
        service_quality=False,
    )


def voted_ballot(
    cast: Cast,
    choice: VoteChoice = VoteChoice.FOR,
    on: Case | None = None,
    proposal: Proposal = Proposal.ACT,
) -> Ballot:
    """An open vote with its quorum, every one of them the same way."""
    opened = ballot(cast, on, proposal)
    for voter in (cast.committee, cast.second_committee, cast.chair):
        actions.cast_vote(opened, by=voter, choice=choice)
    return opened


def decided_case(cast: Cast, *observers: User, proposal: Proposal = Proposal.ACT) -> Case:
    decided = verified_case(cast, *observers)
    opened = voted_ballot(cast, on=decided, proposal=proposal)
    actions.close_ballot(opened, by=cast.chair, reasons="Trois voix pour.", seen=decided.version)
    decided.refresh_from_db()
    return decided


def relay(cast: Cast, on: Case | None = None) -> Relay:
    """A draft by the committee's first member, on a case decided with three organisations."""
    decided = on or decided_case(cast, cast.adherent, cast.other_adherent, cast.third_committee)
    return actions.draft_relay(
        decided,
        by=cast.committee,
        seen=decided.version,
        purpose=RelayPurpose.SERVICE_QUALITY,
        audience=Audience.MEMBERS,
        text="Connexion impossible le 9 janvier 2018 au matin.",
    )


def relayed_case(cast: Cast) -> Case:
    drafted = relay(cast)
    actions.approve_relay(drafted, by=cast.chair, seen=drafted.case.version)
    return Case.objects.get(pk=drafted.case_id)


def dismissed_case(cast: Cast) -> Case:
    dismissed = case(cast)
    actions.dismiss_case(
        dismissed, by=cast.committee, seen=dismissed.version, reason="Panne de notre réseau."
    )
    return dismissed


PSEUDONYM = "Tamen in jure"


def advice_mandate(cast: Cast, on: Case) -> Mandate:
    return actions.grant_mandate(
        on,
        lawyer=cast.adviser,
        by=cast.committee,
        since=date(2018, 1, 1),
        pseudonym=PSEUDONYM,
    )


def mandate(
    cast: Cast, on: Case, since: date = date(2018, 1, 1), until: date | None = None
) -> Mandate:
    return actions.grant_mandate(
        on, lawyer=cast.lawyer, by=cast.committee, since=since, until=until
    )


def handed_in(
    on: Case, content: bytes, name: str = "ecran.png", media_type: str = "image/png"
) -> Item:
    """A file of the first observation of a case."""
    sent = on.observations.order_by("received_at")[0]
    item = keep_received(Received(content, name, media_type), by=sent.reported_by)
    Attachment.objects.create(item=item, observation=sent)
    return item


def exhibit(
    cast: Cast,
    on: Case,
    title: str = "Copie d’écran",
    content: bytes = b"",
    name: str = "ecran.png",
    media_type: str = "image/png",
) -> Exhibit:
    item = handed_in(on, content or f"{title} de {on.pk}".encode(), name, media_type)
    return actions.exhibit_item(on, item, by=cast.committee, title=title, nature=Nature.SCREENSHOT)
