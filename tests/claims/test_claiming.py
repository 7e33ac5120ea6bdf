"""From the draft to the file that counsel holds complete: who may, when, and what stays of it."""

import json
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from cases.claims import actions
from cases.claims.actions import Declaration, Terms
from cases.claims.models import Claim, GroundSelection, LossLine, LossSheet
from cases.claims.states import ClaimState
from cases.claims.vocabulary import ContractKind
from cases.errors import GuardRefused, StepRefused
from cases.evidence.models import Entry
from members.models import User
from tests.claims.claiming import (
    WHOLE,
    choose_ground,
    document,
    opened,
    send_notice,
    settle,
    submit,
    taken_to,
    verify,
)
from tests.claims.declaring import PROOF, declare


@pytest.fixture
def claim(cast, references) -> Claim:
    return opened(cast)


def refused(act, sentence):
    with pytest.raises((GuardRefused, StepRefused), match=sentence):
        act()


def test_a_claim_opened_twice_is_one(claim, cast):
    assert actions.open_claim(claim.case, by=cast.colleague) == claim
    assert Entry.objects.filter(verb="claim.opened").count() == 1
    assert claim.opened_by == cast.adherent


def test_it_is_sent_verified_then_documented_each_by_whoever_may(claim, cast):
    submit(claim, cast)
    assert (claim.submitted_by, claim.state) == (cast.adherent, ClaimState.SUBMITTED)
    verify(claim, cast)
    assert claim.verified_by == cast.committee
    document(claim, cast)
    assert claim.documented_by == cast.lawyer


@pytest.mark.parametrize("declaration", [Declaration(True, False), Declaration(False, True)])
def test_nothing_is_sent_without_both_declarations(claim, cast, declaration):
    refused(
        lambda: actions.submit_claim(claim, declaration, by=cast.adherent, seen=1),
        "deux déclarations",
    )
    assert claim.submitted_at is None


def test_nothing_is_sent_without_a_loss(claim, cast):
    actions.withdraw_loss(LossLine.objects.get(), by=cast.adherent)
    refused(lambda: submit(claim, cast), "déclarez-en au moins une")


def test_nothing_is_sent_while_a_loss_is_called_by_a_crime(claim, cast):
    claim.sheet.lines.update(what="Avoirs après ce chantage")
    refused(lambda: submit(claim, cast), "à la place de « chantage »")
    claim.sheet.lines.update(what="Avoirs n° 12 et 13")
    submit(claim, cast)


def test_nothing_is_sent_without_a_handler_who_sits(claim, cast):
    cast.committee.memberships.update(until="2019-01-01")
    refused(lambda: submit(claim, cast), "Personne ne suit la demande")
    frame = actions.Frame(True, None, None, None, None)
    actions.describe_sheet(claim.sheet, frame, by=cast.adherent, seen=2)
    refused(lambda: submit(claim, cast), "Personne ne suit la demande")


def test_who_came_to_work_for_the_claimant_handles_it_no_more(claim, cast):
    submit(claim, cast)
    User.objects.filter(pk=cast.committee.pk).update(organisation=cast.adherent.organisation)
    handler = User.objects.get(pk=cast.committee.pk)
    with pytest.raises(PermissionDenied):
        actions.verify_claim(claim, by=handler, seen=claim.version)
    actions.take_back_claim(claim, by=cast.adherent, seen=claim.version)
    claim = Claim.objects.get()
    refused(lambda: submit(claim, cast), "est de votre organisation")


@pytest.mark.parametrize("who", ["other_adherent", "committee", "lawyer", "board", "stranger"])
def test_the_claimant_alone_sends_takes_back_and_withdraws(claim, cast, who):
    by = getattr(cast, who)
    for act in (
        lambda: actions.submit_claim(claim, WHOLE, by=by, seen=1),
        lambda: actions.take_back_claim(claim, by=by, seen=1),
        lambda: actions.withdraw_claim(claim, by=by, seen=1, reason="Non."),
        lambda: actions.reopen_claim(claim, by=by, seen=1),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("who", ["adherent", "second_committee", "lawyer", "administrator"])
def test_the_named_handler_alone_verifies(claim, cast, who):
    submit(claim, cast)
    with pytest.raises(PermissionDenied):
        actions.verify_claim(claim, by=getattr(cast, who), seen=claim.version)


@pytest.mark.parametrize("who", ["adherent", "committee", "other_lawyer", "adviser"])
def test_the_mandated_lawyer_alone_documents(claim, cast, who):
    submit(claim, cast)
    verify(claim, cast)
    with pytest.raises(PermissionDenied):
        actions.document_claim(claim, by=getattr(cast, who), seen=claim.version, says_without=True)


def test_nothing_is_documented_without_a_ground_of_counsel_s(claim, cast):
    submit(claim, cast)
    verify(claim, cast)
    lawyer = {"by": cast.lawyer, "seen": claim.version, "says_without": True}
    refused(lambda: actions.document_claim(claim, **lawyer), "Aucun fondement n’est retenu")
    choose_ground(claim, cast)
    actions.set_ground_aside(claim, "custody_of_things", by=cast.lawyer)
    refused(lambda: actions.document_claim(claim, **lawyer), "Aucun fondement n’est retenu")
    document(claim, cast)
    assert claim.state == ClaimState.DOCUMENTED


def test_nothing_is_documented_that_lacks_a_piece_unless_counsel_says_so(claim, cast):
    line = claim.sheet.lines.get()
    submit(claim, cast)
    verify(claim, cast)
    choose_ground(claim, cast, "contract_breach")
    lawyer = {"by": cast.lawyer, "seen": claim.version}
    lacking = f"un justificatif de «\u00a0{line.what}\u00a0», le contrat sur lequel repose"
    refused(lambda: actions.document_claim(claim, **lawyer, says_without=False), lacking)
    actions.document_loss(line, PROOF, by=cast.adherent)
    refused(
        lambda: actions.document_claim(claim, **lawyer, says_without=False),
        "Il manque\u00a0: le contrat sur lequel repose un fondement retenu",
    )
    contract = actions.register_contract(
        claim.case.publisher, Terms(ContractKind.PARTNER, "Contrat n° 42"), by=cast.adherent
    )
    actions.put_contracts_forward(claim, [contract], by=cast.adherent)
    actions.document_claim(claim, **lawyer, says_without=False)
    assert claim.state == ClaimState.DOCUMENTED
    assert json.loads(Entry.objects.get(verb="claim.documented").facts) == {"lacking": 0}


def test_what_counsel_documents_without_a_piece_is_in_the_journal(claim, cast):
    submit(claim, cast)
    verify(claim, cast)
    document(claim, cast)
    assert json.loads(Entry.objects.get(verb="claim.documented").facts) == {"lacking": 1}


def test_it_is_sent_back_with_a_reason_that_goes_once_it_is_sent_again(claim, cast):
    submit(claim, cast)
    refused(
        lambda: actions.send_back_claim(claim, by=cast.committee, seen=claim.version, reason=" "),
        "Dites pourquoi",
    )
    actions.send_back_claim(
        claim, by=cast.committee, seen=claim.version, reason="Il manque la facture."
    )
    assert (claim.state, claim.submitted_at) == (ClaimState.DRAFT, None)
    assert (claim.returned_reason, claim.returned_by) == ("Il manque la facture.", cast.committee)
    submit(claim, cast)
    assert (claim.returned_reason, claim.returned_at) == ("", None)


def test_counsel_sends_back_what_the_handler_verified(claim, cast):
    submit(claim, cast)
    with pytest.raises(PermissionDenied):
        actions.send_back_claim(claim, by=cast.lawyer, seen=claim.version, reason="Tôt.")
    verify(claim, cast)
    with pytest.raises(PermissionDenied):
        actions.send_back_claim(claim, by=cast.committee, seen=claim.version, reason="Tard.")
    actions.send_back_claim(claim, by=cast.lawyer, seen=claim.version, reason="Contrat ?")
    assert (claim.state, claim.verified_at) == (ClaimState.DRAFT, None)


def test_counsel_chooses_nothing_more_on_what_was_given_back(claim, cast):
    submit(claim, cast)
    verify(claim, cast)
    choose_ground(claim, cast)
    actions.send_back_claim(claim, by=cast.lawyer, seen=claim.version, reason="Contrat ?")
    for act in (
        partial(choose_ground, claim, cast, "contract_breach"),
        partial(actions.set_ground_aside, claim, "custody_of_things", by=cast.lawyer),
    ):
        refused(act, "Cette demande n’est plus envoyée")
    assert GroundSelection.objects.in_force().get(claim=claim).code == "custody_of_things"


def test_it_is_taken_back_before_anyone_vouched_for_it(claim, cast):
    submit(claim, cast)
    actions.take_back_claim(claim, by=cast.colleague, seen=claim.version)
    assert (claim.state, claim.submitted_by) == (ClaimState.DRAFT, None)
    submit(claim, cast)
    verify(claim, cast)
    refused(
        lambda: actions.take_back_claim(claim, by=cast.adherent, seen=claim.version),
        "ce n’est plus possible",
    )


def test_a_draft_is_declined_with_a_reason_and_may_be_opened_again(claim, cast):
    refused(lambda: actions.withdraw_claim(claim, by=cast.adherent, seen=1, reason=""), "pourquoi")
    actions.withdraw_claim(claim, by=cast.adherent, seen=1, reason="Trop peu.")
    assert (claim.state, claim.withdrawn_reason) == (ClaimState.WITHDRAWN, "Trop peu.")
    actions.reopen_claim(claim, by=cast.adherent, seen=claim.version)
    assert (claim.state, claim.withdrawn_reason) == (ClaimState.DRAFT, "")


def test_what_was_withdrawn_late_begins_afresh(cast, references):
    claim = taken_to(ClaimState.NOTICE_SENT, cast)
    actions.withdraw_claim(claim, by=cast.adherent, seen=claim.version, reason="Réglé.")
    assert claim.notice_sent_at is not None
    actions.reopen_claim(claim, by=cast.adherent, seen=claim.version)
    assert (claim.submitted_at, claim.documented_at, claim.notice_sent_at) == (None, None, None)
    for act in (submit, verify, document, send_notice):
        act(claim, cast)
    assert claim.notices.count() == 2


def test_what_is_agreed_or_paid_is_not_withdrawn(cast, references):
    claim = taken_to(ClaimState.SETTLED, cast)
    refused(
        lambda: actions.withdraw_claim(claim, by=cast.adherent, seen=claim.version, reason="Non."),
        "« Accord trouvé »",
    )


def test_the_losses_of_what_was_sent_stay_as_they_were_signed(claim, cast):
    line = LossLine.objects.get()
    submit(claim, cast)
    refused(lambda: declare(claim.sheet, cast.adherent), "ses pertes ne changent plus")
    refused(lambda: actions.withdraw_loss(line, by=cast.adherent), "ses pertes ne changent plus")
    actions.document_loss(line, PROOF, by=cast.adherent)
    actions.take_back_claim(claim, by=cast.adherent, seen=claim.version)
    declare(claim.sheet, cast.adherent)
    assert claim.sheet.lines.counted().count() == 2


def test_the_journal_tells_who_did_what_and_no_word_or_amount(cast, references):
    claim = taken_to(ClaimState.SUBMITTED, cast)
    actions.send_back_claim(claim, by=cast.committee, seen=claim.version, reason="Facture 812 ?")
    actions.withdraw_claim(claim, by=cast.adherent, seen=claim.version, reason="812 euros.")
    told = Entry.objects.filter(subject=claim.journal_name)
    assert [each.verb for each in told.order_by("sequence")] == [
        "claim.opened",
        "claim.submitted",
        "claim.sent_back",
        "claim.withdrawn",
    ]
    assert all(each.thread == claim.sheet.journal_name for each in told)
    assert not any("812" in f"{each.facts}{each.details}" for each in told)


def described(claim, cast, handler=None, cap=None, received=None, until=None):
    sheet = LossSheet.objects.get(pk=claim.sheet_id)
    frame = actions.Frame(True, cap, received, until, handler or cast.committee)
    actions.describe_sheet(sheet, frame, by=cast.adherent, seen=sheet.version)


def test_the_frame_that_was_signed_stays_until_the_claim_is_a_draft_again(cast, references):
    """Guard G14: the cap, the days of interest and who follows it are signed with the losses."""
    claim = taken_to(ClaimState.SUBMITTED, cast)
    days = {"received": date(2018, 2, 1), "until": date(2018, 3, 1)}
    for told in ({"cap": Decimal(500)}, days, {"handler": cast.second_committee}, {}):
        refused(partial(described, claim, cast, **told), "ce qui a été signé ne change plus")
    actions.take_back_claim(claim, by=cast.adherent, seen=claim.version)
    described(claim, cast, cap=Decimal(500), **days)
    assert LossSheet.objects.get().cap == Decimal(500)


def test_once_a_notice_has_left_the_days_of_interest_change_and_the_cap_does_not(cast, references):
    claim = taken_to(ClaimState.NOTICE_SENT, cast)
    days = {"received": date(2018, 3, 2), "until": date(2018, 4, 1)}
    refused(partial(described, claim, cast, cap=Decimal(500), **days), "les jours des intérêts")
    described(claim, cast, handler=cast.second_committee, **days)
    assert LossSheet.objects.get().counted_until == date(2018, 4, 1)
    settle(claim, cast)
    refused(partial(described, claim, cast), "ce qui a été signé ne change plus")
