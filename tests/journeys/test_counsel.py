"""A lawyer takes a dossier away, in a browser: whoever they show themselves to be by, and without a
script."""

import hashlib
import time
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.urls import reverse
from playwright.sync_api import Page, expect

from cases.evidence.models import Entry
from tests import factories
from tests.cast import PASSWORD
from tests.chromium import DESK, PHONE
from tests.journeys.test_passkey import authenticator
from tests.reports import dossiers, files

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

PURPOSE = "Préparer l’assignation"


@pytest.fixture
def dossier(cast, transactional_db):
    case = factories.relayed_case(cast)
    factories.mandate(cast, case)
    return dossiers.ready(cast, case)


def saved(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


def purposes() -> list[tuple[str, str]]:
    taken = Entry.objects.filter(verb__in=["dossier.downloaded", "dossier.exported"])
    return [(each.verb, each.details["purpose"]) for each in taken.order_by("sequence")]


def test_without_scripts_the_way_ends_with_the_file(cast, dossier, opened):
    page = opened(cast.lawyer, reverse("dossier-list"), PHONE, java_script_enabled=False)
    page.get_by_role("link", name="Télécharger").first.click()
    expect(page.get_by_role("heading", name="Confirmez que c’est vous")).to_be_visible()
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Télécharger le PDF").click()
    expect(page.get_by_text("Dites en une ligne à quoi servira cette copie.").first).to_be_visible()
    page.get_by_label("À quoi servira cette copie").fill(PURPOSE)
    assert hashlib.sha256(saved(page, "Télécharger le PDF")).hexdigest() == dossier.sha256
    assert saved(page, "Le PDF et ses preuves").startswith(b"PK")
    assert purposes() == [("dossier.downloaded", PURPOSE), ("dossier.exported", PURPOSE)]


@pytest.mark.slow
def test_without_scripts_a_code_does_as_well_as_the_password(cast, dossier, opened):
    secret = generate_totp_secret()
    TOTP.activate(cast.lawyer, secret)
    path = reverse("dossier-download", args=[dossier.pk])
    page = opened(cast.lawyer, path, PHONE, java_script_enabled=False)
    page.get_by_role("link", name="application").click()
    counter = int(time.time()) // 30
    page.locator("input[name=code]").fill(format_hotp_value(hotp_value(secret, counter)))
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("À quoi servira cette copie").fill(PURPOSE)
    assert hashlib.sha256(saved(page, "Télécharger le PDF")).hexdigest() == dossier.sha256
    assert purposes() == [("dossier.downloaded", PURPOSE)]


@pytest.mark.slow
def test_without_scripts_what_was_typed_before_the_password_ends_with_the_file_too(
    cast, dossier, opened, settings
):
    path = reverse("dossier-download", args=[dossier.pk])
    page = opened(cast.lawyer, path, PHONE, java_script_enabled=False)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("À quoi servira cette copie").fill(PURPOSE)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    page.get_by_role("button", name="Télécharger le PDF").click()
    page.get_by_label("Mot de passe").fill(PASSWORD)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    assert hashlib.sha256(saved(page, "Continuer")).hexdigest() == dossier.sha256
    assert purposes() == [("dossier.downloaded", PURPOSE)]


@pytest.mark.slow
def test_a_passkey_does_as_well_as_the_password(cast, dossier, opened, settings):
    page = opened(cast.lawyer, reverse("mfa_add_webauthn"))
    authenticator(page, willing=True)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Nom de la clé").fill("Téléphone de Laure")
    page.get_by_role("button", name="Ajouter la clé").click()
    page.wait_for_url(lambda url: "webauthn/add" not in url)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    page.goto(reverse("dossier-download", args=[dossier.pk]))
    page.get_by_role("link", name="clé").click()
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.get_by_label("À quoi servira cette copie").fill(PURPOSE)
    assert hashlib.sha256(saved(page, "Télécharger le PDF")).hexdigest() == dossier.sha256
    assert purposes() == [("dossier.downloaded", PURPOSE)]


@pytest.mark.slow
@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_an_exhibit_opens_in_its_place_on_the_lawyer_s_page(cast, dossier, opened, screen):
    factories.exhibit(cast, dossier.case, content=files.picture())
    page = opened(cast.lawyer, reverse("counsel-case", args=[dossier.case_id]), screen)
    page.get_by_text("Aperçu", exact=False).first.click()
    picture = page.get_by_role("img", name="Aperçu de « ecran.png »")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") > 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert Entry.objects.get(verb="file.viewed").actor == cast.lawyer


@pytest.mark.slow
def test_without_scripts_a_file_of_the_case_is_had_by_saying_what_for(cast, dossier, opened):
    factories.exhibit(cast, dossier.case, content=files.picture())
    page = opened(
        cast.lawyer,
        reverse("counsel-case", args=[dossier.case_id]),
        PHONE,
        java_script_enabled=False,
    )
    page.get_by_role("link", name="Télécharger ecran.png").click()
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", name="Télécharger l’original")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_label("À quoi servira cette copie").fill(PURPOSE)
    assert saved(page, "Télécharger") == files.picture()
    taken = Entry.objects.get(verb="file.downloaded")
    assert (taken.actor, taken.details["purpose"]) == (cast.lawyer, PURPOSE)
