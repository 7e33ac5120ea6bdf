"""A group, from the chair who opens it to the bag that the lawyer takes and that checks itself."""

import email
import re
import subprocess
import sys
import zipfile
from datetime import timedelta
from email import policy
from pathlib import Path
from zlib import crc32

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.journeys import claiming
from tests.journeys.claiming import choose, follow, press, today
from tests.journeys.conftest import Product, text_of
from tests.journeys.test_committee import answer

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.slow]
CASE = "abonnés à EBP Compta SaaS"
WORKED = "Alice Martin ; 09/01/2018 ; 9:00 ; 12:30"
STRANGER = "jeanne@example.net"
ASK_CONSENT = "Demander l’accord d’en faire un cas individuel"


def open_group(chair: Page) -> str:
    chair.goto("/groupes/")
    follow(chair, "Ouvrir un groupe")
    choose(chair, "editeur", "EBP")
    press(chair, "Continuer")
    chair.fill("input[name=name]", "Panne du 9 janvier")
    chair.locator("label.p-choice", has_text=CASE).click()
    answer(chair, aim="damages")
    choose(chair, "route", "Action collective conjointe")
    press(chair, "Ouvrir le groupe")
    expect(chair.get_by_role("heading", name="Panne du 9 janvier")).to_be_visible()
    return chair.url


def give(page: Page, group: str, link: str, **told: str) -> None:
    """What one of the group's pages asks for."""
    page.goto(group)
    follow(page, link)
    answer(page, **told)
    if page.locator("input[name=minutes]").count():
        page.set_input_files("input[name=minutes]", claiming.paper("proces-verbal.pdf"))
    press(page, "Garder")
    page.wait_for_url(group)


def ask_consents(lawyer: Page, group: str, claims: int) -> None:
    lawyer.goto(group)
    asking = lawyer.get_by_role("button", name=ASK_CONSENT)
    for left in range(claims, 0, -1):
        expect(asking).to_have_count(left)
        asking.first.click()
    expect(asking).to_have_count(0)


def sign(page: Page, name: str) -> None:
    expect(page.locator("input[name=signed_name]")).to_be_visible()
    for criterion in page.locator("input[name^=criterion_]").all():
        criterion.check()
    siren = f"{crc32(name.encode()) % 10**9:09}"
    answer(page, name=name, domicile="1 rue des Lilas, 44000 Nantes", siren=siren, agrees="on")
    answer(page, signed_name="Jeanne Dupont, gérante")
    press(page, "Signer et adhérer")
    expect(page.locator("main")).to_contain_text("Votre adhésion est enregistrée")


def consent_and_join(member: Page, claim: str, name: str) -> None:
    member.goto(claim)
    follow(member, "La fiche de pertes")
    follow(member, "Ce qui vous est demandé")
    press(member, "Donner mon accord")
    expect(member.locator("main")).to_contain_text("Accord donné")
    follow(member, "Lire le mandat et adhérer")
    sign(member, name)


def link_mailed_to(address: str, product: Product) -> str:
    """From the folder where the demonstration keeps its mails."""
    for file in (product.home / "mail").iterdir():
        for written in re.split(rb"\n-{79}\n", file.read_bytes()):
            mail = email.message_from_bytes(written, policy=policy.default)
            if mail["To"] == address:
                return re.search(r"\S+/adherer/formulaire/\S+", _text_of(mail)).group()
    pytest.fail(f"No mail to {address}")


def _text_of(mail: email.message.EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content()


def join_from_outside(browser: Browser, product: Product, link: str) -> None:
    """A browser that has never logged in."""
    context = browser.new_context(locale="fr-FR", base_url=product.url)
    page = context.new_page()
    page.goto(link)
    page.fill("input[name=email]", STRANGER)
    press(page, "Recevoir le formulaire")
    page.get_by_text("Regardez vos messages").wait_for()
    page.goto(link_mailed_to(STRANGER, product))
    choose(page, "product", "EBP Compta SaaS")
    choose(page, "head", "Frais externes")
    page.locator("input[name=case]").first.check()
    answer(page, kind="end_user", category="means_engaged", amount="180", what="Logiciel loué")
    page.set_input_files("input[name=documents]", claiming.paper("facture.pdf"))
    sign(page, "Boulangerie Dupont")
    context.close()


def take_bag(lawyer: Page, product: Product, group: str, to: Path) -> Path:
    """Ordered, made by the workers while the page is looked at, and unpacked."""
    lawyer.goto(group)
    follow(lawyer, "Le dossier d’action de groupe")
    press(lawyer, "Commander le dossier")
    whole = lawyer.get_by_role("link", name="Télécharger tout le dossier")
    whole.wait_for(timeout=120_000)
    whole.click()
    lawyer.get_by_label("Mot de passe").fill(product.passwords[product.email("avocate")])
    press(lawyer, "Continuer")
    lawyer.get_by_label("À quoi servira cette copie").fill("Préparer l’assignation")
    with lawyer.expect_download() as download:
        press(lawyer, "Télécharger")
    with zipfile.ZipFile(download.value.path()) as zipped:
        zipped.extractall(to)
    [bag] = to.iterdir()
    return bag


def test_a_group_goes_from_its_opening_to_a_bag_that_checks_itself(
    browser, log_in, product, tmp_path
):
    product.manage("prepare_claims")
    members = {name: log_in(name) for name in ("adherent", "adherent-2")}
    claims = {
        name: claiming.complete_and_send(page, CASE, WORKED) for name, page in members.items()
    }
    chair, lawyer = log_in("presidente"), log_in("avocate")
    group = open_group(chair)
    give(lawyer, group, "Fixer les critères", since="2018-01-01", minimum="50")
    ask_consents(lawyer, group, len(claims))
    give(chair, group, "Noter la décision", body="Conseil d’administration", on=today())
    give(chair, group, "Déclarer les conflits d’intérêts", has_none="on")
    give(chair, group, "Déclarer le financement", has_none="on")
    closes = timezone.localdate() + timedelta(days=30)
    give(chair, group, "Ouvrir les adhésions", opens_on=today(), closes_on=str(closes))
    for name, page in members.items():
        consent_and_join(page, claims[name], f"Société de {name}")
    product.manage("shell", "-c", "from tests.journeys import others; others.join()")
    link = chair.locator("section[aria-labelledby=fenetre] code").inner_text()
    join_from_outside(browser, product, link)

    bag = take_bag(lawyer, product, group, tmp_path / "bag")
    run = subprocess.run(
        [sys.executable, "-I", str(bag / "verify.py")], capture_output=True, text=True, check=False
    )
    assert run.stdout.startswith("CONFORME\n"), run.stdout
    annexes = sorted((bag / "data/annexes").iterdir())
    assert [each.name.partition("-")[0] for each in annexes] == ["M1", "M2", "M3", "M4", "M5"]
    common, *each = (text_of(file) for file in (bag / "data/dossier.pdf", *annexes))
    names = ("Nord", "Sud", "Boulangerie Dupont")
    assert [[name in text for text in each] for name in names] == [
        [place == own for place in range(5)] for own in (2, 3, 4)
    ]
    assert not any(name in common for name in names)
    assert "M5" in common
