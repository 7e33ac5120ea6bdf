"""Each role's way through the running product, in a browser, down to the row and the journal."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import text_of

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


def test_a_lawyer_downloads_a_dossier_that_a_worker_made(log_in, product, tmp_path):
    taken = "SELECT COUNT(*) FROM evidence_entry WHERE verb = 'dossier.downloaded'"
    [(before,)] = product.rows(taken)
    page = log_in("avocate")
    link = page.get_by_role("link", name="Télécharger PRM-2018-0001, version 1", exact=False)
    for _ in range(60):
        page.goto("/dossiers/")
        if link.count():
            break
        page.wait_for_timeout(1000)
    link.first.click()
    page.fill("input[name=password]", product.passwords[product.email("avocate")])
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("À quoi servira cette copie", exact=False).fill("Préparer l’assignation")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger le PDF").click()
    file = tmp_path / "dossier.pdf"
    download.value.save_as(file)
    text = text_of(file)
    for cell in ("progressif lent depuis J-1", "totale sur les abonnés", "médiocre"):
        assert cell in text
    assert product.rows(taken) == [(before + 1,)]
    page.goto("/dossiers/")
    page.get_by_role("link", name="Version 1 – PRM-2018-0001").click()
    expect(page.locator("main")).to_contain_text("Préparer l’assignation")


@pytest.mark.slow
def test_a_lawyer_without_mandate_finds_nothing(log_in, product):
    page = log_in("avocat-sans-mandat")
    page.goto("/dossiers/")
    expect(page.get_by_role("link", name="Télécharger", exact=False)).to_have_count(0)
    [(pk,)] = product.rows("SELECT id FROM reports_dossier LIMIT 1")
    assert page.goto(f"/dossiers/{pk}/telecharger/").status == 404


def test_a_member_compares_the_two_incidents(log_in, product):
    page = log_in("adherent-2")
    query = "&".join(f"cas={pk}" for (pk,) in product.rows("SELECT id FROM cases_case"))
    page.goto(f"/comparer/?{query}")
    for cell in ("progressif lent depuis J-1", "très rapide depuis H-1", "2 sur 3", "aucune"):
        expect(page.locator("main")).to_contain_text(cell)


def request_dossier(page, product, reference):
    """From the case's page, once the demonstration's own dossier is no longer under way."""
    [(case,)] = product.rows("SELECT id FROM cases_case WHERE reference = ?", reference)
    under_way = (
        "SELECT id FROM reports_dossier WHERE case_id = ? AND state IN ('requested', 'rendering')"
    )
    for _ in range(120):
        if not product.rows(under_way, case):
            break
        page.wait_for_timeout(1000)
    page.goto(f"/incidents/{case}/")
    page.get_by_role("button", name="Demander un dossier").click()
    page.wait_for_url("**/dossiers/*/")


@pytest.mark.slow
def test_a_dossier_is_followed_without_scripts_and_told_by_mail(log_in, product):
    chair = log_in("presidente", scripts=False)
    request_dossier(chair, product, "PRM-2018-0001")
    # Nobody touches the page: its header Refresh brings the end.
    chair.get_by_role("link", name="Télécharger le PDF").wait_for(timeout=60_000)
    address = chair.url.replace(product.url, "")
    assert any(address in mail.read_text() for mail in (product.home / "mail").iterdir())


@pytest.mark.slow
def test_a_dossier_page_asks_for_its_own_news_where_scripts_run(log_in, product):
    chair = log_in("presidente")
    request_dossier(chair, product, "PRM-2018-0002")
    chair.get_by_role("heading", name="Constat d’incident").wait_for()
    loaded = []
    chair.on("framenavigated", lambda frame: loaded.append(frame.url))
    chair.get_by_role("link", name="Télécharger le PDF").wait_for(timeout=60_000)
    chair.wait_for_timeout(6000)
    assert loaded == []
    expect(chair.locator("#annonce")).to_have_text("Prêt")
