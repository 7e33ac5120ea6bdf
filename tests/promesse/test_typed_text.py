"""A session that ends in the middle of any form of the site: log in, and find what was typed."""

from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from cases.claims.models import Contract
from promesse.typed_text import PROOF
from tests import factories
from tests.cast import PASSWORD

ADD = "/contrats/ajouter/"
TYPED = {"title": "Contrat de 2016", "reversibility_clause": "Trois mois, par lettre."}


@pytest.fixture(autouse=True)
def _confirmed(cast):
    for person in (cast.adherent, cast.other_adherent):
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)


def log_in(client, person, to="/"):
    sent = {"login": person.email, "password": PASSWORD, "next": to}
    return client.post("/compte/login/", sent)


@pytest.fixture
def client(cast):
    client = Client()
    log_in(client, cast.adherent)
    assert client.get(ADD).status_code == 200
    Session.objects.all().delete()
    return client


def test_the_form_is_back_with_its_text_once_and_nothing_was_done(client, cast):
    away = client.post(ADD, TYPED)
    assert away.url == f"/compte/login/?next={ADD}"
    assert log_in(client, cast.adherent, to=ADD).url == ADD
    back = client.get(ADD).text
    for words in (*TYPED.values(), "Votre session était finie"):
        assert words in back
    assert not Contract.objects.exists()
    assert "Contrat de 2016" not in client.get(ADD).text


def test_another_page_on_the_way_does_not_take_it(client, cast):
    client.post(ADD, TYPED)
    log_in(client, cast.adherent)
    assert "Votre session était finie" not in client.get("/contrats/").text
    assert "Contrat de 2016" in client.get(ADD).text


def test_someone_else_who_logs_in_there_does_not_read_it(client, cast):
    client.post(ADD, TYPED)
    log_in(client, cast.other_adherent)
    assert "Contrat de 2016" not in client.get(ADD).text
    log_in(client, cast.adherent)
    assert "Contrat de 2016" not in client.get(ADD).text


def test_who_was_never_served_a_page_leaves_nothing_behind(client):
    client.cookies[PROOF] = "1:faux"
    assert client.post(ADD, TYPED).status_code == 302
    assert not Session.objects.exists()


def test_more_text_than_a_page_holds_is_not_kept(client):
    client.post(ADD, {"title": "x" * 400_001})
    assert not Session.objects.exists()


@pytest.mark.parametrize("name", ["account_change_password", "account_reauthenticate"])
def test_a_password_is_not_kept(client, name):
    client.post(reverse(name), {"oldpassword": "un secret", "password": "un secret"})
    assert not Session.objects.exists()


def test_what_a_script_sends_stays_in_its_page(client):
    client.post(ADD, TYPED, headers={"HX-Request": "true"})
    assert not Session.objects.exists()


def test_a_button_pressed_too_late_leads_back_with_a_word(client, cast):
    url = reverse("report-discard", args=[uuid4()])
    client.post(url, headers={"Referer": "http://testserver/signaler/"})
    assert log_in(client, cast.adherent, to=url).url == url
    assert client.get(url).url == "/signaler/"
    assert "rien n’a été fait" in client.get("/signaler/").text


@pytest.mark.parametrize(
    "page", ["http://ailleurs.example/", "http://testserver//ailleurs.example/", "itself", ""]
)
def test_from_a_page_that_cannot_be_gone_back_to_it_leads_home(client, cast, page):
    url = reverse("report-discard", args=[uuid4()])
    page = f"http://testserver{url}" if page == "itself" else page
    client.post(url, headers={"Referer": page})
    log_in(client, cast.adherent)
    assert client.get(url).url == "/"


def test_a_form_that_stands_on_another_page_is_filled_in_there(cast, logged_in):
    observation = factories.observation(cast.adherent)
    client = logged_in(cast.committee)
    client.get("/triage/")
    Session.objects.all().delete()
    act = reverse("triage-act", args=[observation.pk, "ecarter"])
    client.post(act, {"reason": "Notre box était débranchée."})
    client.force_login(cast.committee)
    shown = client.get(act, follow=True).text
    assert "Notre box était débranchée." in shown
    assert "Votre session était finie" in shown
