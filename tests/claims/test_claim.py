"""A claim: who sees it, how it moves, and what the database refuses."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.claims import actions, states
from cases.claims.models import Claim
from cases.claims.states import ClaimState, ClaimStep
from cases.errors import StepRefused
from tests import factories
from tests.claims.claiming import claim_at, hand_over

STEPS = [each for each in vars(states).values() if isinstance(each, ClaimStep)]


@pytest.fixture
def claim(sheet) -> Claim:
    return claim_at(sheet)


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("adherent", True),
        ("colleague", True),
        ("lawyer", True),
        ("second_committee", True),
        ("committee", False),
        ("other_adherent", False),
        ("other_lawyer", False),
        ("adviser", False),
        ("board", False),
        ("administrator", False),
        ("stranger", False),
    ],
)
def test_a_claim_is_seen_by_whoever_sees_its_sheet(claim, cast, who, seen):
    factories.mandate(cast, claim.case)
    factories.advice_mandate(cast, claim.case)
    frame = actions.Frame(True, None, None, None, cast.second_committee)
    actions.describe_sheet(claim.sheet, frame, by=cast.adherent, seen=1)
    hand_over(claim.sheet)
    assert Claim.objects.visible_to(getattr(cast, who)).exists() == seen


def test_a_claim_is_private_in_the_journal_too(claim):
    assert claim.journal_name == f"private:claim:{claim.pk}"
    assert claim.journal_thread == claim.sheet.journal_name
    assert (claim.case, claim.organisation) == (claim.sheet.case, claim.sheet.organisation)
    assert str(claim) == claim.reference


@pytest.mark.parametrize("state", ClaimState)
def test_each_state_can_be_held(sheet, state):
    assert claim_at(sheet, state).state == state


def test_a_step_moves_the_claim_once(claim, cast):
    stamp = {"submitted_at": timezone.now(), "submitted_by": cast.adherent}
    claim.take(states.SUBMIT_CLAIM, seen=1, **stamp)
    assert (claim.state, claim.version) == (ClaimState.SUBMITTED, 2)
    with pytest.raises(StepRefused, match="« Envoyée à la commission » : ce n’est plus possible"):
        claim.take(states.SUBMIT_CLAIM, seen=2, **stamp)
    with pytest.raises(StepRefused, match="a changé depuis que vous l’avez ouverte"):
        claim.take(states.VERIFY_CLAIM, seen=1)
    assert (claim.state, claim.version) == (ClaimState.SUBMITTED, 2)


def test_every_state_but_the_paid_one_can_be_left():
    assert set(ClaimState) - {state for step in STEPS for state in step.sources} == {
        ClaimState.PAID
    }
    assert {step.target for step in STEPS} == set(ClaimState)


@pytest.mark.parametrize(
    ("state", "broken", "constraint"),
    [
        ("draft", {"submitted_at": timezone.now()}, "claim_submitted_by_someone"),
        ("submitted", {"state": "draft"}, "claim_submitted_by_someone"),
        ("submitted", {"submitted_at": None, "submitted_by": None}, "claim_submitted_by_someone"),
        ("submitted", {"state": "verified"}, "claim_verified_by_someone"),
        ("verified", {"verified_by": None}, "claim_verified_by_someone"),
        ("verified", {"state": "documented"}, "claim_documented_by_someone"),
        ("documented", {"state": "notice_sent"}, "claim_notice_sent_once_documented"),
        ("notice_sent", {"state": "negotiating"}, "claim_negotiating_once_documented"),
        ("negotiating", {"state": "settled"}, "claim_settled_by_someone"),
        ("settled", {"state": "paid"}, "claim_paid_by_someone"),
        ("paid", {"state": "settled"}, "claim_(paid|settled)_by_someone"),
        ("documented", {"state": "refused"}, "claim_refused_by_someone"),
        ("documented", {"state": "in_court"}, "claim_in_court_by_someone"),
        ("draft", {"state": "withdrawn"}, "claim_withdrawn_with_a_reason"),
        ("withdrawn", {"withdrawn_reason": ""}, "claim_withdrawn_with_a_reason"),
        ("withdrawn", {"state": "draft"}, "claim_withdrawn_with_a_reason"),
    ],
)
def test_the_database_ties_stamps_to_states(sheet, state, broken, constraint):
    claim = claim_at(sheet, ClaimState(state))
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(**broken)


def test_a_sheet_has_one_claim(claim):
    with pytest.raises(IntegrityError), transaction.atomic():
        claim_at(claim.sheet)
