"""A passkey, from the page that adds it to the log-in that it opens, under the strict policy."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


def authenticator(page: Page, *, willing: bool) -> None:
    """The browser's own stand-in for a phone's fingerprint; an unwilling one does not know you."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": willing,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_member_adds_a_key_leaves_and_comes_back_with_it_alone(log_in, product):
    page = log_in("bureau")
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    authenticator(page, willing=True)

    page.goto("/compte/2fa/webauthn/add/")
    email = product.email("bureau")
    page.get_by_label("Mot de passe").fill(product.passwords[email])
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Nom de la clé").fill("Téléphone d’Alice")
    page.get_by_label("Me connecter avec cette clé seule").check()
    page.get_by_role("button", name="Ajouter la clé").click()
    expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
    assert product.rows("SELECT count(*) FROM mfa_authenticator WHERE type = 'webauthn'") == [(1,)]

    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("button", name="clé d’accès").click()
    expect(page).to_have_url(re.compile(r"/$"))
    expect(page.get_by_role("heading", name="La veille des incidents")).to_be_visible()
    assert complaints == []


@pytest.mark.slow
def test_a_key_that_does_not_answer_is_told_and_the_password_still_works(browser, product):
    page = browser.new_page(base_url=product.url)
    authenticator(page, willing=False)
    page.goto("/compte/login/")
    page.get_by_role("button", name="clé d’accès").click()
    expect(page.get_by_role("alert")).to_contain_text("La clé n’a pas répondu")
    expect(page.get_by_role("button", name="Se connecter", exact=True)).to_be_enabled()
    page.context.close()
