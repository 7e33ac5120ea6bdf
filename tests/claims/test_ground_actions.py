"""What a claim stands on: the claimant proves, the mandated lawyer chooses."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.actions import revoke_mandate
from cases.claims import actions
from cases.claims.checklist import checklist_of, pieces_open_to
from cases.claims.models import ElementProof, GroundSelection
from cases.claims.states import ClaimState
from cases.claims.vocabulary import Place
from cases.errors import GuardRefused, StepRefused
from cases.evidence.models import Entry
from tests import factories
from tests.claims.claiming import hand_over, stamps
from tests.claims.putting_forward import (
    claimed,
    contract_put_forward,
    element,
    exhibit_of,
    ground,
)


@pytest.fixture
def claim(sheet):
    return claimed(sheet)


@pytest.fixture
def mandate(claim, cast):
    hand_over(claim.sheet)
    return factories.mandate(cast, claim.case)


def select(claim, by, code="contract_breach", place=Place.MAIN, note=""):
    return actions.select_ground(claim, ground(code), by=by, place=place, note=note)


def test_counsel_selects_a_ground_and_the_journal_tells_it_privately_without_the_note(
    claim, mandate, cast
):
    selection = select(claim, cast.lawyer, note="Le plus solide.")
    assert (selection.ground, selection.place, selection.note) == (
        ground(),
        Place.MAIN,
        "Le plus solide.",
    )
    assert str(selection) == f"{claim} – contract_breach"
    told = Entry.objects.get(verb="claim.ground_selected")
    assert told.details == {"ground": "contract_breach", "version": 1, "place": "main"}
    assert told.subject.startswith("private:")
    assert not claim.case.journal.filter(verb__startswith="claim.").exists()


@pytest.mark.parametrize(
    "who", ["adherent", "committee", "chair", "board", "administrator", "other_lawyer", "adviser"]
)
def test_nobody_but_the_mandated_lawyer_chooses(claim, mandate, cast, who):
    factories.advice_mandate(cast, claim.case)
    with pytest.raises(PermissionDenied):
        select(claim, getattr(cast, who))
    select(claim, cast.lawyer)
    with pytest.raises(PermissionDenied):
        actions.set_ground_aside(claim, "contract_breach", by=getattr(cast, who))
    assert GroundSelection.objects.in_force().count() == 1


def test_a_revoked_mandate_chooses_nothing_more(claim, mandate, cast):
    revoke_mandate(mandate, by=cast.committee)
    with pytest.raises(PermissionDenied):
        select(claim, cast.lawyer)


def test_a_ground_is_selected_once_then_set_aside_and_may_be_selected_again(claim, mandate, cast):
    select(claim, cast.lawyer)
    with pytest.raises(StepRefused, match="déjà retenu"):
        select(claim, cast.lawyer, place=Place.SUBSIDIARY)
    actions.set_ground_aside(claim, "contract_breach", by=cast.lawyer)
    with pytest.raises(StepRefused, match="n’est pas retenu"):
        actions.set_ground_aside(claim, "contract_breach", by=cast.lawyer)
    select(claim, cast.lawyer, place=Place.SUBSIDIARY)
    assert GroundSelection.objects.count() == 2
    assert GroundSelection.objects.in_force().get().place == Place.SUBSIDIARY


def test_a_claim_that_ended_is_chosen_for_no_more(claim, mandate, cast):
    type(claim).objects.filter(pk=claim.pk).update(
        state=ClaimState.PAID, **stamps(ClaimState.PAID, cast.adherent)
    )
    with pytest.raises(StepRefused, match="ne change plus"):
        select(claim, cast.lawyer)


def test_the_database_holds_one_choice_of_a_ground(claim, mandate, cast):
    kept = select(claim, cast.lawyer)
    kept.pk = None
    with pytest.raises(IntegrityError, match=r"ground_selected_once|\.code"), transaction.atomic():
        kept.save(force_insert=True)
    with pytest.raises(IntegrityError, match="ground_set_aside_by"), transaction.atomic():
        GroundSelection.objects.update(set_aside_at=timezone.now())


def test_the_claimant_puts_pieces_forward_and_takes_them_back(claim, documented, cast):
    contract_put_forward(claim, cast.adherent)
    exhibit_of(claim, cast.committee)
    offered = pieces_open_to(claim, cast.adherent)
    assert [piece.kind for piece in offered] == ["loss_document", "contract_file", "exhibit"]
    keys = [piece.key for piece in offered]
    asked = element("non_performance")
    actions.put_pieces_forward(claim, asked, keys, by=cast.adherent)
    actions.put_pieces_forward(claim, asked, keys, by=cast.colleague)
    assert ElementProof.objects.in_force().count() == 3
    actions.put_pieces_forward(claim, asked, keys[:1], by=cast.adherent)
    assert [each.piece_key for each in ElementProof.objects.in_force()] == keys[:1]
    told = Entry.objects.filter(verb="claim.piece_taken_back")
    assert {each.details["element"] for each in told} == {"non_performance"}
    assert told.count() == 2
    proof = ElementProof.objects.first()
    assert str(proof) == f"{claim} – non_performance"


def test_a_piece_of_others_is_not_put_forward(claim, cast):
    """What another member handed in is on the schedule, and is no piece of this claimant's."""
    [others] = [exhibit_of(claim, cast.committee)]
    seen = claim.case.observations.get(organisation=cast.other_adherent.organisation)
    others.item.attachment.__class__.objects.update(observation=seen)
    assert pieces_open_to(claim, cast.adherent) == ()
    with pytest.raises(GuardRefused, match="n’est plus sur la demande"):
        actions.put_pieces_forward(
            claim, element("non_performance"), [f"exhibit:{others.pk}"], by=cast.adherent
        )


def test_only_the_claimant_puts_pieces_forward(claim, documented, mandate, cast):
    for who in (cast.lawyer, cast.other_adherent, cast.committee):
        with pytest.raises(PermissionDenied):
            actions.put_pieces_forward(claim, element("loss"), [], by=who)


def test_the_database_holds_one_piece_a_row_and_each_once(claim, documented, cast):
    [piece] = pieces_open_to(claim, cast.adherent)
    actions.put_pieces_forward(claim, element("causality"), [piece.key], by=cast.adherent)
    proof = ElementProof.objects.get()
    proof.pk = None
    with pytest.raises(IntegrityError, match=r"proved_once|\.element"), transaction.atomic():
        proof.save(force_insert=True)
    with pytest.raises(IntegrityError, match="element_proved_by_one_piece"), transaction.atomic():
        ElementProof.objects.create(claim=claim, element="loss", added_by=cast.adherent)
    with pytest.raises(IntegrityError, match="removed_by_someone"), transaction.atomic():
        ElementProof.objects.update(removed_at=timezone.now())


def test_the_choice_is_read_in_the_version_that_was_chosen(claim, mandate, cast):
    chosen = select(claim, cast.lawyer)
    newer = ground()
    newer.pk, newer.version, newer.label = None, 2, "Autre intitulé"
    newer.save(force_insert=True)
    read = checklist_of(claim).ground("contract_breach")
    assert (read.version, read.name) == (1, chosen.ground.label)
    actions.set_ground_aside(claim, "contract_breach", by=cast.lawyer)
    assert checklist_of(claim).ground("contract_breach").version == 2
