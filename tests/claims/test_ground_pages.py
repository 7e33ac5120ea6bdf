"""The pages of what a claim stands on, as each of its readers has them."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from cases.claims import actions
from cases.claims.checklist import pieces_open_to
from cases.claims.models import Claim, ElementProof, GroundSelection, LegalRemark
from cases.claims.vocabulary import Place
from tests import factories
from tests.claims.claiming import hand_over
from tests.claims.putting_forward import claimed, contract_put_forward, exhibit_of, ground


@pytest.fixture
def client(logged_in, cast):
    return logged_in(cast.adherent)


@pytest.fixture
def claim(sheet, documented):
    return claimed(sheet)


@pytest.fixture
def counsel(claim, cast, logged_in):
    factories.mandate(cast, claim.case)
    return logged_in(cast.lawyer)


def page(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return shown(response)


def shown(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_the_claimant_reads_gaps_and_that_the_choice_is_the_lawyer_s(client, claim):
    told = page(client, "claim-grounds", claim.pk)
    assert "Choix réservé à l’avocat" in told
    assert "Fondements au choix de l’avocat" in told
    assert "avec une pièce : 1 sur 6" in told
    assert reverse("claim-element", args=[claim.pk, "causality"]) in told
    assert "facture.pdf" in told


def test_a_piece_is_ticked_and_unticked(client, claim, cast):
    exhibit = exhibit_of(claim, cast.committee)
    address = reverse("claim-element", args=[claim.pk, "non_performance"])
    told = shown(client.get(address))
    assert "Capture de l’écran d’erreur" in told
    key = f"exhibit:{exhibit.pk}"
    assert client.post(address, {"pieces": [key]}).status_code == 302
    assert ElementProof.objects.in_force().get().exhibit == exhibit
    assert "Pièce n° 1 – Capture" in page(client, "claim-grounds", claim.pk)
    assert "checked" in shown(client.get(address))
    client.post(address, {})
    assert not ElementProof.objects.in_force().exists()


def test_a_piece_that_is_no_piece_of_the_claim_is_refused(client, claim):
    address = reverse("claim-element", args=[claim.pk, "causality"])
    response = client.post(address, {"pieces": ["exhibit:999"]})
    assert response.status_code == 422
    assert "n’est plus sur la demande" in shown(response)


def test_an_element_that_a_claim_proves_by_itself_says_so(client, claim):
    told = page(client, "claim-element", claim.pk, "loss")
    assert "Est compté sans rien cocher : justificatifs des pertes." in told


def test_without_a_piece_the_claimant_is_led_to_the_sheet(client, claim, documented, cast):
    actions.withdraw_loss(documented, by=cast.adherent)
    told = page(client, "claim-element", claim.pk, "causality")
    assert "Aucune pièce à cocher" in told
    assert reverse("loss-sheet", args=[claim.sheet_id]) in told


def test_counsel_chooses_with_a_note_that_no_one_else_reads(
    client, counsel, claim, name_handler, cast, logged_in
):
    name_handler()
    hand_over(claim.sheet)
    address = reverse("claim-ground", args=[claim.pk, "contract_breach"])
    assert counsel.post(address, {}).status_code == 422
    sent = {"place": "main", "note": "Note de stratégie."}
    assert "Choisir les fondements" in page(counsel, "claim-detail", claim.pk)
    assert counsel.post(address, sent).url == reverse("claim-grounds", args=[claim.pk])
    assert "Note de stratégie." in shown(counsel.get(address))
    again = counsel.post(address, sent)
    assert again.status_code == 422
    assert "déjà retenu" in shown(again)
    for reader in (client, logged_in(cast.committee)):
        told = page(reader, "claim-grounds", claim.pk)
        assert "à titre principal" in told
        assert "Note de stratégie." not in told
        assert reader.get(address).status_code == 403


def test_counsel_sets_a_ground_aside(counsel, claim, cast):
    hand_over(claim.sheet)
    actions.select_ground(claim, ground(), by=cast.lawyer, place=Place.MAIN, note="")
    address = reverse("claim-ground-set-aside", args=[claim.pk, "contract_breach"])
    assert "Le fondement est écarté" in shown(counsel.post(address, follow=True))
    assert not GroundSelection.objects.in_force().exists()
    assert "n’est pas retenu" in shown(counsel.post(address, follow=True))


def test_the_remarks_and_the_cap_stand_in_the_lawyer_s_section_alone(
    client, counsel, claim, name_handler, cast, logged_in
):
    name_handler()
    contract_put_forward(claim, cast.adherent, liability_cap="1000", title="Contrat secret")
    hand_over(claim.sheet)
    told = page(counsel, "claim-grounds", claim.pk)
    assert "Plafond : 1 000,00 €, pour des préjudices chiffrés de 100,00 €." in told
    assert "Contrat secret" in told
    told += page(counsel, "claim-ground", claim.pk, "contract_breach")
    told += page(counsel, "claim-ground", claim.pk, "custody_of_things")
    told += page(counsel, "claim-ground", claim.pk, "third_party_breach")
    told += page(counsel, "claim-ground", claim.pk, "brutal_termination")
    remarks = [remark.text.replace("\u00a0", " ") for remark in LegalRemark.objects.all()]
    assert all(text in told for text in remarks)
    for reader in (client, logged_in(cast.committee)):
        read = page(reader, "claim-grounds", claim.pk) + page(reader, "claim-rights", claim.pk)
        assert not any(text in read for text in remarks)
        assert "Plafond" not in read


def test_the_handler_reads_no_word_of_a_contract(claim, name_handler, cast, logged_in):
    name_handler()
    contract_put_forward(
        claim, cast.adherent, title="Contrat secret", reversibility_clause="Export secret"
    )
    handler = logged_in(cast.committee)
    grounds, rights = (page(handler, name, claim.pk) for name in ("claim-grounds", "claim-rights"))
    assert "fichier d’un contrat" in grounds
    assert "facture.pdf" in grounds
    for told in (grounds, rights):
        assert "secret" not in told
        assert "contrat.pdf" not in told
    assert "ne sont montrées qu’au demandeur" in rights
    assert handler.get(reverse("claim-contracts", args=[claim.pk])).status_code == 403
    assert handler.get(reverse("claim-element", args=[claim.pk, "loss"])).status_code == 403


def test_the_claimant_s_rights_stand_with_their_clauses(client, claim, cast):
    contract_put_forward(claim, cast.adherent, reversibility_clause="Export sous trente jours")
    told = page(client, "claim-rights", claim.pk)
    assert "Export sous trente jours" in told
    assert "Clause de responsabilité" in told
    assert "dans aucun contrat rattaché à la demande" in told
    assert "Se prévaloir du contrat de partenariat†" in told
    assert told.count("<h2") >= 5


def test_everyone_reads_the_matrix_of_rights(client, references, cast, logged_in):
    told = page(client, "rights")
    assert told.count(">oui<") == 9
    assert told.count(">non<") == 1
    assert page(logged_in(cast.board), "rights")


@pytest.mark.django_db
def test_a_matrix_that_was_not_loaded_says_whom_to_tell(client):
    assert "ne sont pas chargés ici" in page(client, "rights")


def test_there_is_no_other_ground_or_element(counsel, client, claim):
    assert counsel.get(reverse("claim-ground", args=[claim.pk, "rien"])).status_code == 404
    assert client.get(reverse("claim-element", args=[claim.pk, "rien"])).status_code == 404


def test_a_checklist_page_costs_the_same_with_one_piece_and_with_many(
    client, claim, cast, django_assert_max_num_queries
):
    with django_assert_max_num_queries(40) as bare:
        page(client, "claim-grounds", claim.pk)
    asked = len(bare)
    contract_put_forward(claim, cast.adherent)
    keys = [piece.key for piece in pieces_open_to(claim, cast.adherent)]
    for code in ("causality", "obligation", "non_performance"):
        client.post(reverse("claim-element", args=[claim.pk, code]), {"pieces": keys})
    with django_assert_max_num_queries(asked + 2):
        page(client, "claim-grounds", claim.pk)


def test_the_page_of_a_claim_tells_what_it_stands_on_and_leads_there(
    claim, cast, django_assert_num_queries
):
    def told(is_own):
        return render_to_string("claims/claim_standing.html", {"claim": claim, "is_own": is_own})

    claim = Claim.objects.select_related("sheet__organisation").get()
    # the choices, and the rights
    with django_assert_num_queries(2):
        before = told(is_own=True)
    assert "aucun n’est encore retenu" in before
    assert before.count("<li>") == 5
    assert reverse("claim-contracts", args=[claim.pk]) in before
    factories.mandate(cast, claim.case)
    hand_over(claim.sheet)
    actions.select_ground(claim, ground("sla"), by=cast.lawyer, place=Place.MAIN, note="")
    assert "Engagement de niveau de service" in told(is_own=False)
    assert "à titre principal" in told(is_own=False)
    assert reverse("claim-contracts", args=[claim.pk]) not in told(is_own=False)
