"""The member's way from a phone: report, follow up, come back to a draft."""

import socket
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.chromium import PHONE
from tests.journeys.thumb import Thumb

PNG = b"\x89PNG\r\n\x1a\n" + b"a white screen"
pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
both_ways = pytest.mark.parametrize(
    "scripts",
    [True, pytest.param(False, marks=pytest.mark.slow)],
    ids=["with scripts", "without scripts"],
)
MOST_TAPS = 8
# One tap, as interface.md counts it.
SECONDS_A_TAP = 0.3
MOST_BYTES = 60_000
# Four pages and the three redirects between them; what stands around them is in the browser.
MOST_PAGES = 7
MOST_REQUESTS = 60


def says(page, words):
    expect(page.locator("main")).to_contain_text(words)


def reported(product):
    return product.rows("SELECT COUNT(*) FROM cases_observation")[0][0]


@both_ways
def test_from_home_to_receipt_in_eight_taps(log_in, product, scripts):
    before = reported(product)
    # The same answers of one person, at once, would be one observation.
    page = log_in("adherent" if scripts else "adherent-2", PHONE, scripts=scripts)
    page.goto("/")
    started, thumb = time.monotonic(), Thumb(page)
    thumb.link("Signaler un incident")
    thumb.choice("EBP Compta SaaS")
    thumb.button("Continuer")
    thumb.choice("Connexion impossible")
    thumb.choice("impossible de travailler")
    thumb.button("Envoyer tout de suite")
    page.wait_for_url("**/recu/")
    assert thumb.taps <= MOST_TAPS
    assert thumb.pages <= MOST_PAGES
    assert thumb.requests <= MOST_REQUESTS
    assert time.monotonic() - started + thumb.taps * SECONDS_A_TAP < 60
    [(reference, digest)] = product.rows(
        "SELECT o.reference, v.digest FROM cases_observation o "
        "JOIN cases_observationversion v ON v.observation_id = o.id "
        "ORDER BY o.received_at DESC LIMIT 1"
    )
    says(page, reference)
    says(page, digest[:16])
    assert reported(product) == before + 1
    assert product.rows("SELECT verb FROM evidence_entry ORDER BY sequence DESC LIMIT 1") == [
        ("observation.reported",)
    ]
    address = page.url
    page.go_back()
    page.goto(address)
    says(page, reference)


def as_far_as_the_customers(thumb):
    thumb.page.goto("/")
    thumb.link("Signaler un incident")
    thumb.choice("EBP Compta SaaS")
    thumb.button("Continuer")
    thumb.choice("Lenteur")
    thumb.choice("Dégradé")
    thumb.button("Continuer")
    thumb.choice("Ce matin")
    thumb.button("Continuer")


def customers(thumb, count):
    thumb.choice("De 6 à 20")
    thumb.page.fill("[name=customers_affected]", count)
    thumb.button("Continuer")


@both_ways
def test_every_question_is_asked_checked_and_sent_with_a_photo(log_in, product, tmp_path, scripts):
    photo = tmp_path / "ecran.png"
    photo.write_bytes(PNG)
    page = log_in("adherent-2", PHONE, scripts=scripts)
    thumb = Thumb(page)
    as_far_as_the_customers(thumb)
    customers(thumb, "2")
    expect(page.locator(".p-error-summary")).to_contain_text("gardez l’un des deux")
    customers(thumb, "12")
    thumb.choice("Par les appels")
    thumb.button("Continuer")
    page.fill("[name=narrative]", "Écran blanc chez douze clients.")
    page.set_input_files("[name=camera]", photo)
    thumb.button("Continuer")
    says(page, "Écran blanc chez douze clients.")
    page.get_by_role("link", name="Modifier Clients touchés").click()
    customers(thumb, "13")
    says(page, "13 (De 6 à 20)")
    thumb.button("Envoyer l’observation")
    page.wait_for_url("**/recu/")
    [(affected, rough, onset, sha256)] = product.rows(
        "SELECT v.customers_affected, v.affected_range, v.onset, i.sha256 "
        "FROM cases_observationversion v "
        "JOIN cases_attachment a ON a.observation_id = v.observation_id "
        "JOIN evidence_item i ON i.id = a.item_id ORDER BY v.recorded_at DESC LIMIT 1"
    )
    assert (affected, rough, onset) == (13, "up_to_20", "same_morning")
    kept = product.home / "files" / "sha256" / str(sha256)[:2] / str(sha256)[2:4] / str(sha256)
    assert kept.read_bytes() == PNG


@both_ways
def test_one_tap_says_that_it_goes_on_and_one_that_it_is_over(log_in, product, scripts):
    page = log_in("commission-3", PHONE, scripts=scripts)
    page.goto("/signaler/")
    thumb = Thumb(page)
    thumb.choice("EBP Compta SaaS")
    thumb.button("Continuer")
    thumb.choice("Connexion impossible")
    thumb.choice("impossible de travailler")
    thumb.button("Envoyer tout de suite")
    thumb.link("Suivre cette observation")
    thumb.button("Toujours bloqué")
    page.wait_for_url(lambda url: url.rstrip("/") == product.url)
    page.goto("/observations/")
    page.locator("main table a").first.click()
    says(page, "Toujours bloqué")
    thumb.button("Rétabli")
    says(page, "C’est noté")
    expect(page.locator("button", has_text="Rétabli")).to_have_count(0)
    said = product.rows("SELECT status FROM cases_followup ORDER BY at DESC LIMIT 2")
    assert said == [("restored",), ("still_blocked",)]


def test_a_draft_waits_for_its_author(log_in, product):
    page = log_in("commission-2", PHONE)
    page.goto("/signaler/")
    thumb = Thumb(page)
    thumb.choice("Sage 50c Paie")
    thumb.button("Continuer")
    page.goto("/")
    page.get_by_role("link", name="Reprendre votre brouillon").click()
    says(page, "Sage 50c Paie")
    thumb.link("Reprendre")
    page.wait_for_url("**/constat/")


def test_the_first_page_weighs_little_and_its_report_too(log_in, product):
    """All that a browser with an empty cache fetches, as it comes over the wire."""
    page = log_in("adherent", PHONE)
    cookies = page.context.cookies()
    fetched = {}
    for path in ("/", "/signaler/"):
        fresh = page.context.browser.new_context(viewport=PHONE, base_url=product.url)
        fresh.add_cookies(cookies)
        visit = fresh.new_page()
        wire = fresh.new_cdp_session(visit)
        wire.send("Network.enable")
        sizes = []
        wire.on(
            "Network.loadingFinished", lambda each, to=sizes: to.append(each["encodedDataLength"])
        )
        visit.goto(path, wait_until="networkidle")
        fetched[path] = sum(sizes)
        fresh.close()
    assert all(0 < size < MOST_BYTES for size in fetched.values()), fetched


@pytest.mark.slow
def test_a_photo_that_takes_longer_than_a_worker_s_patience_arrives(log_in, product):
    """As over a bad network: nothing cuts it, and nobody else waits for it."""
    page = log_in("commission-1", PHONE)
    page.goto("/signaler/")
    page.locator("label.p-choice", has_text="EBP Compta SaaS").click()
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url("**/constat/")
    where = urlsplit(page.url.replace("constat", "recit"))
    cookies = {each["name"]: each["value"] for each in page.context.cookies()}
    before, after = _parts(cookies["csrftoken"])
    pieces = 36
    with socket.create_connection((where.hostname, where.port), timeout=60) as line:
        line.sendall(
            f"POST {where.path} HTTP/1.1\r\nHost: {where.netloc}\r\nConnection: close\r\n"
            f"Cookie: {'; '.join(f'{name}={value}' for name, value in cookies.items())}\r\n"
            "Content-Type: multipart/form-data; boundary=zz\r\n"
            f"Content-Length: {len(before) + pieces * len(PNG) + len(after)}\r\n\r\n".encode()
        )
        line.sendall(before)
        for _ in range(pieces):
            line.sendall(PNG)
            time.sleep(1)
        line.sendall(after)
        answer = line.recv(100)
    assert answer.startswith(b"HTTP/1.1 302"), answer
    received = product.rows("SELECT size FROM evidence_item WHERE name = 'lente.png'")
    assert received == [(pieces * len(PNG),)]


def _parts(token):
    """What stands before and after the bytes of the photo."""
    field = f'--zz\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
    photo = '--zz\r\nContent-Disposition: form-data; name="camera"; filename="lente.png"\r\n\r\n'
    return (field + photo).encode(), b"\r\n--zz--\r\n"
