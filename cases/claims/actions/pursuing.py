"""From the formal notice to the money, by the claimant or by counsel for them.

Amounts, dates and words are in the rows alone: the journal tells who did what.
"""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import refuse_future, refuse_out_of_course
from cases.claims.actions.parties import refuse_unless_claimant, refuse_unless_theirs
from cases.claims.models import (
    Claim,
    ClaimPaper,
    FormalNotice,
    LimitationEvent,
    LossSheet,
    Offer,
    Payment,
    Reply,
)
from cases.claims.states import (
    AFTER_SUBMISSION,
    ENDED,
    GO_TO_COURT,
    NEGOTIATE,
    OWED,
    PAY,
    REFUSE,
    SEND_NOTICE,
    SETTLE,
    UNDER_DISCUSSION,
    ClaimState,
    OfferState,
)
from cases.claims.vocabulary import NoticeMode, OfferSide, PaperKind
from cases.errors import GuardRefused, StepRefused
from cases.evidence import journal
from cases.evidence.receiving import Received, keep_received
from cases.limitation import Effect, rule_in_force
from members import typography
from members.models import User

OF_A_NOTICE = frozenset(
    {PaperKind.NOTICE, PaperKind.DEPOSIT, PaperKind.RECEIPT, PaperKind.REFUSAL}
    | {PaperKind.NOT_CLAIMED}
)
COURT_CLAIM = "court_claim"
ALIVE = frozenset(ClaimState) - ENDED


@transaction.atomic
def send_notice(claim: Claim, *, by: User, seen: int, sent_on: date, mode: NoticeMode) -> None:
    """The member signed it and sent it. It does not interrupt limitation."""
    refuse_unless_theirs(claim.sheet, by)
    refuse_out_of_course(claim.case, sent_on)
    claim.take(SEND_NOTICE, seen=seen, notice_sent_at=timezone.now(), notice_sent_by=by)
    FormalNotice.objects.create(claim=claim, sent_on=sent_on, mode=mode, recorded_by=by)
    journal.record("claim.notice_sent", claim, by=by, details={"mode": str(mode)})


@transaction.atomic
def add_paper(
    claim: Claim, received: Received, *, by: User, seen: int, kind: PaperKind, dated_on: date
) -> ClaimPaper:
    """Sent again, it is the same paper. A receipt says from which day interest runs."""
    refuse_unless_theirs(claim.sheet, by)
    refuse_out_of_course(claim.case, dated_on)
    if same := claim.papers.filter(item__sha256=received.sha256).first():
        return same
    if kind in OF_A_NOTICE and not claim.notices.exists():
        raise GuardRefused(_("Notez d’abord quand la mise en demeure est partie."))
    claim.hold(AFTER_SUBMISSION, seen=seen)
    if kind == PaperKind.RECEIPT:
        unread = LossSheet.objects.filter(pk=claim.sheet_id, notice_received_on=None)
        unread.update(notice_received_on=dated_on, version=F("version") + 1)
    paper = ClaimPaper.objects.create(
        claim=claim, item=keep_received(received, by=by), kind=kind, dated_on=dated_on
    )
    told = {"sha256": paper.item.sha256, "kind": str(kind)}
    journal.record("claim.paper_attached", claim, by=by, details=told)
    return paper


@transaction.atomic
def record_reply(claim: Claim, *, by: User, seen: int, received_on: date, said: str) -> None:
    """Whoever refused does not take it back by writing again: it takes an offer."""
    refuse_unless_theirs(claim.sheet, by)
    refuse_out_of_course(claim.case, received_on)
    if claim.state == ClaimState.NOTICE_SENT:
        _negotiate(claim, by, seen)
    else:
        claim.hold(UNDER_DISCUSSION, seen=seen)
    Reply.objects.create(claim=claim, received_on=received_on, said=said, recorded_by=by)
    journal.record("claim.reply_recorded", claim, by=by)


def _negotiate(claim: Claim, by: User, seen: int) -> None:
    claim.take(NEGOTIATE, seen=seen, negotiating_at=timezone.now(), negotiating_by=by)


@transaction.atomic
def record_offer(
    claim: Claim,
    *,
    by: User,
    seen: int,
    side: OfferSide,
    amount: Decimal,
    made_on: date,
    note: str,
) -> Offer:
    refuse_unless_theirs(claim.sheet, by)
    refuse_out_of_course(claim.case, made_on)
    if claim.state in NEGOTIATE.sources:
        _negotiate(claim, by, seen)
    else:
        claim.hold(UNDER_DISCUSSION, seen=seen)
    offer = Offer.objects.create(
        claim=claim, side=side, amount=amount, made_on=made_on, note=note, recorded_by=by
    )
    journal.record("claim.offer_recorded", claim, by=by, details={"side": str(side)})
    return offer


@transaction.atomic
def accept_offer(offer: Offer, *, by: User, seen: int) -> None:
    """By the claimant alone: it is their money, and nobody settles for them."""
    claim = offer.claim
    refuse_unless_claimant(claim.sheet, by)
    claim.take(SETTLE, seen=seen, settled_at=timezone.now(), settled_by=by)
    _answer(offer, by, OfferState.ACCEPTED)
    journal.record("claim.settled", claim, by=by)


@transaction.atomic
def refuse_offer(offer: Offer, *, by: User, seen: int) -> None:
    claim = offer.claim
    refuse_unless_claimant(claim.sheet, by)
    claim.hold(UNDER_DISCUSSION, seen=seen)
    _answer(offer, by, OfferState.REFUSED)
    journal.record("claim.offer_refused", claim, by=by)


def _answer(offer: Offer, by: User, state: OfferState) -> None:
    proposed = Offer.objects.filter(pk=offer.pk, state=OfferState.PROPOSED)
    if proposed.update(state=state, answered_at=timezone.now(), answered_by=by) != 1:
        raise StepRefused(_("Cette offre a déjà sa réponse : relisez la demande."))
    offer.refresh_from_db()


@transaction.atomic
def record_refusal(claim: Claim, *, by: User, seen: int, received_on: date, said: str) -> None:
    """Of the publisher, or of a court."""
    refuse_unless_theirs(claim.sheet, by)
    refuse_out_of_course(claim.case, received_on)
    claim.take(REFUSE, seen=seen, refused_at=timezone.now(), refused_by=by)
    Reply.objects.create(claim=claim, received_on=received_on, said=said, recorded_by=by)
    journal.record("claim.refused", claim, by=by)


@transaction.atomic
def go_to_court(claim: Claim, *, by: User, seen: int, filed_on: date) -> None:
    """What was agreed and not kept has lapsed. The claim before the court interrupts limitation."""
    refuse_unless_theirs(claim.sheet, by)
    refuse_out_of_course(claim.case, filed_on)
    claim.take(GO_TO_COURT, seen=seen, in_court_at=timezone.now(), in_court_by=by)
    claim.offers.filter(state=OfferState.ACCEPTED).update(state=OfferState.LAPSED)
    LimitationEvent.objects.get_or_create(
        claim=claim, code=COURT_CLAIM, since=filed_on, defaults={"recorded_by": by}
    )
    journal.record("claim.in_court", claim, by=by)


@transaction.atomic
def record_limitation_event(
    claim: Claim, *, by: User, seen: int, code: str, since: date, until: date | None
) -> None:
    refuse_unless_theirs(claim.sheet, by)
    refuse_out_of_course(claim.case, since)
    refuse_future(until or since)
    changing = [each.code for each in rule_in_force().events if each.effect != Effect.NONE]
    if code not in changing:
        raise GuardRefused(_("Cet acte ne change pas le dernier jour pour agir."))
    if until and until < since:
        raise GuardRefused(_("Cet acte finit avant de commencer : relisez les dates."))
    if claim.limitation_events.filter(code=code, since=since).exists():
        raise GuardRefused(_("Cet acte est déjà noté à cette date."))
    claim.hold(ALIVE, seen=seen)
    LimitationEvent.objects.create(claim=claim, code=code, since=since, until=until, recorded_by=by)
    journal.record("claim.limitation_event", claim, by=by, details={"code": code})


@transaction.atomic
def record_payment(
    claim: Claim, *, by: User, seen: int, amount: Decimal, received_on: date
) -> Payment:
    """Received by the claimant. With the whole of what was agreed, the claim is paid."""
    refuse_unless_claimant(claim.sheet, by)
    refuse_out_of_course(claim.case, received_on)
    claim.hold(OWED, seen=seen)
    left = _left_of_what_was_agreed(claim)
    if left is not None and amount > left:
        # It would end the claim for good, and be published as what the publisher pays back.
        said = _("Il reste %(left)s à recevoir de la somme convenue : relisez ce montant.")
        raise GuardRefused(said % {"left": typography.amount(left)})
    payment = Payment.objects.create(
        claim=claim, amount=amount, received_on=received_on, recorded_by=by
    )
    journal.record("claim.payment_recorded", claim, by=by)
    if amount == left:
        _close(claim, by, claim.version)
    return payment


@transaction.atomic
def close_as_paid(claim: Claim, *, by: User, seen: int) -> None:
    """Nothing more is expected, whatever was agreed or ordered."""
    refuse_unless_claimant(claim.sheet, by)
    if not claim.payments.exists():
        raise GuardRefused(_("Aucun paiement n’est noté : notez d’abord ce que vous avez reçu."))
    _close(claim, by, seen)


def _left_of_what_was_agreed(claim: Claim) -> Decimal | None:
    agreed = claim.offers.filter(state=OfferState.ACCEPTED).first()
    if agreed is None:
        return None
    received: Decimal | None = claim.payments.aggregate(total=Sum("amount"))["total"]
    return agreed.amount - (received or Decimal(0))


def _close(claim: Claim, by: User, seen: int) -> None:
    claim.take(PAY, seen=seen, paid_at=timezone.now(), paid_by=by)
    journal.record("claim.paid", claim, by=by)
