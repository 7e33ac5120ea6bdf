"""Two people at once on what a claim stands on."""

from datetime import date
from functools import partial

from cases.actions import grant_mandate
from cases.claims import actions
from cases.claims.models import (
    ContractFile,
    ContractTie,
    ContractVersion,
    ElementProof,
    GroundSelection,
)
from cases.claims.references import load_references
from cases.claims.vocabulary import Place
from cases.errors import StepRefused, VersionRefused
from cases.evidence.models import Entry
from tests import factories
from tests.cases.races.together import losers, one_wins
from tests.claims.claiming import hand_over
from tests.claims.declaring import PROOF, declare
from tests.claims.putting_forward import (
    SIGNED,
    claimed,
    contract_of,
    element,
    ground,
    terms,
)

# What the organisation has handed in: read after what is there, and before the chain's head.
BEFORE_THE_JOURNAL = "SELECT SUM("


def opened(cast):
    load_references()
    return claimed(actions.open_sheet(factories.case(cast), by=cast.adherent))


def copy(row):
    return type(row).objects.get(pk=row.pk)


def counsels(cast, claim):
    factories.mandate(cast, claim.case)
    hand_over(claim.sheet)
    grant_mandate(
        claim.case, lawyer=cast.other_lawyer, by=cast.committee, since=date(2018, 1, 1), until=None
    )
    return cast.lawyer, cast.other_lawyer


def test_two_counsels_select_a_ground_once(cast, race):
    claim = opened(cast)
    chosen = ground()
    outcomes = race(
        *(
            partial(actions.select_ground, copy(claim), chosen, by=who, place=place, note="")
            for who, place in zip(counsels(cast, claim), Place, strict=True)
        ),
        without=["ground_selected_once_a_claim"],
    )
    kept = one_wins(outcomes, StepRefused)
    assert GroundSelection.objects.get().place == list(Place)[kept]
    assert Entry.objects.filter(verb="claim.ground_selected").count() == 1


def test_two_counsels_set_a_ground_aside_once(cast, race):
    claim = opened(cast)
    first, second = counsels(cast, claim)
    actions.select_ground(claim, ground(), by=first, place=Place.MAIN, note="")
    outcomes = race(
        *(
            partial(actions.set_ground_aside, copy(claim), "contract_breach", by=who)
            for who in (first, second)
        )
    )
    one_wins(outcomes, StepRefused)
    assert Entry.objects.filter(verb="claim.ground_set_aside").count() == 1


def test_of_two_corrections_of_a_contract_one_is_kept(cast, race):
    claim = opened(cast)
    contract = contract_of(cast.adherent, claim.case.publisher)
    outcomes = race(
        *(
            partial(
                actions.correct_contract, copy(contract), terms(title), by=who, seen=1, reason="Lu"
            )
            for who, title in ((cast.adherent, "Un"), (cast.colleague, "Deux"))
        ),
        without=["contract_version_number_once"],
    )
    kept = one_wins(outcomes, VersionRefused)
    assert ContractVersion.objects.current().get().title == ("Un", "Deux")[kept]


def test_a_file_sent_twice_at_once_is_joined_to_a_contract_once(cast, race):
    claim = opened(cast)
    contract = contract_of(cast.adherent, claim.case.publisher)
    outcomes = race(
        *(
            partial(actions.attach_contract_file, copy(contract), SIGNED, by=who)
            for who in (cast.adherent, cast.colleague)
        ),
        before=BEFORE_THE_JOURNAL,
    )
    assert losers(outcomes) == set()
    assert list(ContractFile.objects.all()) == [outcomes[0]] == [outcomes[1]]


def test_two_colleagues_put_a_contract_forward_once(cast, race):
    claim = opened(cast)
    contract = contract_of(cast.adherent, claim.case.publisher)
    outcomes = race(
        *(
            partial(actions.put_contracts_forward, copy(claim), [copy(contract)], by=who)
            for who in (cast.adherent, cast.colleague)
        ),
        without=["contract_tied_once_to_a_claim"],
    )
    assert losers(outcomes) == set()
    assert ContractTie.objects.count() == 1
    assert Entry.objects.filter(verb="claim.contract_tied").count() == 1


def test_two_colleagues_put_a_piece_forward_once(cast, race):
    claim = opened(cast)
    document = actions.document_loss(declare(claim.sheet, cast.adherent), PROOF, by=cast.adherent)
    key, asked = f"loss_document:{document.pk}", element("causality")
    outcomes = race(
        *(
            partial(actions.put_pieces_forward, copy(claim), asked, [key], by=who)
            for who in (cast.adherent, cast.colleague)
        ),
        without=["element_proved_once_by_loss_document"],
    )
    assert losers(outcomes) == set()
    assert ElementProof.objects.count() == 1
    assert Entry.objects.filter(verb="claim.piece_put_forward").count() == 1
