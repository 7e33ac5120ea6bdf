"""A new incident through the four steps, each by the person whose step it is."""

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import PHONE
from tests.journeys.conftest import Product, text_of

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
NARRATIVE = "La licence Sage 50c est refusée à l’ouverture."
RELAYED = "Des adhérents ont constaté un refus de licence sur Sage 50c Comptabilité."


def answer(page: Page, **answers: str) -> None:
    for name, value in answers.items():
        control = page.locator(f"main [name={name}], form [name={name}]").first
        kind = control.evaluate("node => node.type")
        if kind == "radio":
            page.check(f"[name={name}][value={value}]")
        elif kind == "checkbox":
            control.check()
        elif kind.startswith("select"):
            control.select_option(value)
        else:
            control.fill(value)


def report(page: Page) -> None:
    page.goto("/signaler/")
    page.locator("label.p-choice", has_text="Sage 50c Comptabilité").click()
    page.get_by_role("button", name="Continuer").click()
    answer(page, symptom="login_impossible", severity="blocked")
    page.get_by_role("button", name="Continuer").click()
    for step_passed in ("depuis", "clients", "su"):
        page.wait_for_url(f"**/{step_passed}/")
        page.get_by_role("button", name="Continuer").click()
    page.fill("textarea[name=narrative]", NARRATIVE)
    page.get_by_role("button", name="Envoyer tout de suite").click()
    page.wait_for_url("**/recu/")


def step(page: Page, case: int, slug: str, **answers: str) -> None:
    page.goto(f"/bureau/cases/case/{case}/")
    page.locator(f"a[href*='/{slug}/']").first.click()
    answer(page, **answers)
    page.locator("form:has(input[name=seen]) button[type=submit]").first.click()
    page.wait_for_url(f"**/bureau/cases/case/{case}/change/")


def open_case(page: Page, product: Product) -> tuple[int, str]:
    chosen = product.rows(
        "SELECT o.id FROM cases_observation o JOIN cases_observationversion v "
        "ON v.observation_id = o.id WHERE v.narrative = ? AND o.case_id IS NULL",
        NARRATIVE,
    )
    assert len(chosen) == 3
    query = "&".join(f"o={pk}" for (pk,) in chosen)
    page.goto(f"/bureau/cases/observation/acte/ouvrir-un-cas/?{query}")
    answer(page, title="Sage : licence refusée")
    page.locator("form:has(input[name=o]) button[type=submit]").first.click()
    page.wait_for_url("**/bureau/cases/**")
    [(case, reference)] = product.rows(
        "SELECT id, reference FROM cases_case WHERE title = 'Sage : licence refusée'"
    )
    return case, reference


def test_an_incident_goes_from_three_reports_to_a_dossier(log_in, product, tmp_path):
    for reporter in ("adherent", "adherent-2", "commission-3"):
        report(log_in(reporter, PHONE))
    verifier, author, chair = (
        log_in(login) for login in ("commission-1", "commission-2", "presidente")
    )
    case, reference = open_case(verifier, product)

    step(verifier, case, "verifier", verdict="confirmed", grounds="Trois récits.", has_links="no")
    step(author, case, "ouvrir-le-vote", proposal="act", service_quality="on")
    for voter in (verifier, author, chair):
        step(voter, case, "voter", choice="for")
    step(chair, case, "clore-le-vote", reasons="Les adhérents doivent le savoir.")
    step(author, case, "rediger-le-relais", purpose="service_quality", text=RELAYED)
    step(verifier, case, "approuver-le-relais")

    assert product.rows("SELECT state FROM cases_case WHERE id = ?", case) == [("relayed",)]
    told = [
        verb
        for (verb,) in product.rows(
            "SELECT verb FROM evidence_entry WHERE thread = ? ORDER BY sequence",
            f"case:{reference}",
        )
    ]
    assert told == [
        "case.opened",
        "case.verified",
        "case.ballot_opened",
        *["case.voted"] * 3,
        "case.decided",
        "case.relay_drafted",
        "case.relayed",
    ]

    reader = log_in("adherent-2")
    reader.goto(f"/incidents/{case}/")
    expect(reader.locator("main")).to_contain_text(RELAYED)

    chair.goto(f"/bureau/reports/dossier/cas/{case}/")
    chair.locator("form button[type=submit]").last.click()
    link = chair.locator("a[href*='/telecharger/']")
    link.wait_for(timeout=90_000)
    link.first.click()
    with chair.expect_download() as download:
        chair.get_by_role("button", name="Télécharger le PDF").click()
    file = tmp_path / "dossier.pdf"
    download.value.save_as(file)
    text = " ".join(text_of(file).split())
    assert "Sage : licence refusée" in text
    assert "Les adhérents doivent le savoir." in text
