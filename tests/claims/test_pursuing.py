"""From the formal notice to the money: who may write it down, when, and what the rows hold."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.claims import actions
from cases.claims.models import Claim, LimitationEvent, Offer, Payment
from cases.claims.states import ClaimState, OfferState
from cases.claims.vocabulary import NoticeMode, OfferSide, PaperKind
from cases.errors import GuardRefused, Refused, StepRefused
from cases.evidence.models import Entry
from cases.evidence.receiving import Received
from tests.claims.claiming import ON, offer, pay, settle, taken_to
from tests.claims.declaring import PROOF

TOMORROW = timezone.localdate() + timedelta(days=2)


@pytest.fixture
def sent(cast, references) -> Claim:
    return taken_to(ClaimState.NOTICE_SENT, cast)


@pytest.fixture
def settled(cast, references) -> Claim:
    return taken_to(ClaimState.SETTLED, cast)


def paper(claim, by, kind=PaperKind.DEPOSIT, on=ON, received=PROOF):
    return actions.add_paper(claim, received, by=by, seen=claim.version, kind=kind, dated_on=on)


def reply(claim, by):
    actions.record_reply(
        claim, by=by, seen=claim.version, received_on=ON, said="Nous étudions votre demande."
    )


def refusal(claim, by):
    actions.record_refusal(claim, by=by, seen=claim.version, received_on=ON, said="Nous refusons.")


def to_court(claim, by, on=ON):
    actions.go_to_court(claim, by=by, seen=claim.version, filed_on=on)


def test_a_notice_is_sent_on_a_day_that_has_come(cast, references):
    claim = taken_to(ClaimState.DOCUMENTED, cast)
    with pytest.raises(GuardRefused, match="pas encore venue"):
        actions.send_notice(
            claim, by=cast.adherent, seen=claim.version, sent_on=TOMORROW, mode=NoticeMode.LRE
        )
    actions.send_notice(claim, by=cast.lawyer, seen=claim.version, sent_on=ON, mode=NoticeMode.LRE)
    assert (claim.notices.get().sent_on, claim.notice_sent_by) == (ON, cast.lawyer)


def test_nothing_is_done_about_an_incident_before_it(cast, references):
    claim, before = taken_to(ClaimState.DOCUMENTED, cast), date(2017, 3, 1)
    with pytest.raises(GuardRefused, match="précède l’incident"):
        actions.send_notice(
            claim, by=cast.adherent, seen=claim.version, sent_on=before, mode=NoticeMode.LRE
        )
    with pytest.raises(GuardRefused, match="précède l’incident"):
        actions.record_limitation_event(
            claim,
            by=cast.adherent,
            seen=claim.version,
            code="acknowledgement",
            since=before,
            until=None,
        )
    actions.send_notice(claim, by=cast.lawyer, seen=claim.version, sent_on=ON, mode=NoticeMode.LRE)
    with pytest.raises(GuardRefused, match="précède l’incident"):
        paper(claim, cast.adherent, PaperKind.RECEIPT, before)
    claim.sheet.refresh_from_db()
    assert (claim.papers.count(), claim.sheet.notice_received_on) == (0, None)


def test_the_proofs_of_a_notice_are_kept_and_the_receipt_begins_the_interest(sent, cast):
    paper(sent, cast.adherent)
    assert sent.sheet.notice_received_on is None
    returned = Received(b"%PDF-1.7 ar", "ar.pdf", "application/pdf")
    received = paper(sent, cast.lawyer, PaperKind.RECEIPT, date(2018, 3, 5), returned)
    sent.sheet.refresh_from_db()
    assert sent.sheet.notice_received_on == date(2018, 3, 5)
    assert received.journal_name == f"private:document:{received.item_id}"
    assert received.journal_thread == sent.journal_thread
    assert {str(each) for each in sent.papers.all()} == {"facture.pdf", "ar.pdf"}


def test_a_paper_sent_again_is_the_same_one(sent, cast):
    assert paper(sent, cast.adherent) == paper(sent, cast.adherent)
    assert sent.papers.count() == 1


def test_no_proof_of_a_notice_that_was_not_sent(cast, references):
    claim = taken_to(ClaimState.DOCUMENTED, cast)
    with pytest.raises(GuardRefused, match="quand la mise en demeure est partie"):
        paper(claim, cast.adherent)
    assert not claim.papers.exists()


def test_a_first_answer_opens_the_discussion(sent, cast):
    reply(sent, cast.lawyer)
    assert (sent.state, sent.negotiating_by) == (ClaimState.NEGOTIATING, cast.lawyer)
    reply(sent, cast.adherent)
    assert sent.replies.count() == 2


def test_who_refused_takes_it_back_by_an_offer_alone(sent, cast):
    refusal(sent, cast.adherent)
    reply(sent, cast.adherent)
    assert sent.state == ClaimState.REFUSED
    offer(sent, cast)
    assert sent.state == ClaimState.NEGOTIATING
    offer(sent, cast, "90.00")
    assert sent.offers.count() == 2


def test_the_claimant_alone_accepts_or_refuses_an_offer(sent, cast):
    made = offer(sent, cast)
    for by in (cast.lawyer, cast.committee, cast.other_adherent):
        for act in (actions.accept_offer, actions.refuse_offer):
            with pytest.raises(PermissionDenied):
                act(made, by=by, seen=sent.version)
    actions.refuse_offer(made, by=cast.adherent, seen=sent.version)
    assert (made.state, made.answered_by) == (OfferState.REFUSED, cast.adherent)
    sent.refresh_from_db()
    assert sent.state == ClaimState.NEGOTIATING


def test_an_offer_has_one_answer(sent, cast):
    made = offer(sent, cast)
    actions.refuse_offer(made, by=cast.adherent, seen=sent.version)
    sent.refresh_from_db()
    with pytest.raises(StepRefused, match="a déjà sa réponse"):
        actions.accept_offer(made, by=cast.adherent, seen=sent.version)
    sent.refresh_from_db()
    assert (sent.state, sent.settled_at) == (ClaimState.NEGOTIATING, None)


def test_with_the_whole_of_what_was_agreed_the_claim_is_paid(settled, cast):
    pay(settled, cast, "30.00")
    assert settled.state == ClaimState.SETTLED
    pay(settled, cast, "50.00")
    assert (settled.state, settled.paid_by) == (ClaimState.PAID, cast.adherent)
    with pytest.raises(StepRefused, match="« Payée »"):
        pay(settled, cast)


def test_more_than_is_left_of_what_was_agreed_is_refused_and_ends_nothing(settled, cast):
    pay(settled, cast, "30.00")
    with pytest.raises(GuardRefused, match=r"Il reste 50,00\s€ à recevoir"):
        pay(settled, cast, "5000.00")
    assert (settled.state, settled.payments.count()) == (ClaimState.SETTLED, 1)


def test_less_than_agreed_may_end_it_too_but_not_nothing(settled, cast):
    with pytest.raises(GuardRefused, match="Aucun paiement n’est noté"):
        actions.close_as_paid(settled, by=cast.adherent, seen=settled.version)
    pay(settled, cast, "30.00")
    actions.close_as_paid(settled, by=cast.adherent, seen=settled.version)
    assert settled.state == ClaimState.PAID


def test_money_is_noted_by_the_claimant_alone(settled, cast):
    for act in (
        lambda: actions.record_payment(
            settled, by=cast.lawyer, seen=settled.version, amount=Decimal(1), received_on=ON
        ),
        lambda: actions.close_as_paid(settled, by=cast.lawyer, seen=settled.version),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_what_was_agreed_and_not_kept_lapses_before_the_court(settled, cast):
    to_court(settled, cast.lawyer)
    assert settled.offers.get().state == OfferState.LAPSED
    assert settled.limitation_events.get().code == "court_claim"
    pay(settled, cast, "500.00")
    assert settled.state == ClaimState.IN_COURT
    settle(settled, cast)
    assert settled.state == ClaimState.SETTLED


def test_no_notice_is_owed_before_an_action_and_a_court_may_refuse(cast, references):
    claim = taken_to(ClaimState.DOCUMENTED, cast)
    to_court(claim, cast.lawyer)
    refusal(claim, cast.lawyer)
    offer(claim, cast)
    assert claim.state == ClaimState.NEGOTIATING
    to_court(claim, cast.adherent)
    assert LimitationEvent.objects.count() == 1


def event(claim, by, code="mediation", since=ON, until=None):
    actions.record_limitation_event(
        claim, by=by, seen=claim.version, code=code, since=since, until=until
    )


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"code": "formal_notice"}, "ne change pas le dernier jour"),
        ({"code": "priere"}, "ne change pas le dernier jour"),
        ({"until": ON - timedelta(days=1)}, "finit avant de commencer"),
        ({"since": TOMORROW}, "pas encore venue"),
        ({"until": TOMORROW}, "pas encore venue"),
    ],
)
def test_an_act_that_changes_no_day_is_refused(sent, cast, how, sentence):
    with pytest.raises(GuardRefused, match=sentence):
        event(sent, cast.lawyer, **how)
    assert not LimitationEvent.objects.exists()


def test_an_act_on_limitation_is_noted_once(sent, cast):
    event(sent, cast.lawyer, until=ON + timedelta(days=30))
    with pytest.raises(GuardRefused, match="déjà noté"):
        event(sent, cast.adherent)
    assert sent.limitation_events.get().occurrence.event.code == "mediation"


@pytest.mark.parametrize("who", ["committee", "other_adherent", "other_lawyer", "adviser", "board"])
def test_nobody_else_writes_in_a_claim(sent, cast, who):
    by = getattr(cast, who)
    for act in (
        lambda: paper(sent, by),
        lambda: reply(sent, by),
        lambda: refusal(sent, by),
        lambda: to_court(sent, by),
        lambda: event(sent, by),
        lambda: actions.record_offer(
            sent,
            by=by,
            seen=sent.version,
            side=OfferSide.PUBLISHER,
            amount=Decimal(1),
            made_on=ON,
            note="",
        ),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_whoever_read_an_older_page_writes_nothing(sent, cast):
    reply(sent, cast.adherent)
    with pytest.raises(Refused, match="a changé depuis"):
        actions.record_reply(sent, by=cast.adherent, seen=1, received_on=ON, said="Encore.")
    assert sent.replies.count() == 1


def test_the_journal_holds_no_amount_of_an_offer_or_a_payment(cast, references):
    claim = taken_to(ClaimState.PAID, cast)
    reply_words = Entry.objects.filter(subject=claim.journal_name).values_list("facts", flat=True)
    assert not any("80" in each for each in reply_words)
    assert {"claim.offer_recorded", "claim.settled", "claim.payment_recorded", "claim.paid"} <= set(
        Entry.objects.filter(subject=claim.journal_name).values_list("verb", flat=True)
    )


def test_the_database_refuses_what_no_act_writes(settled, cast):
    now = {"answered_at": timezone.now(), "answered_by": cast.adherent}
    told = {"claim": settled, "side": "publisher", "made_on": ON, "recorded_by": cast.adherent}
    for name, make in {
        "offer_amount_is_positive": lambda: Offer.objects.create(**told, amount=0),
        "offer_answered_by_someone": lambda: Offer.objects.create(
            **told, amount=1, state=OfferState.REFUSED
        ),
        "(offer_accepted_once_a_claim|claims_offer.claim_id)": lambda: Offer.objects.create(
            **told, amount=1, state=OfferState.ACCEPTED, **now
        ),
        "payment_amount_is_positive": lambda: Payment.objects.create(
            claim=settled, amount=0, received_on=ON, recorded_by=cast.adherent
        ),
        "limitation_event_ends_after": lambda: LimitationEvent.objects.create(
            claim=settled,
            code="mediation",
            since=ON,
            until=ON - timedelta(days=1),
            recorded_by=cast.adherent,
        ),
    }.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            make()
