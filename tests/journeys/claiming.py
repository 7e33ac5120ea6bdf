"""How the journeys go through the pages of a claim: what was lost, its proof, its sending."""

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.test_committee import answer
from tests.reports import files

WORKED = "Alice Martin ; 11/01/2018 ; 9:00 ; 12:30"
HANDLER = "Karim Benali"


def paper(name: str) -> dict[str, object]:
    return {"name": name, "mimeType": "application/pdf", "buffer": files.pdf()}


def today() -> str:
    return timezone.localdate().isoformat()


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).first.click()


def follow(page: Page, link: str) -> None:
    page.get_by_role("link", name=link).first.click()


def choose(page: Page, name: str, words: str) -> None:
    """The option of a list that says these words."""
    option = page.locator(f"select[name={name}] option", has_text=words).first
    page.select_option(f"select[name={name}]", option.get_attribute("value"))


def is_at(page: Page, state: str) -> None:
    expect(page.locator("main .p-tag").first).to_have_text(state)


def open_own(page: Page, title: str) -> str:
    """From « Mes demandes »; its address."""
    page.goto("/")
    follow(page, "Mes demandes")
    follow(page, title)
    expect(page.get_by_role("heading", name="La suite")).to_be_visible()
    return page.url


def count_support(page: Page, worked: str = WORKED) -> None:
    """As the claim's own page proposes: the calls come from what the organisation observed."""
    follow(page, "Temps de support détourné")
    expect(page.locator("input[name=calls]")).not_to_have_value("")
    answer(page, what="Support du matin", category="time_to_restore", minutes="10")
    answer(page, worked=worked, hourly_cost="38,40")
    press(page, "Mettre sur la fiche")
    expect(page.locator("main")).to_contain_text("134,40")


def join_proof(page: Page, name: str) -> None:
    page.set_input_files("input[name=documents]", paper(name))
    press(page, "Joindre")
    expect(page.get_by_role("link", name=name)).to_be_visible()


def choose_handler(page: Page) -> None:
    follow(page, "Choisir qui la suit à la commission")
    choose(page, "handler", HANDLER)
    press(page, "Garder")
    expect(page.locator("main")).to_contain_text(HANDLER)


def send(page: Page) -> None:
    follow(page, "Envoyer la demande")
    answer(page, is_accurate="on", goes_to_counsel="on")
    press(page, "Envoyer la demande")
    is_at(page, "Envoyée à la commission")


def complete_and_send(page: Page, title: str, worked: str) -> str:
    """The least that a claim takes, and its address."""
    claim = open_own(page, title)
    count_support(page, worked)
    join_proof(page, "feuille-de-temps.pdf")
    page.goto(claim)
    choose_handler(page)
    page.goto(claim)
    send(page)
    return claim
