import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from members import emails
from members.language import language_of
from tests.cast import PASSWORD, Cast

ENGLISH_BROWSER = {"Accept-Language": "en-GB,en;q=0.9"}


def choose(client: Client, language: str, page: str = "") -> str:
    answer = client.post(reverse("language"), {"language": language, "next": page})
    assert answer.status_code == 302
    return answer["Location"]


def said_in(client: Client, page: str) -> str:
    answer = client.get(page, headers=ENGLISH_BROWSER)
    language = answer["Content-Language"]
    assert f'<html lang="{language}">' in answer.content.decode()
    return language


def test_an_english_browser_reads_french_until_it_chooses(client):
    assert said_in(client, reverse("account_login")) == "fr"


def test_the_choice_comes_back_to_the_same_page_and_is_kept_by_the_browser(client):
    page = reverse("account_login") + "?next=/cas/"
    assert choose(client, "en", page) == page
    assert said_in(client, page) == "en"
    choose(client, "fr", page)
    assert said_in(client, page) == "fr"


def test_a_person_keeps_their_language_in_another_browser(cast: Cast, logged_in):
    choose(logged_in(cast.adherent), "en")
    assert said_in(logged_in(cast.adherent), reverse("home")) == "en"
    cast.adherent.refresh_from_db()
    assert language_of(cast.adherent) == "en"


def test_ones_own_choice_wins_over_that_of_a_shared_browser(cast: Cast, logged_in):
    client = logged_in(cast.adherent)
    choose(client, "fr")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert said_in(client, reverse("home")) == "fr"


def test_a_choice_made_before_the_log_in_becomes_the_persons(cast: Cast, client):
    choose(client, "en")
    address = cast.adherent.email
    cast.adherent.emailaddress_set.create(email=address, verified=True, primary=True)
    form = {"login": address, "password": PASSWORD}
    assert client.post(reverse("account_login"), form).status_code == 302
    cast.adherent.refresh_from_db()
    assert cast.adherent.language == "en"


@pytest.mark.parametrize("page", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_the_choice_leads_nowhere_else(client, page):
    assert choose(client, "en", page) == reverse("home")


def test_the_desk_says_by_its_referrer_where_to_come_back(client):
    desk = "http://testserver" + reverse("admin:index")
    answer = client.post(reverse("language"), {"language": "en"}, headers={"Referer": desk})
    assert answer["Location"] == desk


def test_an_unknown_language_changes_nothing_and_says_so(cast: Cast, logged_in):
    client = logged_in(cast.adherent)
    choose(client, "xx")
    cast.adherent.refresh_from_db()
    assert cast.adherent.language == ""
    assert "Cette langue n’est pas proposée" in client.get(reverse("home")).content.decode()


def test_the_language_is_changed_by_post_alone(client):
    assert client.get(reverse("language")).status_code == 405


def test_a_forged_switch_is_refused(cast: Cast):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("language"), {"language": "en"})
    assert answer.status_code == 403


def test_every_language_is_named_in_itself(client):
    page = client.get(reverse("account_login")).content.decode()
    assert 'value="fr" lang="fr" aria-current="true">Français</button>' in page
    assert 'value="en" lang="en">English</button>' in page


def test_a_page_that_was_not_found_has_its_switch_too(client):
    assert "p-footer__language" in client.get("/nulle-part/").content.decode()


def test_a_mail_is_in_the_language_of_its_reader_whoever_asks(cast: Cast, client):
    choose(client, "en")
    client.post(reverse("account_reset_password"), {"email": cast.adherent.email})
    assert "Bonjour" in mail.outbox[0].body


def test_a_mail_of_ours_has_the_language_it_is_told():
    context = {"reader": None, "reference": "O-1", "link": "https://example.org"}
    emails.send("question", "a@example.org", subject="O-1", context=context, language="en")
    assert '<html lang="en">' in mail.outbox[0].alternatives[0].content
