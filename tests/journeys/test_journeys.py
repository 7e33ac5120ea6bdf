"""Each role's way through the running product, in a browser, down to the row and the journal."""

import pytest

from tests.journeys.conftest import PHONE, text_of

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


def test_a_member_reports_an_incident_from_a_phone(log_in, product):
    before = product.rows("SELECT COUNT(*) FROM cases_observation")[0][0]
    page = log_in("adherent", PHONE)
    page.goto("/signaler/")
    page.select_option("select[name=product]", label="EBP Compta SaaS")
    page.check("input[name=symptom][value=login_impossible]")
    page.check("input[name=severity][value=blocked]")
    page.check("input[name=source_type][value=own]")
    page.locator("textarea[name=narrative]").fill("Les clients ne passent plus la connexion.")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/observations/**")
    kept = product.rows(
        "SELECT o.reference, v.narrative FROM cases_observation o "
        "JOIN cases_observationversion v ON v.observation_id = o.id "
        "ORDER BY o.received_at DESC LIMIT 1"
    )
    assert product.rows("SELECT COUNT(*) FROM cases_observation")[0][0] == before + 1
    assert kept[0][1] == "Les clients ne passent plus la connexion."
    assert str(kept[0][0]) in page.content()
    last = product.rows("SELECT verb FROM evidence_entry ORDER BY sequence DESC LIMIT 1")
    assert last == [("observation.reported",)]


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
