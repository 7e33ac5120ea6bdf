"""A document of a claim from its request to its download: who may, and what is told."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cases.claims import actions as losses
from cases.claims.references import load_references
from cases.claims.states import ClaimState
from cases.errors import GuardRefused, Refused, StepRefused, VersionRefused
from cases.evidence import store
from cases.evidence.models import Entry
from reports.claims import actions, making
from reports.claims.models import ClaimDocument, DocumentKind, Particulars
from reports.claims.tasks import sweep_claim_documents
from reports.states import DossierState
from tests import factories
from tests.claims.claiming import hand_over
from tests.reports.claims import claiming, papers
from tests.reports.test_dossier_download import asked_again


@pytest.fixture
def client(logged_in, cast):
    return logged_in(cast.adherent)


@pytest.fixture
def claim(cast, references):
    return claiming.bare(cast)


@pytest.fixture
def ready(claim, cast):
    """Files of a few bytes stand for those that are rendered."""
    document = papers.requested(claim, cast.adherent)
    pk = document.pk
    held = making._claimed(pk)
    making._finish(held, making.Made(b"%PDF-1.7 lettre", b"PK lettre"))
    return ClaimDocument.objects.get(pk=pk)


def told(document) -> list[str]:
    entries = Entry.objects.filter(subject=document.journal_name).order_by("sequence")
    return list(entries.values_list("verb", flat=True))


def kept(sha256: str) -> bytes:
    with store.open_kept(sha256) as file:
        return file.read()


def read(file) -> bytes:
    with file:
        return file.read()


def handled(claim, cast) -> None:
    frame = losses.Frame(True, None, None, None, cast.committee)
    losses.describe_sheet(claim.sheet, frame, by=cast.adherent, seen=claim.sheet.version)


@pytest.mark.slow
def test_a_letter_is_made_by_a_worker_as_a_pdf_and_to_be_edited(claim, cast):
    document = papers.requested(claim, cast.adherent)
    assert making.make_document(document.pk) is True
    assert making.make_document(document.pk) is False
    document.refresh_from_db()
    assert document.state == DossierState.READY
    assert kept(document.sha256).startswith(b"%PDF-")
    assert kept(document.editable_sha256).startswith(b"PK")
    assert told(document) == ["claim_document.requested", "claim_document.made"]


@pytest.mark.slow
def test_the_dossier_is_sealed_and_can_only_be_read(claim, cast):
    document = papers.requested(claim, cast.adherent, DocumentKind.DOSSIER)
    assert making.make_document(document.pk) is True
    document.refresh_from_db()
    assert b"/ETSI.CAdES.detached" in kept(document.sha256)
    assert document.editable_sha256 == ""
    again = papers.requested(claim, cast.adherent, DocumentKind.DOSSIER)
    assert (again.number, again.facts_id) == (2, document.facts_id)


def test_the_claimant_and_the_mandated_lawyer_ask_and_nobody_else(claim, cast):
    factories.mandate(cast, claim.case)
    handled(claim, cast)
    hand_over(claim.sheet)
    assert papers.requested(claim, cast.lawyer).requested_by == cast.lawyer
    for who in (cast.committee, cast.other_adherent, cast.other_lawyer, cast.board):
        with pytest.raises(PermissionDenied):
            actions.request_document(claim, DocumentKind.NOTICE, by=who)


def test_the_handler_sees_that_a_document_is_there_and_does_not_open_it(ready, cast, logged_in):
    handled(ready.claim, cast)
    assert list(ClaimDocument.objects.visible_to(cast.committee)) == [ready]
    with pytest.raises(PermissionDenied):
        actions.download_document(ready, by=cast.committee)
    client = logged_in(cast.committee)
    page = client.get(reverse("claim-document", args=[ready.pk])).content.decode()
    assert ready.sha256 not in page
    assert "l’organisation et son avocat l’ouvrent" in page


def test_the_letter_of_a_customer_s_file_is_its_organisation_s_alone(cast):
    file = papers.customer(cast)
    with pytest.raises(PermissionDenied):
        actions.request_reversibility(file, papers.MENTIONS, by=cast.other_adherent)
    assert not ClaimDocument.objects.exists()


@pytest.mark.parametrize("mention", ["seat", "publisher_seat", "place", "signatory"])
def test_no_letter_of_reversibility_is_asked_for_without_each_mention(cast, references, mention):
    file = papers.customer(cast)
    told = replace(papers.MENTIONS, **{mention: " "})
    with pytest.raises(GuardRefused, match="Dites"):
        actions.request_reversibility(file, told, by=cast.adherent)
    assert not ClaimDocument.objects.exists()


def test_the_page_of_that_letter_asks_for_what_lacks_and_gives_back_what_was_typed(cast, client):
    load_references()
    address = reverse("switching-letter", args=[papers.customer(cast).pk])
    refused = client.post(address, {"seat": "1 rue du Port", "place": "Lyon"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Dites qui la signe" in page
    assert 'value="1 rue du Port"' in page
    client.post(address, vars(papers.MENTIONS))
    assert ClaimDocument.objects.get().content["signatory"] == "Alice Martin, gérante"


def test_what_a_claim_says_of_both_is_proposed_for_that_letter(cast, client, claim):
    claiming.told(claim)
    file = papers.customer(cast)
    page = client.get(reverse("switching-letter", args=[file.pk])).content.decode()
    assert file.product.publisher == claim.case.publisher
    assert all(f'value="{said}"' in page for said in vars(papers.MENTIONS).values())


def test_a_download_is_told_before_the_file_leaves(ready, cast):
    assert read(actions.download_document(ready, by=cast.adherent)) == b"%PDF-1.7 lettre"
    assert read(actions.download_editable(ready, by=cast.adherent)) == b"PK lettre"
    assert told(ready)[-2:] == ["claim_document.downloaded"] * 2


def test_counsel_says_what_a_copy_is_for_and_the_journal_keeps_it(ready, cast, logged_in):
    factories.mandate(cast, ready.claim.case)
    hand_over(ready.claim.sheet)
    counsel, before = asked_again(logged_in(cast.lawyer), cast.lawyer), told(ready)
    take = reverse("claim-document-download", args=[ready.pk])
    refused = counsel.post(take, {"what": "pdf", "purpose": " "})
    assert refused.status_code == 422
    assert "à quoi servira cette copie" in refused.content.decode()
    assert told(ready) == before
    pdf = counsel.post(take, {"what": "pdf", "purpose": " Préparer l’assignation "})
    assert b"".join(pdf.streaming_content) == b"%PDF-1.7 lettre"
    entry = Entry.objects.get(verb="claim_document.downloaded")
    assert entry.details["purpose"] == "Préparer l’assignation"


def test_the_act_refuses_counsel_who_does_not_say_what_a_copy_is_for(ready, cast):
    factories.mandate(cast, ready.claim.case)
    hand_over(ready.claim.sheet)
    with pytest.raises(Refused, match="à quoi servira"):
        actions.download_document(ready, by=cast.lawyer)


def test_what_is_not_ready_is_not_taken(claim, cast):
    with pytest.raises(StepRefused, match="pas prêt"):
        actions.download_document(papers.requested(claim, cast.adherent), by=cast.adherent)


def test_a_store_that_does_not_answer_is_told_and_leaves_no_entry(ready, cast, monkeypatch):
    def down(sha256):
        raise store.StoreDown("no answer")

    before = told(ready)
    monkeypatch.setattr(store, "open_kept", down)
    with pytest.raises(StepRefused, match="ne répond pas"):
        actions.download_document(ready, by=cast.adherent)
    assert told(ready) == before


def test_a_file_that_is_missing_tells_who_to_ask_and_leaves_no_entry(ready, cast, settings):
    before = told(ready)
    ClaimDocument.objects.filter(pk=ready.pk).update(sha256="f" * 64)
    with pytest.raises(StepRefused, match="manque sur le serveur"):
        actions.download_document(ClaimDocument.objects.get(pk=ready.pk), by=cast.adherent)
    assert told(ready) == before


def test_a_second_request_waits_for_the_first(claim, cast):
    papers.requested(claim, cast.adherent)
    with pytest.raises(StepRefused, match="déjà en préparation"):
        papers.requested(claim, cast.colleague)


def test_what_ended_can_neither_be_stopped_nor_tried_again(ready, cast):
    with pytest.raises(StepRefused, match="rien à arrêter"):
        actions.cancel_document(ready, by=cast.adherent)
    with pytest.raises(StepRefused, match="rien à relancer"):
        actions.retry_document(ready, by=cast.adherent)


def test_a_failed_document_says_why_and_is_made_anew_from_the_same_content(claim, cast):
    failed = papers.failed(claim, cast.adherent)
    assert failed.state == DossierState.FAILED
    assert failed.failure
    actions.retry_document(failed, by=cast.adherent)
    assert failed.state == DossierState.REQUESTED
    assert told(failed)[-1] == "claim_document.retried"


def test_a_customer_s_letter_that_was_stopped_is_made_anew(claim, cast):
    letter = actions.request_reversibility(papers.customer(cast), papers.MENTIONS, by=cast.adherent)
    actions.cancel_document(letter, by=cast.colleague)
    actions.retry_document(letter, by=cast.adherent)
    assert letter.state == DossierState.REQUESTED
    assert told(letter)[-1] == "claim_document.retried"


def test_the_sweep_wakes_what_a_dead_worker_held(claim, cast, monkeypatch):
    held = papers.held_by_a_dead_worker(claim, cast.adherent, 1)
    made = []
    monkeypatch.setattr("reports.claims.tasks.make_claim_document.delay", made.append)
    sweep_claim_documents()
    assert made == [str(held.pk)]


def test_the_sweep_gives_up_after_the_third_time(claim, cast):
    held = papers.held_by_a_dead_worker(claim, cast.adherent, making.MOST_ATTEMPTS)
    assert making.sweep() == []
    held.refresh_from_db()
    assert "Trois essais" in held.failure


def test_particulars_are_kept_once_a_version(claim, cast):
    actions.fill_in(claim, {"place": "Lyon"}, by=cast.adherent, seen=1)
    actions.fill_in(claim, {"place": "Nice"}, by=cast.colleague, seen=1)
    with pytest.raises(VersionRefused):
        actions.fill_in(claim, {"place": "Lille"}, by=cast.adherent, seen=1)
    assert Particulars.objects.get(claim=claim).place == "Nice"
    with pytest.raises(PermissionDenied):
        actions.fill_in(claim, {"place": "Brest"}, by=cast.other_adherent, seen=2)


def test_the_page_names_each_mention_that_lacks_and_where_to_fill_it_in(claim, cast, client):
    url = reverse("claim-documents", args=[claim.pk])
    answer = client.post(url, {"kind": "notice"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "siège de votre société" in page
    assert reverse("claim-particulars", args=[claim.pk]) in page
    assert reverse("claim-contracts", args=[claim.pk]) in page
    assert not ClaimDocument.objects.exists()


def test_the_page_names_each_word_of_a_dossier_that_imputes_and_where_to_change_it(
    claim, cast, client
):
    claiming.told(claim, diligence="Une tromperie, dès 9 h 15.")
    answer = client.post(reverse("claim-documents", args=[claim.pk]), {"kind": "dossier"})
    page = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 422
    assert "Le dossier n’est pas prêt" in page
    assert "un fait à la place de « tromperie »" in page
    assert reverse("claim-particulars", args=[claim.pk]) in page
    assert not ClaimDocument.objects.exists()


def test_the_page_asks_follows_and_hands_over(claim, cast, client):
    asked = client.post(reverse("claim-documents", args=[claim.pk]), {"kind": "survey"})
    document = ClaimDocument.objects.get()
    assert asked.url == reverse("claim-document", args=[document.pk])
    followed = client.get(asked.url)
    assert followed["Refresh"]
    part = client.get(asked.url, headers={"HX-Request": "true"}).content.decode()
    assert 'id="suivi"' in part
    assert "<h1" not in part
    making._finish(making._claimed(document.pk), making.Made(b"%PDF-1.7", b"PK"))
    take = reverse("claim-document-download", args=[document.pk])
    pdf = client.post(take, {"what": "pdf"})
    assert b"".join(pdf.streaming_content) == b"%PDF-1.7"
    assert pdf["Content-Disposition"].endswith(f'questionnaire-{claim.reference}-v1.pdf"')
    odt = client.post(take, {"what": "odt"})
    assert b"".join(odt.streaming_content) == b"PK"
    assert odt["Content-Type"].endswith("opendocument.text")


def test_what_a_letter_leaves_to_confirm_is_on_its_page_once_it_is_made(cast, client, references):
    document = actions.request_reversibility(
        papers.customer(cast), papers.MENTIONS, by=cast.adherent
    )
    address, title = reverse("claim-document", args=[document.pk]), "Points à confirmer"
    assert title not in client.get(address).content.decode()
    making._finish(making._claimed(document.pk), making.Made(b"%PDF-1.7", b"PK"))
    page = client.get(address).content.decode()
    assert title in page
    assert "supprimés à partir du 12" in page.replace("\u00a0", " ")


def test_a_kind_that_no_button_sends_asks_for_nothing(claim, cast, client):
    url = reverse("claim-documents", args=[claim.pk])
    assert client.post(url, {"kind": "autre"}).url == url
    assert client.post(url, {"kind": "certificate"}).status_code == 422
    assert not ClaimDocument.objects.exists()


def test_stopping_and_trying_again_from_the_page(claim, cast, client):
    document = papers.requested(claim, cast.adherent)
    client.post(reverse("claim-document-cancel", args=[document.pk]))
    document.refresh_from_db()
    assert document.state == DossierState.CANCELLED
    page = client.get(reverse("claim-document", args=[document.pk])).content.decode()
    assert "La production a été arrêtée" in page
    client.post(reverse("claim-document-retry", args=[document.pk]))
    document.refresh_from_db()
    assert document.state == DossierState.REQUESTED


def test_particulars_that_changed_meanwhile_come_back_as_they_were_typed(claim, cast, client):
    url = reverse("claim-particulars", args=[claim.pk])
    told = {"place": "Lyon", "termination": "none", "delivery": "letter_registered", "seen": "1"}
    assert client.post(url, told).status_code == 302
    actions.fill_in(claim, {"place": "Nice"}, by=cast.colleague, seen=1)
    again = client.post(url, {**told, "place": "Lille"})
    assert again.status_code == 409
    assert 'value="Lille"' in again.content.decode()


def test_a_company_number_that_no_register_holds_reaches_no_letter(claim, client):
    url = reverse("claim-particulars", args=[claim.pk])
    told = {"place": "Lyon", "termination": "none", "delivery": "letter_registered", "seen": "1"}
    refused = client.post(url, {**told, "claimant_siren": "123"})
    assert refused.status_code == 422
    assert "Un SIREN a neuf chiffres." in refused.content.decode()
    assert client.post(url, {**told, "publisher_siren": "552 100 554"}).status_code == 302
    assert claim.particulars.publisher_siren == "552100554"


@pytest.mark.parametrize("state", [ClaimState.PAID, ClaimState.WITHDRAWN])
def test_no_notice_is_made_of_a_claim_that_has_ended(claim, cast, state):
    claim.state = state
    with pytest.raises(GuardRefused, match="plus de mise en demeure"):
        actions.request_document(claim, DocumentKind.NOTICE, by=cast.adherent)
    assert not ClaimDocument.objects.exists()
