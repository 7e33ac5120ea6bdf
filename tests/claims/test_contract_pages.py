"""The pages of the register of contracts, walked by those whose they are."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.claims import actions
from cases.claims.models import Contract, ContractTie
from cases.evidence.models import Entry
from tests import factories
from tests.claims.claiming import hand_over
from tests.claims.putting_forward import SIGNED, claimed, contract_of, contract_put_forward
from tests.reports.test_dossier_download import PURPOSE, asked_again


@pytest.fixture
def client(logged_in, cast):
    return logged_in(cast.adherent)


@pytest.fixture
def claim(sheet):
    return claimed(sheet)


@pytest.fixture
def contract(claim, cast):
    return contract_of(cast.adherent, claim.case.publisher, title="Contrat 2016")


def page(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return shown(response)


def shown(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_a_contract_is_added_with_its_title_alone_and_found_in_the_list(client, claim):
    assert "Aucun contrat pour l’instant" in page(client, "contract-list")
    sent = {
        "publisher": claim.case.publisher_id,
        "kind": "partner",
        "title": "Contrat 2016",
    }
    response = client.post(reverse("contract-add"), sent)
    contract = Contract.objects.get()
    assert response.url == reverse("contract-detail", args=[contract.pk])
    assert "Rien n’est encore dit de ce contrat" in page(client, "contract-detail", contract.pk)
    assert "Contrat 2016" in page(client, "contract-list")


def test_all_that_a_contract_says_is_shown_as_it_was_typed(client, claim):
    sent = {
        "publisher": claim.case.publisher_id,
        "kind": "subscription",
        "title": "Abonnement",
        "signed_on": "01/02/2016",
        "starts_on": "2016-03-01",
        "ends_on": "2018-02-28",
        "terms_version": "CGV du 1/7/2016",
        "signatory": "Alice Adhérente, gérante",
        "governing_law": "Droit français",
        "jurisdiction_clause": "Tribunal du siège",
        "mediation_clause": "Médiation avant d’agir",
        "claim_delay_days": "30",
        "liability_cap": "12 000,50",
        "liability_cap_wording": "Le prix d’une année",
        "sla_percent": "99,999",
        "reversibility_clause": "Export sous trente jours",
        "confidentiality_clause": "Trois ans",
    }
    client.post(reverse("contract-add"), sent)
    told = page(client, "contract-detail", Contract.objects.get().pk)
    for words in (
        "1er févr. 2016",
        "28 févr. 2018",
        "<dd>30</dd>",
        "12 000,50 €",
        "<dd>99,999</dd>",
        "CGV du 1/7/2016",
        "Trois ans",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"publisher": ""}, "Choisissez l’éditeur."),
        ({"title": ""}, "Donnez l’intitulé"),
        ({"kind": ""}, "Choisissez de quel contrat"),
        ({"starts_on": "2018-01-02", "ends_on": "2018-01-01"}, "précède son début"),
        ({"claim_delay_days": "4000"}, "dix ans au plus"),
        ({"liability_cap": "cher"}, "Écrivez un nombre"),
        ({"signed_on": "hier"}, "Écrivez une date"),
        ({"sla_percent": "101"}, "100"),
    ],
)
def test_what_no_contract_says_is_refused_and_what_was_typed_stays(client, claim, sent, sentence):
    told = {"publisher": claim.case.publisher_id, "kind": "partner", "title": "Contrat 2016"}
    response = client.post(reverse("contract-add"), {**told, **sent})
    assert response.status_code == 422
    assert sentence in shown(response)
    assert all(value in shown(response) for value in sent.values())
    assert not Contract.objects.exists()


def test_a_correction_shows_the_version_before_and_a_second_one_unread_is_refused(client, contract):
    address = reverse("contract-correct", args=[contract.pk])
    assert 'value="Contrat 2016"' in shown(client.get(address))
    sent = {"kind": "partner", "title": "Contrat 2017", "reason": "Avenant", "seen": "1"}
    assert client.post(address, sent).status_code == 302
    told = page(client, "contract-detail", contract.pk)
    assert "Contrat 2017" in told
    assert "Avenant" in told
    assert client.post(address, {**sent, "seen": "1"}).status_code == 409
    assert client.post(address, {**sent, "seen": "x"}).status_code == 409
    assert client.post(address, {**sent, "reason": "", "seen": "2"}).status_code == 422


def test_a_file_is_joined_then_downloaded_by_counsel_and_each_time_is_told(
    client, claim, contract, cast, logged_in
):
    address = reverse("contract-detail", args=[contract.pk])
    assert client.post(address).status_code == 422
    bad = client.post(address, {"documents": SimpleUploadedFile("x.exe", b"MZ")})
    assert bad.status_code == 422
    sent = SimpleUploadedFile("signe.pdf", b"%PDF-1.7 un contrat")
    assert client.post(address, {"documents": sent}).status_code == 302
    actions.put_contracts_forward(claim, [contract], by=cast.adherent)
    factories.mandate(cast, claim.case)
    hand_over(claim.sheet)
    counsel = asked_again(logged_in(cast.lawyer), cast.lawyer)
    assert "signe.pdf" in page(counsel, "contract-detail", contract.pk)
    assert "Contrat 2016" in page(counsel, "contract-list")
    item = contract.files.get().item_id
    own = reverse("contract-file", args=[item])
    assert "À quoi servira cette copie" in counsel.get(own).text
    response = counsel.post(own, {"purpose": PURPOSE})
    assert b"".join(response.streaming_content) == b"%PDF-1.7 un contrat"
    told = Entry.objects.get(verb="file.downloaded")
    assert told.details["purpose"] == PURPOSE
    assert (told.actor, told.subject) == (cast.lawyer, f"private:contract_file:{item}")
    assert counsel.post(address).status_code == 403


def test_a_file_that_the_store_lost_is_said_to_be(client, contract, cast, settings, tmp_path):
    file = actions.attach_contract_file(contract, SIGNED, by=cast.adherent)
    settings.PROMESSE_HOME = tmp_path / "ailleurs"
    response = client.get(reverse("contract-file", args=[file.item_id]), follow=True)
    assert "n’est plus dans le coffre" in shown(response)


def test_the_claimant_ticks_the_contracts_of_a_claim(client, claim, contract, cast):
    contract_of(cast.adherent, factories.publisher("Autre Éditeur"), title="Ailleurs")
    address = reverse("claim-contracts", args=[claim.pk])
    told = shown(client.get(address))
    assert "Contrat 2016" in told
    assert "Ailleurs" not in told
    response = client.post(address, {"contracts": [contract.pk]})
    assert response.url == reverse("claim-grounds", args=[claim.pk])
    assert ContractTie.objects.in_force().get().contract == contract
    assert "checked" in shown(client.get(address))
    assert claim.reference in page(client, "contract-detail", contract.pk)
    assert client.post(address, {"contracts": ["rien"]}).status_code == 422


def test_a_claimant_without_a_contract_is_led_to_the_register(client, claim):
    told = page(client, "claim-contracts", claim.pk)
    assert "aucun contrat avec" in told
    assert reverse("contract-add") in told


def test_a_claim_that_ended_says_why_nothing_changes(client, claim, contract, cast):
    type(claim).objects.filter(pk=claim.pk).update(
        state="withdrawn",
        withdrawn_at=claim.opened_at,
        withdrawn_by=cast.adherent,
        withdrawn_reason="Réglé autrement",
    )
    address = reverse("claim-contracts", args=[claim.pk])
    response = client.post(address, {"contracts": [contract.pk]})
    assert response.status_code == 422
    assert "elle ne change plus" in shown(response)


def test_who_has_no_register_is_sent_away(cast, logged_in, contract):
    for who in (cast.board, cast.administrator):
        assert logged_in(who).get(reverse("contract-list")).status_code == 403
    assert "Aucun contrat" in page(logged_in(cast.lawyer), "contract-list")
    assert logged_in(cast.lawyer).get(reverse("contract-add")).status_code == 403


def test_the_register_costs_the_same_for_one_contract_and_for_ten(
    client, claim, cast, django_assert_max_num_queries
):
    contract_put_forward(claim, cast.adherent)
    with django_assert_max_num_queries(20) as one:
        page(client, "contract-list")
    for _each in range(9):
        contract_of(cast.adherent, claim.case.publisher)
    with django_assert_max_num_queries(len(one)):
        page(client, "contract-list")
