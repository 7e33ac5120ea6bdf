"""Each role's way through the running product, in a browser, down to the row and the journal."""

import pytest

from tests.journeys.conftest import text_of

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


def test_a_lawyer_downloads_a_dossier_that_a_worker_made(log_in, product, tmp_path):
    taken = "SELECT COUNT(*) FROM evidence_entry WHERE verb = 'dossier.downloaded'"
    [(before,)] = product.rows(taken)
    page = log_in("avocate")
    link = page.get_by_role("link", name="Télécharger PRM-2018-0001", exact=False)
    for _ in range(60):
        page.goto("/dossiers/")
        if link.count():
            break
        page.wait_for_timeout(1000)
    with page.expect_download() as download:
        link.first.click()
    file = tmp_path / "dossier.pdf"
    download.value.save_as(file)
    text = text_of(file)
    for cell in ("progressif lent depuis J-1", "totale sur les abonnés", "médiocre"):
        assert cell in text
    assert product.rows(taken) == [(before + 1,)]


def test_a_lawyer_without_mandate_finds_nothing(log_in, product):
    page = log_in("avocat-sans-mandat")
    page.goto("/dossiers/")
    assert page.get_by_role("link", name="Télécharger", exact=False).count() == 0
    [(pk,)] = product.rows("SELECT id FROM reports_dossier LIMIT 1")
    assert page.goto(f"/dossiers/{pk}/telecharger/").status == 404


def test_a_member_compares_the_two_incidents(log_in, product):
    page = log_in("adherent-2")
    query = "&".join(f"cas={pk}" for (pk,) in product.rows("SELECT id FROM cases_case"))
    page.goto(f"/comparer/?{query}")
    words = page.locator("main").inner_text()
    for cell in ("progressif lent depuis J-1", "très rapide depuis H-1", "2 sur 3", "aucune"):
        assert cell in words
