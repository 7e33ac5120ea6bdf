"""The checklist of a claim, as its readers and a document take it."""

import pytest

from cases.claims import actions
from cases.claims.checklist import checklist_of, concerns, pieces_open_to, without_contracts
from cases.claims.rights import rights_matrix, rights_of
from cases.claims.vocabulary import Place, Relation
from cases.evidence.models import Item
from members.kinds import OrganisationKind
from members.models import Organisation
from tests import factories
from tests.claims.claiming import hand_over
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


def codes(grounds):
    return {each.code for each in grounds}


@pytest.mark.parametrize(
    ("relation", "kinds", "has_contract", "expected"),
    [
        (Relation.CONTRACT, [], False, True),
        (Relation.CONTRACT, [], True, True),
        (Relation.THIRD_PARTY, [], False, True),
        (Relation.THIRD_PARTY, [], True, False),
        (Relation.ANY, ["end_user"], False, False),
        (Relation.ANY, ["reseller"], True, True),
        (Relation.NATURAL_PERSON, [], True, False),
        (Relation.AUTHORITY, [], True, False),
    ],
)
def test_a_ground_concerns_who_it_may_be_open_to(relation, kinds, has_contract, expected):
    assert concerns(relation, kinds, "reseller", has_contract=has_contract) is expected


def test_every_ground_is_on_one_of_the_two_lists_and_none_is_chosen(claim):
    told = checklist_of(claim)
    assert len(told.grounds) + len(told.others) == 21
    assert told.is_left_to_counsel
    assert {each.choice for each in told.grounds + told.others} == {None}
    assert told.grounds[0].choice_in_words == "choix réservé à l’avocat"
    assert codes(told.others) == {"unfair_terms_consumer", "consumer_conformity", "civil_sanction"}


def test_a_contract_put_forward_leaves_third_parties_grounds_to_others(claim, cast):
    contract_put_forward(claim, cast.adherent)
    told = checklist_of(claim)
    assert {"custody_of_things", "third_party_breach"} <= codes(told.others)


def test_an_end_user_is_shown_no_ground_of_partners(claim, cast):
    Organisation.objects.filter(pk=cast.adherent.organisation_id).update(
        kind=OrganisationKind.END_USER
    )
    claim.refresh_from_db()
    told = checklist_of(type(claim).objects.get(pk=claim.pk))
    assert "economic_dependence" in codes(told.others)
    assert "unfair_terms_consumer" in codes(told.grounds)


def test_each_gap_is_named_until_a_piece_fills_it(claim, documented, cast):
    read = checklist_of(claim).ground("contract_breach")
    assert [each.code for each in read.missing] == [
        "contract_in_force",
        "obligation",
        "non_performance",
        "formal_notice",
        "causality",
    ]
    assert read.proved_count == 1
    contract_put_forward(claim, cast.adherent)
    [exhibit] = [exhibit_of(claim, cast.committee)]
    key = f"exhibit:{exhibit.pk}"
    actions.put_pieces_forward(claim, element("non_performance"), [key], by=cast.adherent)
    read = checklist_of(claim).ground("contract_breach")
    assert [each.code for each in read.missing] == ["obligation", "formal_notice", "causality"]
    told = {each.code: each.pieces for each in read.elements}
    assert [piece.name for piece in told["contract_in_force"]] == ["contrat.pdf"]
    assert [piece.where for piece in told["loss"]] == ["Location d’un secours"]
    assert [piece.where for piece in told["non_performance"]] == [str(exhibit)]
    shared = checklist_of(claim).ground("exception_inexecution")
    assert not {each.code: each for each in shared.elements}["non_performance"].is_missing


def test_what_was_withdrawn_since_proves_nothing_more(claim, documented, cast):
    contract_put_forward(claim, cast.adherent)
    exhibit = exhibit_of(claim, cast.committee)
    keys = [piece.key for piece in pieces_open_to(claim, cast.adherent)]
    actions.put_pieces_forward(claim, element("causality"), keys, by=cast.adherent)
    assert len(checklist_of(claim).element("causality").pieces) == 3
    actions.withdraw_loss(documented, by=cast.adherent)
    actions.put_contracts_forward(claim, [], by=cast.adherent)
    Item.objects.filter(pk=exhibit.item_id).update(privileged=True)
    told = checklist_of(claim)
    assert told.element("causality").is_missing
    assert told.element("loss").is_missing
    assert told.element("rien") is None


def test_what_counsel_chose_is_told_by_place_wherever_it_was(claim, cast):
    factories.mandate(cast, claim.case)
    hand_over(claim.sheet)
    for code, place in (("consumer_conformity", Place.SUBSIDIARY), ("sla", Place.MAIN)):
        actions.select_ground(claim, ground(code), by=cast.lawyer, place=place, note="À part.")
    told = checklist_of(claim)
    assert not told.is_left_to_counsel
    assert codes(told.main) == {"sla"}
    assert codes(told.subsidiary) == {"consumer_conformity"}
    assert "consumer_conformity" in codes(told.grounds)
    assert told.main[0].choice_in_words == "à titre principal"
    assert "À part." not in repr(told)


def test_what_is_to_confirm_is_listed_once(claim):
    told = checklist_of(claim)
    assert told.to_confirm == (
        "Obligation de résultat†",
        "Responsabilité du fait des choses†",
        "Réversibilité des données†",
    )


def test_the_handler_reads_that_a_contract_proves_and_nothing_of_what_it_is(
    claim, documented, cast
):
    contract_put_forward(claim, cast.adherent, title="Contrat secret")
    told = checklist_of(claim)
    assert "Contrat secret" in repr(told)
    veiled = without_contracts(told)
    assert "Contrat secret" not in repr(veiled)
    assert "contrat.pdf" not in repr(veiled)
    assert "facture.pdf" in repr(veiled)
    [piece] = veiled.element("contract_in_force").pieces
    assert piece.name == "fichier d’un contrat"


def test_a_checklist_costs_the_same_whatever_is_on_it(
    claim, documented, cast, django_assert_max_num_queries
):
    claim = type(claim).objects.select_related("sheet__organisation", "sheet__case").get()
    with django_assert_max_num_queries(9) as bare:
        checklist_of(claim)
    contract_put_forward(claim, cast.adherent)
    factories.mandate(cast, claim.case)
    hand_over(claim.sheet)
    for code in ("sla", "resolution", "best_efforts"):
        actions.select_ground(claim, ground(code), by=cast.lawyer, place=Place.MAIN, note="")
    with django_assert_max_num_queries(len(bare) + 1):
        checklist_of(claim)


def test_the_matrix_gives_four_rights_to_both_and_one_to_the_partner(references):
    held = rights_matrix()
    assert [(line.end_user, line.partner) for line in held] == [(True, True)] * 4 + [(False, True)]
    assert all(line.name and line.said for line in held)


def test_each_right_of_a_claimant_is_told_with_where_it_stands(claim, cast):
    contract_put_forward(claim, cast.adherent, sla_percent="99.5", title="Contrat 2016")
    rights = rights_of(claim, checklist_of(claim))
    assert len(rights) == 5
    availability, told, _means, data, partner = rights
    assert [(each.text, each.contract) for each in availability.clauses] == [
        ("99,5\u00a0%", "Contrat 2016")
    ]
    assert availability.unwritten == ()
    assert codes(availability.grounds) == {"sla", "information_duty"}
    assert len(told.criteria) == 2
    assert data.unwritten == ("clause de réversibilité",)
    assert data.is_to_confirm
    assert partner.name.endswith("†")
    assert "custody_of_things" not in codes(partner.grounds)


def test_an_end_user_has_four(claim, cast):
    Organisation.objects.filter(pk=cast.adherent.organisation_id).update(
        kind=OrganisationKind.END_USER
    )
    claim = type(claim).objects.get(pk=claim.pk)
    assert len(rights_of(claim, checklist_of(claim))) == 4
