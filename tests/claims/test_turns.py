"""As `tests/cases/races/test_turns.py`, on claims."""

from decimal import Decimal
from functools import partial

import pytest
from django.utils import timezone

from cases.claims import actions
from cases.claims.cohort_links import form_token
from cases.claims.models import Claim, LossHead, LossSheet, OptIn
from cases.claims.references import load_references
from cases.claims.states import ClaimState
from cases.claims.vocabulary import Category, PaperKind
from cases.errors import StepRefused
from tests import factories
from tests.cases.races.together import in_turn, losers
from tests.claims.claiming import taken_to
from tests.claims.declaring import PROOF
from tests.claims.grouping import loss, open_to_opt_ins, signature


@pytest.fixture
def joined(cast, transactional_db):
    load_references()
    case = factories.case(cast)
    factories.mandate(cast, case)
    cohort = open_to_opt_ins(case, by=cast.chair)
    form = form_token(cohort, "jeanne@example.net")
    return actions.join_by_link(form, signature(), loss(case))


def test_two_claims_are_opened_at_once_one_with_its_sheet(cast, transactional_db):
    load_references()
    case = factories.case(cast)
    actions.open_sheet(case, by=cast.adherent)
    outcomes = in_turn(
        *(partial(actions.open_claim, case, by=by) for by in (cast.adherent, cast.other_adherent))
    )
    assert losers(outcomes) == set()
    assert len({claim.reference for claim in outcomes}) == 2


def test_a_stranger_leaves_while_counsel_vouches_for_their_claim(cast, joined):
    claim = Claim.objects.get()
    outcomes = in_turn(
        partial(actions.verify_claim, claim, by=cast.lawyer, seen=claim.version),
        partial(actions.withdraw_opt_in, OptIn.objects.get()),
    )
    assert losers(outcomes) == set()
    assert Claim.objects.get().state == ClaimState.WITHDRAWN


def test_a_stranger_adds_a_loss_while_counsel_vouches_for_their_claim(cast, joined):
    claim = Claim.objects.get()
    cost = actions.Cost(Category.MEANS_ENGAGED, "Pénalité", Decimal("250.00"))
    head = LossHead.objects.get(code="penalties_paid")
    outcomes = in_turn(
        partial(actions.verify_claim, claim, by=cast.lawyer, seen=claim.version),
        partial(actions.add_outside_loss, OptIn.objects.get(), head, cost),
    )
    assert losers(outcomes) == {StepRefused}


def test_a_receipt_is_handed_in_while_a_colleague_says_from_which_day_interest_runs(
    cast, transactional_db
):
    claim = taken_to(ClaimState.NOTICE_SENT, cast)
    sheet, day = claim.sheet, timezone.localdate()
    frame = actions.Frame(
        recovers_vat=sheet.recovers_vat,
        cap=sheet.cap,
        notice_received_on=day,
        counted_until=None,
        handler=sheet.handler,
    )
    told = {"seen": claim.version, "kind": PaperKind.RECEIPT, "dated_on": day}
    outcomes = in_turn(
        partial(actions.describe_sheet, sheet, frame, by=cast.colleague, seen=sheet.version),
        partial(actions.add_paper, claim, PROOF, by=cast.adherent, **told),
    )
    assert losers(outcomes) == set()
    assert LossSheet.objects.get().notice_received_on == day
