"""The network goes in the middle of a report: nothing that was kept by choice is lost, or sent
twice, and nothing else stays in the browser."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.chromium import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

CONTROLLED = "() => navigator.serviceWorker.controller"
# All that a browser can keep for a site, but for its cookies.
KEPT = """async () => {
  const told = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      const isText = /text|script|svg/.test(answer.headers.get("Content-Type"));
      told.push([request.url, isText ? await answer.text() : ""]);
    }
  }
  const rows = [];
  for (const { name } of await indexedDB.databases()) {
    const base = await new Promise((done) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => done(asked.result);
    });
    for (const store of base.objectStoreNames) {
      rows.push(...await new Promise((done) => {
        const asked = base.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => done(asked.result);
      }));
    }
    base.close();
  }
  return {cached: told, rows, local: {...localStorage}, session: {...sessionStorage}};
}"""
SECRET = f"Écran blanc au sous-sol {uuid4()}"


def member(log_in, login="adherent", size=PHONE):
    """With the worker in charge of the page, as on any second visit."""
    page = log_in(login, size)
    page.wait_for_function(CONTROLLED)
    return page


def as_far_as_the_words(page):
    page.goto("/signaler/")
    if page.get_by_role("link", name="Commencer un autre").count():
        page.get_by_role("link", name="Commencer un autre").click()
    page.locator("label.p-choice", has_text="EBP Compta SaaS").click()
    page.get_by_role("button", name="Continuer").click()
    page.locator("label.p-choice", has_text="Connexion impossible").click()
    page.locator("label.p-choice", has_text="impossible de travailler").click()
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url("**/depuis/")
    page.goto(page.url.replace("depuis", "recit"))


def the_network_goes(page):
    page.context.set_offline(True)
    page.fill("[name=narrative]", SECRET)
    page.get_by_role("button", name="Continuer").click()
    page.locator("[data-interrupted]").wait_for()


def write(page, product="EBP Compta SaaS", words=SECRET):
    page.fill("[name=product_words]", product)
    page.locator("label.p-choice", has_text="Connexion impossible").click()
    page.locator("label.p-choice", has_text="impossible de travailler").click()
    page.fill("[name=narrative]", words)


def keep(page):
    page.get_by_label("Garder ce signalement").check()
    page.get_by_role("button", name="Envoyer").click()
    page.locator("[data-say=kept]").wait_for()


def visit(page, path):
    """The worker hears that the network is back a little after the page does: until then it answers
    with the page that it keeps."""
    for _ in range(20):
        page.goto(path)
        if not page.locator("[data-offline]").count():
            return
    pytest.fail(f"{path} is still answered by the worker")


def rows_kept(page):
    return page.evaluate(KEPT)["rows"]


def told(product, words=SECRET):
    """The observations that say so, with how often the journal tells of each."""
    return product.rows(
        "SELECT o.reference, COUNT(e.sequence) FROM cases_observation o "
        "JOIN cases_observationversion v ON v.observation_id = o.id "
        "LEFT JOIN evidence_entry e ON e.verb = 'observation.reported' AND e.facts LIKE "
        "'%' || o.reference || '%' WHERE v.narrative = ? GROUP BY o.reference",
        words,
    )


def test_a_report_begun_online_is_kept_by_choice_and_leaves_once(log_in, product):
    page = member(log_in)
    as_far_as_the_words(page)
    the_network_goes(page)
    assert SECRET not in str(page.evaluate(KEPT))
    page.get_by_role("button", name="Continuer ici").click()
    expect(page.locator("[name=narrative]")).to_have_value(SECRET)
    page.get_by_role("button", name="Envoyer").click()
    page.locator("[data-say=kept]").wait_for()
    [row] = rows_kept(page)
    assert row["fields"] == {"narrative": SECRET}
    page.context.set_offline(False)
    page.locator(".p-banner", has_text="est parti").wait_for()
    [(reference, entries)] = told(product)
    assert entries == 1
    assert rows_kept(page) == []
    page.get_by_role("link", name="Voir le reçu").click()
    page.wait_for_url("**/recu/")
    expect(page.locator("main")).to_contain_text(reference)


@pytest.mark.slow
def test_without_the_choice_the_text_is_in_the_page_alone_and_back_brings_it(log_in, product):
    page = member(log_in, "adherent-2")
    as_far_as_the_words(page)
    the_network_goes(page)
    page.go_back()
    expect(page.locator("[name=narrative]")).to_have_value(SECRET)
    page.get_by_role("button", name="Continuer").click()
    page.locator("[data-interrupted]").wait_for()
    words = f"{SECRET}, sans le garder"
    page.fill("[name=narrative]", words)
    page.get_by_role("button", name="Envoyer").click()
    page.locator("[data-say=unsent]").wait_for()
    expect(page.locator("[name=narrative]")).to_have_value(words)
    kept = page.evaluate(KEPT)
    assert (kept["rows"], kept["local"], kept["session"]) == ([], {}, {})
    assert SECRET not in str(kept)
    page.context.set_offline(False)
    page.get_by_role("button", name="Envoyer").click()
    page.wait_for_url("**/recu/")
    assert len(told(product, words)) == 1


@pytest.mark.slow
def test_two_tabs_that_send_what_waits_make_one_observation(log_in, product):
    page = member(log_in, "commission-2")
    page.context.set_offline(True)
    page.goto("/observations/")
    words = f"{SECRET}, deux onglets"
    write(page, words=words)
    keep(page)
    [row] = rows_kept(page)
    other = page.context.new_page()
    other.goto("/")
    page.context.set_offline(False)
    bring = """async ({key, fields}) => {
      const token = document.cookie.match(/csrftoken=([^;]*)/)[1];
      const answer = await fetch(`/hors-ligne/${key}/`, {
        method: "POST", body: new URLSearchParams(fields), headers: {"X-CSRFToken": token},
      });
      return (await answer.json()).outcome;
    }"""
    assert {tab.evaluate(bring, row) for tab in (page, other)} == {"sent"}
    page.wait_for_function("async () => (await outbox.all()).length === 0")
    [(_, entries)] = told(product, words)
    assert entries == 1


@pytest.mark.slow
def test_what_one_person_kept_does_not_leave_under_another_s_name(log_in, product):
    page = member(log_in, "commission-1")
    page.context.set_offline(True)
    page.goto("/hors-ligne/")
    words = f"{SECRET}, d’une autre"
    write(page, words=words)
    keep(page)
    page.context.clear_cookies()
    page.context.set_offline(False)
    visit(page, "/compte/login/")
    page.get_by_text("Reconnectez-vous").wait_for()
    enter(page, product, "adherent")
    page.get_by_text("a été écrit par quelqu’un d’autre").wait_for()
    page.goto("/hors-ligne/")
    expect(page.locator("[data-reports]")).not_to_contain_text(words)
    assert told(product, words) == []
    page.context.clear_cookies()
    page.goto("/compte/login/")
    enter(page, product, "commission-1")
    page.locator(".p-banner", has_text="est parti").wait_for()
    [(author,)] = product.rows(
        "SELECT u.email FROM cases_observation o JOIN members_user u ON u.id = o.reported_by_id "
        "JOIN cases_observationversion v ON v.observation_id = o.id WHERE v.narrative = ?",
        words,
    )
    assert author == product.email("commission-1")


def enter(page, product, login):
    email = product.email(login)
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", product.passwords[email])
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/login" not in url)


@pytest.mark.slow
def test_a_refused_report_comes_back_into_the_form_and_leaves_the_device_once_sent(log_in, product):
    page = member(log_in, "commission-3")
    page.context.set_offline(True)
    page.goto("/hors-ligne/")
    words = f"{SECRET}, à corriger"
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator(".p-error-message")).to_have_count(3)
    write(page, product="Sage 50c", words=words)
    keep(page)
    page.context.set_offline(False)
    page.locator(".p-banner").get_by_role("link", name="Corriger").click()
    page.wait_for_url("**/produit/?q=Sage+50c")
    page.locator("label.p-choice", has_text="Sage 50c Paie").click()
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url("**/constat/")
    expect(page.locator("[name=symptom]:checked")).to_have_value("login_impossible")
    page.get_by_role("button", name="Envoyer tout de suite").click()
    page.wait_for_url("**/recu/")
    assert len(told(product, words)) == 1
    page.locator(".p-banner", has_text="est parti").wait_for()
    assert rows_kept(page) == []


@pytest.mark.slow
def test_what_is_erased_from_the_device_is_not_sent(log_in, product):
    page = member(log_in, "commission-2")
    page.context.set_offline(True)
    page.goto("/hors-ligne/")
    words = f"{SECRET}, effacé"
    write(page, words=words)
    keep(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Effacer de cet appareil").click()
    page.locator("[data-outbox]").wait_for(state="hidden")
    assert rows_kept(page) == []
    page.context.set_offline(False)
    visit(page, "/")
    page.wait_for_function(CONTROLLED)
    assert told(product, words) == []


@pytest.mark.slow
@pytest.mark.parametrize("login", ["adherent", "commission-1", "presidente", "bureau", "avocate"])
def test_no_page_of_anybody_s_is_kept_after_a_walk_through_the_site(log_in, product, login):
    page = log_in(login, DESK)
    name = product.rows("SELECT full_name FROM members_user WHERE email = ?", product.email(login))[
        0
    ][0]
    paths = ["/", "/signaler/", "/observations/", "/incidents/", "/incidents/1/", "/comparer/"]
    for path in [*paths, "/triage/", "/dossiers/", "/bureau/", "/compte/email/", "/hors-ligne/"]:
        page.goto(path, wait_until="load")
    kept = page.evaluate(KEPT)
    pages = {url.removeprefix(product.url) for url, _ in kept["cached"]}
    assert {url for url in pages if not url.startswith("/static/")} <= {"/hors-ligne/"}
    assert str(name) not in str(kept)
    # Light or dark, at the desk.
    assert (kept["rows"], kept["local"].keys() - {"adminTheme"}) == ([], set())
