"""The pages of a claim, walked by those whose they are."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.claims import actions
from cases.claims.models import Claim, ClaimPaper, LossLine
from cases.claims.states import ClaimState, OfferState
from cases.evidence.models import Entry
from cases.models import Case
from tests import factories
from tests.claims.claiming import ON, choose_ground, offer, opened, pay, submit, taken_to
from tests.reports.test_dossier_download import PURPOSE, asked_again


def plain(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def page(client, name, *args, **query) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, response
    return plain(response)


def act(client, claim, slug, **sent):
    claim.refresh_from_db()
    told = {"seen": claim.version, **sent}
    return client.post(reverse("claim-act", args=[claim.pk, slug]), told)


@pytest.fixture
def member(logged_in, cast):
    return logged_in(cast.adherent)


@pytest.fixture
def claim(cast, references) -> Claim:
    return opened(cast)


def test_a_prepared_claim_waits_on_the_home_page_and_on_the_case(cast, logged_in, references):
    case = factories.relayed_case(cast)
    Case.objects.update(title="Sage : connexion impossible")
    actions.prepare_claims()
    client = logged_in(cast.adherent)
    claim = Claim.objects.get(sheet__organisation=cast.adherent.organisation)
    assert "Sage\u00a0: connexion impossible</a>" in client.get(reverse("home")).text
    address = reverse("claim-detail", args=[claim.pk])
    home = page(client, "home")
    assert "Votre demande d’indemnisation est prête" in home
    assert address in home
    assert f"Votre demande {claim.reference}" in page(client, "case-detail", case.pk)
    shown = page(client, "claim-detail", claim.pk)
    assert "Noter ce que l’incident a coûté" in shown
    assert "Choisir qui la suit à la commission" in shown
    order = [
        shown.index(f'id="{each}"') for each in ("suite", "prescription", "documents", "actes")
    ]
    assert order == sorted(order)
    assert "Une mise en demeure n’interrompt pas la prescription." in shown


def test_a_step_taken_past_midnight_in_paris_is_of_that_day(member, claim, cast):
    submit(claim, cast)
    Claim.objects.update(submitted_at=datetime(2026, 1, 31, 23, 30, tzinfo=UTC))
    assert "1er févr. 2026" in page(member, "claim-detail", claim.pk)


def test_a_member_opens_a_claim_on_a_case_that_they_see(cast, logged_in, references):
    case = factories.relayed_case(cast)
    client = logged_in(cast.second_committee)
    address = reverse("claim-open", args=[case.pk])
    assert address in page(client, "case-detail", case.pk)
    assert "Personne d’autre" in page(client, "claim-open", case.pk)
    response = client.post(address)
    claim = Claim.objects.get()
    assert response.url == client.get(address).url == reverse("claim-detail", args=[claim.pk])
    assert claim.reference in page(client, "claim-list")


def test_the_list_shows_what_is_asked_and_keeps_a_state(member, claim, cast):
    shown = page(member, "claim-list")
    assert (claim.reference in shown, "100,00 €" in shown) == (True, True)
    assert "Aucune demande dans cet état" in page(member, "claim-list", etat="paid")
    assert claim.reference in page(member, "claim-list", etat="draft")
    assert claim.reference in page(member, "claim-list", etat="n’importe")


def test_the_list_costs_the_same_for_one_claim_or_three(
    member, cast, references, django_assert_num_queries
):
    opened(cast)
    # Session, the person with their roles, their organisation; the last entry; the claims.
    with django_assert_num_queries(5):
        member.get(reverse("claim-list"))
    for _ in range(2):
        opened(cast)
    with django_assert_num_queries(5):
        member.get(reverse("claim-list"))


def test_the_handler_reads_those_who_chose_them_and_no_other(claim, cast, logged_in):
    assert claim.reference in page(logged_in(cast.committee), "claim-list")
    assert claim.reference not in page(logged_in(cast.second_committee), "claim-list")


def test_it_is_sent_with_both_declarations(member, claim):
    assert "Envoyer la demande" in page(member, "claim-detail", claim.pk)
    assert "transmises à l’avocat mandaté" in page(member, "claim-act", claim.pk, "envoyer")
    refused = act(member, claim, "envoyer", is_accurate="on")
    assert refused.status_code == 422
    assert "Sans cet accord, rien ne part." in plain(refused)
    assert "checked" in plain(refused)
    act(member, claim, "envoyer", is_accurate="on", goes_to_counsel="on")
    claim.refresh_from_db()
    assert claim.state == ClaimState.SUBMITTED


def test_what_lacks_is_said_where_it_is_sent(member, claim, cast):
    actions.withdraw_loss(LossLine.objects.get(), by=cast.adherent)
    refused = act(member, claim, "envoyer", is_accurate="on", goes_to_counsel="on")
    assert refused.status_code == 422
    assert "déclarez-en au moins une" in plain(refused)


def test_the_way_goes_from_hand_to_hand_to_the_payment(member, claim, cast, logged_in):
    handler, counsel = logged_in(cast.committee), logged_in(cast.lawyer)
    submit(claim, cast)
    assert "Vérifier la demande" in page(handler, "claim-detail", claim.pk)
    act(handler, claim, "verifier")
    assert "Tenir la demande pour documentée" in page(counsel, "claim-detail", claim.pk)
    refused = act(counsel, claim, "documenter")
    assert refused.status_code == 422
    assert "Aucun fondement n’est retenu" in plain(refused)
    choose_ground(claim, cast)
    assert "un justificatif de" in plain(act(counsel, claim, "documenter"))
    act(counsel, claim, "documenter", says_without="on")
    letter = SimpleUploadedFile("depot.pdf", b"%PDF-1.7 un depot")
    act(member, claim, "mise-en-demeure", sent_on="2018-03-01", mode="lrar", document=letter)
    received = SimpleUploadedFile("ar.pdf", b"%PDF-1.7 un accuse")
    act(member, claim, "piece", kind="receipt", dated_on="2018-03-05", document=received)
    act(member, claim, "reponse", received_on="2018-03-20", said="Nous étudions.")
    act(
        member,
        claim,
        "offre",
        side="publisher",
        amount="80,00",
        made_on="2018-04-01",
        note="Pour solde de tout compte.",
    )
    shown = page(member, "claim-detail", claim.pk)
    for said in ("80,00 €", "Nous étudions.", "depot.pdf", "ar.pdf", "Pour solde de tout compte."):
        assert said in shown
    claim.refresh_from_db()
    made = claim.offers.get()
    assert "cela ne se reprend pas ici" in shown
    member.post(reverse("offer-answer", args=[made.pk, "accepter"]), {"seen": claim.version})
    assert "Noter un paiement" in page(member, "claim-detail", claim.pk)
    act(member, claim, "paiement", amount="80,00", received_on="2018-05-01")
    claim.refresh_from_db()
    assert claim.state == ClaimState.PAID
    assert "l’association n’en reçoit rien" in page(member, "claim-detail", claim.pk)
    claim.sheet.refresh_from_db()
    assert str(claim.sheet.notice_received_on) == "2018-03-05"


def test_a_notice_is_noted_whole_or_not_at_all(member, cast, references):
    claim = taken_to(ClaimState.DOCUMENTED, cast)
    bad = SimpleUploadedFile("depot.exe", b"MZ")
    refused = act(member, claim, "mise-en-demeure", sent_on="2018-03-01", mode="lrar", document=bad)
    assert refused.status_code == 422
    claim.refresh_from_db()
    assert claim.state == ClaimState.DOCUMENTED
    assert 'value="2018-03-01"' in plain(refused)


@pytest.mark.parametrize(
    ("slug", "sent", "sentence"),
    [
        ("offre", {"side": "publisher", "amount": "0", "made_on": "2018-01-01"}, "plus grande que"),
        ("offre", {"side": "publisher", "amount": "x", "made_on": "2018-01-01"}, "un nombre"),
        ("offre", {"amount": "3", "made_on": "2018-01-01"}, "de qui elle vient"),
        ("reponse", {"received_on": "2100-01-01", "said": "Non."}, "pas encore venue"),
        ("reponse", {"received_on": "2018-01-01"}, "Résumez la réponse"),
        ("piece", {"kind": "receipt", "dated_on": "2018-01-01"}, "Choisissez un fichier"),
        ("prescription", {"since": "2018-01-01"}, "Dites ce qui a eu lieu"),
        ("tribunal", {"filed_on": "hier"}, "Écrivez une date"),
        ("retirer", {}, "Dites pourquoi"),
    ],
)
def test_what_cannot_be_noted_is_refused_and_what_was_typed_stays(
    member, cast, references, slug, sent, sentence
):
    claim = taken_to(ClaimState.NOTICE_SENT, cast)
    refused = act(member, claim, slug, **sent)
    assert refused.status_code == 422
    assert sentence in plain(refused)
    claim.refresh_from_db()
    assert claim.state == ClaimState.NOTICE_SENT


def test_an_older_page_writes_nothing_and_says_so(member, cast, references):
    claim = taken_to(ClaimState.NOTICE_SENT, cast)
    address = reverse("claim-act", args=[claim.pk, "reponse"])
    for seen in ("1", "x", ""):
        sent = {"seen": seen, "received_on": "2018-03-20", "said": "Nous étudions."}
        assert member.post(address, sent).status_code == 422
    assert not claim.replies.exists()


def test_an_act_out_of_its_time_leads_back_with_a_sentence(member, claim):
    response = member.get(reverse("claim-act", args=[claim.pk, "paiement"]), follow=True)
    assert "ce n’est pas, ou plus, le moment" in plain(response)
    pressed = member.post(
        reverse("claim-act", args=[claim.pk, "rouvrir"]), {"seen": "1"}, follow=True
    )
    assert "ce n’est plus possible" in plain(pressed)


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_act_that_is_not_there_is_not_found(member, claim, method):
    assert getattr(member, method)(f"/demandes/{claim.pk}/acte/rever/").status_code == 404


def test_a_button_is_pressed_and_not_looked_at(member, claim):
    address = reverse("claim-act", args=[claim.pk, "rouvrir"])
    assert member.get(address).status_code == 405


def test_what_was_sent_back_says_why(member, claim, cast, logged_in):
    submit(claim, cast)
    act(logged_in(cast.committee), claim, "rendre", reason="Il manque la facture.")
    assert "Il manque la facture." in page(member, "claim-detail", claim.pk)


def test_what_was_declined_says_why_and_can_be_reopened(member, claim):
    act(member, claim, "decliner", reason="Trop peu pour nous.")
    assert "Trop peu pour nous." in page(member, "claim-detail", claim.pk)
    act(member, claim, "rouvrir")
    claim.refresh_from_db()
    assert claim.state == ClaimState.DRAFT


def test_an_offer_is_refused_and_its_answer_is_one(member, cast, references):
    claim = taken_to(ClaimState.NOTICE_SENT, cast)
    made = offer(claim, cast)
    assert str(made) == "De l’éditeur – 1 mars 2018"
    for slug in ("refuser", "accepter"):
        claim.refresh_from_db()
        sent = {"seen": claim.version}
        answered = member.post(reverse("offer-answer", args=[made.pk, slug]), sent, follow=True)
    assert "a déjà sa réponse" in plain(answered)
    made.refresh_from_db()
    assert made.state == OfferState.REFUSED
    assert member.post(reverse("offer-answer", args=[made.pk, "rire"])).status_code == 404


def test_an_act_on_limitation_moves_the_last_day(member, cast, references):
    claim = taken_to(ClaimState.NOTICE_SENT, cast)
    assert "Prescription à vérifier" in page(member, "claim-detail", claim.pk)
    act(member, claim, "tribunal", filed_on="2022-06-01")
    shown = page(member, "claim-detail", claim.pk)
    assert "1er juin 2027" in shown
    assert "Une demande en justice" in shown


def test_a_paper_is_downloaded_and_each_time_is_told(member, cast, references, logged_in):
    claim = taken_to(ClaimState.NOTICE_SENT, cast)
    letter = SimpleUploadedFile("depot.pdf", b"%PDF-1.7 un depot")
    act(member, claim, "piece", kind="deposit", dated_on="2018-03-01", document=letter)
    paper = ClaimPaper.objects.get()
    address = reverse("claim-paper", args=[paper.item_id])
    counsel = asked_again(logged_in(cast.lawyer), cast.lawyer)
    assert "À quoi servira cette copie" in counsel.get(address).text
    answer = counsel.post(address, {"purpose": PURPOSE})
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 un depot"
    assert Entry.objects.get(verb="file.downloaded").details["purpose"] == PURPOSE
    assert logged_in(cast.other_adherent).get(address).status_code == 404


def test_partial_money_may_end_a_claim(member, cast, references):
    claim = taken_to(ClaimState.SETTLED, cast)
    pay(claim, cast, "30.00")
    act(member, claim, "clore")
    claim.refresh_from_db()
    assert claim.state == ClaimState.PAID
    assert claim.payments.get().amount == Decimal("30.00")
    assert claim.payments.get().received_on == ON


def test_counsel_who_gives_a_claim_back_is_led_to_its_case(cast, logged_in, db):
    claim = taken_to(ClaimState.VERIFIED, cast)
    sent = {"reason": "Une facture manque.", "seen": claim.version}
    address = reverse("claim-act", args=[claim.pk, "rendre"])
    answer = logged_in(cast.lawyer).post(address, sent, follow=True)
    assert answer.redirect_chain == [(reverse("case-detail", args=[claim.case.pk]), 302)]
    assert "C’est noté." in answer.content.decode()
    claim.refresh_from_db()
    assert claim.state == ClaimState.DRAFT
