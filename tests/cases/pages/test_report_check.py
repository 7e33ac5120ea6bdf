import pytest

from cases.models import Draft
from tests.cases.pages.flow import OBSERVED, Report, photo


@pytest.fixture
def report(cast, logged_in, product):
    return Report(logged_in(cast.adherent)).begin(product)


def shown(report):
    return {line.label: line.value for line in report.open("verifier").context["lines"]}


def test_every_answer_is_read_again_and_leads_to_its_question(report):
    report.answer("depuis", since="same_morning", blocked_at=OBSERVED, observed_at=OBSERVED)
    report.answer("clients", affected_range="up_to_20", customers_subscribed="1200")
    report.answer("su", awareness="publisher", source_type="customer")
    report.answer("recit", narrative="Écran blanc", inference="Leur serveur", opinion="Encore")
    at = "23\u00a0nov.\u00a02026 à 9\u00a0h\u00a010"
    assert shown(report) == {
        "Produit": "EBP – EBP Compta",
        "Constat": "Connexion impossible",
        "Gravité": "Bloqué\u00a0: impossible de travailler",
        "Constaté le": at,
        "Depuis quand": "Le matin du constat (gardé en mots, sans heure)",
        "Bloqué depuis": at,
        "Clients touchés": "De 6 à 20",
        "Clients abonnés": "1\u00a0200",
        "Comment vous l’avez su": "Par l’éditeur",
        "Origine du constat": "Rapporté par un client",
        "Fait constaté": "Écran blanc",
        "Ce que vous en déduisez": "Leur serveur",
        "Votre avis": "Encore",
    }
    page = report.open("verifier").content.decode()
    for step in ("produit", "constat", "depuis", "clients", "su", "recit"):
        assert f"{report.url(step)}?retour=verifier" in page


def test_a_number_stands_before_its_order_of_magnitude(report):
    report.answer("clients", affected_range="up_to_20", customers_affected="12")
    assert shown(report)["Clients touchés"] == "12 (De 6 à 20)"
    report.answer("clients", customers_affected="12")
    assert shown(report)["Clients touchés"] == "12"


def test_what_was_not_answered_is_said_and_is_no_fault(report):
    told = shown(report)
    assert told["Depuis quand"] == told["Fait constaté"] == "Sans réponse"
    assert told["Clients touchés"] == "Sans réponse"


def test_the_photos_are_there_with_their_digest(report):
    report.answer("recit", camera=photo())
    page = report.open("verifier").content.decode()
    assert "ecran.png" in page
    assert "empreinte" in page


def test_without_its_product_there_is_nothing_to_check_yet(cast, logged_in):
    report = Report(logged_in(cast.adherent))
    assert report.open("verifier").headers["Location"] == report.url("produit")


def test_a_draft_that_contradicts_itself_is_sent_back_with_the_sentence(report):
    """Nothing on the pages lets it come to that; a draft may be older than a rule."""
    draft = Draft.objects.get()
    draft.answers |= {"customers_affected": 5, "customers_subscribed": 4}
    draft.save()
    answer = report.send()
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "plus de clients touchés" in page
    assert "<title>Erreur" in page
    assert Draft.objects.exists()
