"""Two people, or two workers, at once on one claim."""

from datetime import date
from decimal import Decimal
from functools import partial

from cases.claims import actions
from cases.claims.models import (
    Claim,
    ClaimPaper,
    FormalNotice,
    Knowledge,
    LimitationEvent,
    LossLine,
    Offer,
    Payment,
    Reply,
)
from cases.claims.references import load_references
from cases.claims.states import ClaimState, OfferState
from cases.claims.vocabulary import NoticeMode, OfferSide, PaperKind
from cases.errors import GuardRefused, StepRefused
from cases.evidence.models import Entry
from tests import factories
from tests.cases.races.together import losers, one_wins, winners
from tests.claims.claiming import (
    ON,
    WHOLE,
    choose_ground,
    hand_over,
    offer,
    opened,
    pay,
    taken_to,
)
from tests.claims.declaring import PROOF, declare


def copy(row):
    return type(row).objects.get(pk=row.pk)


def at(state, cast):
    return taken_to(ClaimState(state), cast)


def count(verb):
    return Entry.objects.filter(verb=verb).count()


def race_of(race, act, claim, *people, **how):
    return race(*(partial(act, copy(claim), by=who, seen=claim.version, **how) for who in people))


def test_two_sweeps_at_once_prepare_a_claim_once(cast, race):
    factories.relayed_case(cast)
    outcomes = race(
        actions.prepare_claims,
        actions.prepare_claims,
        without=[
            "claims_claim.reference",
            "loss_sheet_once_a_case_and_organisation",
        ],
    )
    assert losers(outcomes) == set()
    assert sum(outcomes) == 3
    assert Claim.objects.count() == 3


def test_two_colleagues_open_one_claim(cast, race):
    load_references()
    actions.open_claim(factories.case(cast), by=cast.other_adherent)
    case = factories.case(cast)
    outcomes = race(
        *(partial(actions.open_claim, case, by=who) for who in (cast.adherent, cast.colleague)),
        without=["loss_sheet_once_a_case_and_organisation", "claims_claim.reference"],
    )
    assert losers(outcomes) == set()
    assert list(Claim.objects.filter(sheet__case=case)) == [outcomes[0]] == [outcomes[1]]


def test_a_claim_is_sent_once(cast, race):
    claim = opened(cast)
    outcomes = race(
        *(
            partial(actions.submit_claim, copy(claim), WHOLE, by=who, seen=1)
            for who in (cast.adherent, cast.colleague)
        )
    )
    one_wins(outcomes, StepRefused)
    assert count("claim.submitted") == 1


def test_no_loss_is_declared_while_a_claim_is_sent(cast, race):
    """One after the other: a loss that came too late is refused, one that was there is signed."""
    claim = opened(cast)
    outcomes = race(
        partial(actions.submit_claim, copy(claim), WHOLE, by=cast.adherent, seen=1),
        partial(declare, copy(claim.sheet), cast.colleague),
    )
    told = list(Entry.objects.filter(verb__in=["claim.submitted", "losses.declared"]))
    told.sort(key=lambda each: each.sequence)
    assert told[-1].verb == "claim.submitted"
    assert losers(outcomes) <= {GuardRefused}


def test_no_frame_changes_while_a_claim_is_sent(cast, race):
    """As for a loss: a cap that came too late is refused, one that was there is signed."""
    claim = opened(cast)
    frame = actions.Frame(True, 500, None, None, cast.committee)
    outcomes = race(
        partial(actions.submit_claim, copy(claim), WHOLE, by=cast.adherent, seen=1),
        partial(
            actions.describe_sheet,
            copy(claim.sheet),
            frame,
            by=cast.colleague,
            seen=claim.sheet.version,
        ),
    )
    told = list(Entry.objects.filter(verb__in=["claim.submitted", "losses.sheet_described"]))
    told.sort(key=lambda each: each.sequence)
    assert told[-1].verb == "claim.submitted"
    assert losers(outcomes) <= {GuardRefused}


def test_a_claim_is_taken_back_or_verified(cast, race):
    claim = at("submitted", cast)
    outcomes = race(
        partial(actions.verify_claim, copy(claim), by=cast.committee, seen=claim.version),
        partial(actions.take_back_claim, copy(claim), by=cast.adherent, seen=claim.version),
    )
    first = one_wins(outcomes, StepRefused)
    assert copy(claim).state == (ClaimState.VERIFIED, ClaimState.DRAFT)[first]


def test_a_claim_is_sent_back_or_documented(cast, race):
    claim = at("verified", cast)
    choose_ground(claim, cast)
    documented = partial(actions.document_claim, by=cast.lawyer, says_without=True)
    outcomes = race(
        partial(documented, copy(claim), seen=claim.version),
        partial(
            actions.send_back_claim,
            copy(claim),
            by=cast.lawyer,
            seen=claim.version,
            reason="Contrat ?",
        ),
    )
    first = one_wins(outcomes, StepRefused)
    assert copy(claim).state == (ClaimState.DOCUMENTED, ClaimState.DRAFT)[first]


def test_a_claim_is_withdrawn_once(cast, race):
    claim = opened(cast)
    outcomes = race_of(
        race, actions.withdraw_claim, claim, cast.adherent, cast.colleague, reason="Non."
    )
    one_wins(outcomes, StepRefused)
    assert count("claim.withdrawn") == 1


def test_a_claim_is_reopened_once(cast, race):
    claim = opened(cast)
    actions.withdraw_claim(claim, by=cast.adherent, seen=1, reason="Non.")
    outcomes = race_of(race, actions.reopen_claim, claim, cast.adherent, cast.colleague)
    one_wins(outcomes, StepRefused)
    assert count("claim.reopened") == 1


def test_a_notice_is_sent_once(cast, race):
    claim = at("documented", cast)
    outcomes = race_of(
        race,
        actions.send_notice,
        claim,
        cast.adherent,
        cast.colleague,
        sent_on=ON,
        mode=NoticeMode.LRAR,
    )
    one_wins(outcomes, StepRefused)
    assert FormalNotice.objects.count() == 1


def test_a_paper_sent_twice_at_once_is_kept_once(cast, race):
    claim = at("notice_sent", cast)
    outcomes = race(
        *(
            partial(
                actions.add_paper,
                copy(claim),
                PROOF,
                by=who,
                seen=claim.version,
                kind=PaperKind.DEPOSIT,
                dated_on=ON,
            )
            for who in (cast.adherent, cast.colleague)
        )
    )
    assert losers(outcomes) <= {StepRefused}
    assert {*winners(outcomes)} == {*ClaimPaper.objects.all()}
    assert ClaimPaper.objects.count() == 1


def test_of_two_answers_noted_at_once_one_is_read_first(cast, race):
    claim = at("notice_sent", cast)
    outcomes = race_of(
        race,
        actions.record_reply,
        claim,
        cast.adherent,
        cast.colleague,
        received_on=ON,
        said="Nous étudions.",
    )
    one_wins(outcomes, StepRefused)
    assert Reply.objects.count() == 1


def test_a_refusal_is_noted_once(cast, race):
    claim = at("notice_sent", cast)
    outcomes = race_of(
        race,
        actions.record_refusal,
        claim,
        cast.adherent,
        cast.lawyer,
        received_on=ON,
        said="Non.",
    )
    one_wins(outcomes, StepRefused)
    assert Reply.objects.count() == 1


def test_an_offer_is_noted_once(cast, race):
    claim = at("notice_sent", cast)
    outcomes = race_of(
        race,
        actions.record_offer,
        claim,
        cast.adherent,
        cast.lawyer,
        side=OfferSide.PUBLISHER,
        amount=80,
        made_on=ON,
        note="",
    )
    one_wins(outcomes, StepRefused)
    assert Offer.objects.count() == 1


def test_of_two_offers_one_is_accepted(cast, race):
    claim = at("notice_sent", cast)
    made = [offer(claim, cast, amount) for amount in ("80.00", "90.00")]
    outcomes = race(
        *(
            partial(actions.accept_offer, copy(each), by=who, seen=claim.version)
            for each, who in zip(made, (cast.adherent, cast.colleague), strict=True)
        ),
        without=["offer_accepted_once_a_claim"],
    )
    first = one_wins(outcomes, StepRefused)
    assert claim.offers.get(state=OfferState.ACCEPTED) == made[first]


def test_an_offer_is_refused_or_another_accepted(cast, race):
    claim = at("notice_sent", cast)
    made, other = (offer(claim, cast, amount) for amount in ("80.00", "90.00"))
    outcomes = race(
        partial(actions.accept_offer, copy(made), by=cast.adherent, seen=claim.version),
        partial(actions.refuse_offer, copy(other), by=cast.colleague, seen=claim.version),
    )
    one_wins(outcomes, StepRefused)
    assert claim.offers.filter(state=OfferState.PROPOSED).count() == 1


def test_a_payment_is_noted_once(cast, race):
    claim = at("settled", cast)
    outcomes = race_of(
        race,
        actions.record_payment,
        claim,
        cast.adherent,
        cast.colleague,
        amount=30,
        received_on=ON,
    )
    one_wins(outcomes, StepRefused)
    assert Payment.objects.count() == 1


def test_a_claim_is_closed_once(cast, race):
    claim = at("settled", cast)
    pay(claim, cast, "30.00")
    outcomes = race_of(race, actions.close_as_paid, claim, cast.adherent, cast.colleague)
    one_wins(outcomes, StepRefused)
    assert count("claim.paid") == 1


def test_a_claim_goes_to_court_once(cast, race):
    claim = at("notice_sent", cast)
    outcomes = race_of(race, actions.go_to_court, claim, cast.adherent, cast.lawyer, filed_on=ON)
    one_wins(outcomes, StepRefused)
    assert count("claim.in_court") == 1


def test_an_act_on_limitation_is_noted_once(cast, race):
    claim = at("notice_sent", cast)
    outcomes = race(
        *(
            partial(
                actions.record_limitation_event,
                copy(claim),
                by=who,
                seen=claim.version,
                code="mediation",
                since=ON,
                until=None,
            )
            for who in (cast.adherent, cast.lawyer)
        ),
        without=["limitation_event_once_a_day"],
    )
    assert len(winners(outcomes)) == 1
    assert losers(outcomes) <= {StepRefused, GuardRefused}
    assert LimitationEvent.objects.count() == 1


def test_a_loss_is_corrected_once(cast, race):
    claim = opened(cast)
    line = LossLine.objects.get(sheet=claim.sheet)
    outcomes = race(
        *(
            partial(
                actions.correct_loss,
                copy(line),
                by=who,
                category=line.category,
                what="Location d’un secours",
                answers={"amount": Decimal(120)},
            )
            for who in (cast.adherent, cast.colleague)
        ),
        without=["loss_line_corrected_once"],
    )
    one_wins(outcomes, StepRefused)
    assert claim.sheet.lines.counted().count() == 1


def say_when(claim, by, day=ON):
    return partial(
        actions.say_when_known,
        copy(claim),
        by=by,
        seen=claim.version,
        known_on=day,
        basis="Courriel de l’éditeur.",
        evidence=None,
    )


def test_when_the_facts_were_known_is_said_once(cast, race):
    claim = opened(cast)
    hand_over(claim.sheet)
    outcomes = race(say_when(claim, cast.adherent), say_when(claim, cast.lawyer, date(2018, 2, 1)))
    one_wins(outcomes, StepRefused)
    assert Knowledge.objects.count() == count("claim.facts_known") == 1


def test_when_the_facts_were_known_is_taken_back_or_said_anew(cast, race):
    claim = opened(cast)
    hand_over(claim.sheet)
    say_when(claim, cast.adherent)()
    claim.refresh_from_db()
    taken = partial(actions.take_back_when_known, copy(claim), by=cast.adherent, seen=claim.version)
    outcomes = race(taken, say_when(claim, cast.lawyer, date(2018, 2, 1)))
    one_wins(outcomes, StepRefused)
    assert Knowledge.objects.count() == 2
