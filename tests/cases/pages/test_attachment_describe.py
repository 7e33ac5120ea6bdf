import pytest
from lxml.html import fromstring

from cases import actions
from cases.evidence.models import Item
from cases.evidence.receiving import Received

FILE = Received(b"%PDF-1.7 un constat", "constat.pdf", "application/pdf")


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


@pytest.fixture
def attachment(cast, observation):
    return actions.attach_to_observation(observation, FILE, by=cast.adherent)


def url(attachment):
    return f"/fichiers/{attachment.item_id}/decrire/"


def test_what_is_said_is_shown_beside_the_file(cast, logged_in, attachment, observation):
    said = {
        "seen": "0",
        "title": "Écran de connexion",
        "author": "Alice",
        "document_date": "2018-01-09",
        "nature": "screenshot",
        "machine": "PC, Windows 11",
        "personal_data": "on",
    }
    client = logged_in(cast.adherent)
    answer = client.post(url(attachment), said, follow=True)
    assert answer.redirect_chain[-1][0] == f"/observations/{observation.pk}/pieces/"
    for words in ("Écran de connexion", "capture simple", "Alice", "données personnelles"):
        assert words in answer.text
    item = Item.objects.get()
    assert item.capture == {"machine": "PC, Windows 11"}
    form = fromstring(client.get(url(attachment)).text)
    assert form.xpath("//input[@name='machine']/@value") == ["PC, Windows 11"]
    assert form.xpath("//input[@name='document_date']/@value") == ["2018-01-09"]
    assert form.xpath("//details[@open]//input[@name='machine']")


def test_the_level_of_proof_is_asked_of_the_committee_alone(cast, logged_in, attachment):
    assert "assurance_level" not in logged_in(cast.adherent).get(url(attachment)).text
    client = logged_in(cast.committee)
    assert "assurance_level" in client.get(url(attachment)).text
    answer = client.post(url(attachment), {"seen": "0", "assurance_level": "3"})
    assert answer.status_code == 422
    assert "Le niveau 3" in answer.text


def test_what_was_typed_comes_back_when_someone_was_faster(cast, logged_in, attachment):
    logged_in(cast.colleague).post(url(attachment), {"seen": "0", "title": "Devis"})
    client = logged_in(cast.adherent)
    answer = client.post(url(attachment), {"seen": "0", "title": "Facture"})
    assert answer.status_code == 409
    assert "Colin Collègue" in answer.text
    page = fromstring(answer.text)
    assert page.xpath("//input[@name='title']/@value") == ["Facture"]
    assert page.xpath("//input[@name='seen']/@value") == ["1"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"document_date": "hier"}, "Écrivez une date"),
        ({"business_secret": "on"}, "Dites en une phrase"),
        ({"nature": "lettre"}, ""),
        ({"seen": "x", "title": "a"}, "décrite autrement"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(said, sentence, cast, logged_in, attachment):
    answer = logged_in(cast.adherent).post(url(attachment), {"seen": "0", **said})
    assert answer.status_code in {409, 422}
    assert sentence in answer.text
    assert Item.objects.get().description_count == 0
