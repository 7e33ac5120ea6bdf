"""Files joined from a browser: one by one, over a network that is cut, and harmless to look at."""

import re

import pytest
from playwright.sync_api import expect

from cases import actions
from cases.evidence.models import Item
from cases.evidence.receiving import Received
from tests import factories
from tests.chromium import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


@pytest.fixture
def observation(cast):
    return factories.observation(cast.adherent)


def chosen(*names):
    return [
        {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.7 " + name.encode()}
        for name in names
    ]


def kept():
    return sorted(Item.objects.values_list("name", flat=True))


@pytest.mark.slow
def test_a_cut_costs_what_was_on_its_way_and_sending_again_completes_it(cast, opened, observation):
    page = opened(cast.adherent, f"/observations/{observation.pk}/pieces/", PHONE)
    sent = []

    def cut_after_the_first(route):
        sent.append(route.request)
        if len(sent) > 1:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/pieces/", cut_after_the_first)
    page.set_input_files("input[name=documents]", chosen("un.pdf", "deux.pdf", "trois.pdf"))
    page.get_by_role("button", name="Joindre").click()
    told = page.locator("[data-progress] li")
    told.nth(2).get_by_text("Le réseau a coupé").wait_for(timeout=30_000)
    expect(told.nth(0)).to_contain_text("gardée")
    expect(told.nth(1)).to_contain_text("Le réseau a coupé")
    assert kept() == ["un.pdf"]
    page.unroute("**/pieces/")
    page.get_by_role("button", name="Joindre").click()
    page.get_by_role("heading", name="Déjà jointes").wait_for()
    assert kept() == ["deux.pdf", "trois.pdf", "un.pdf"]


@pytest.mark.slow
def test_a_refused_file_is_said_beside_the_others(cast, opened, observation):
    page = opened(cast.adherent, f"/observations/{observation.pk}/pieces/")
    page.set_input_files("input[name=documents]", chosen("un.pdf", "programme.exe"))
    page.get_by_role("button", name="Joindre").click()
    told = page.locator("[data-progress] li")
    told.nth(1).get_by_text("est un programme").wait_for()
    assert kept() == ["un.pdf"]


@pytest.mark.slow
def test_without_scripts_they_travel_together(cast, opened, observation):
    page = opened(
        cast.adherent, f"/observations/{observation.pk}/pieces/", java_script_enabled=False
    )
    page.set_input_files("input[name=documents]", chosen("un.pdf", "deux.pdf"))
    page.get_by_role("button", name="Joindre").click()
    page.get_by_text("2 pièces gardées.").wait_for()
    assert kept() == ["deux.pdf", "un.pdf"]


CANARY = "<script>document.title = 'canari'; window.canari = 1</script>"
HOSTILE = [
    (f"Un journal\n{CANARY}\n", "a.txt", "text/plain"),
    (f"From: a\nTo: b\nSubject: {CANARY}\n\n{CANARY}", "a.eml", "message/rfc822"),
    (
        f"From: a\nTo: b\nSubject: x\nContent-Type: text/html\n\n{CANARY}<img src=x "
        f"onerror=window.canari=1>",
        *("b.eml", "message/rfc822"),
    ),
    (f"%PDF-1.7\n%{'x' * 5000}{CANARY}", "a.pdf", "application/pdf"),
]


def test_nothing_that_is_handed_in_ever_runs_in_a_reader_s_browser(cast, opened, observation):
    case = actions.open_case(
        [observation], by=cast.committee, title="Panne", occurred_on=observation.received_at.date()
    )
    files = [
        actions.attach_to_case(case, Received(text.encode(), name, kind), by=cast.committee)
        for text, name, kind in HOSTILE
    ]
    page = opened(cast.committee, f"/incidents/{case.pk}/pieces/")
    alerts = []
    page.on("dialog", lambda dialog: alerts.append(dialog.message))
    for file in files:
        page.goto(f"/fichiers/{file.item_id}/apercu/")
        assert page.evaluate("[window.canari, document.title.includes('canari')]") == [None, False]
        with page.expect_download() as download:
            page.get_by_role("link", name="Télécharger l’original").click()
        assert download.value.suggested_filename == file.item.name
        expect(page).to_have_url(re.compile(f"/fichiers/{file.item_id}/apercu/$"))
        assert page.evaluate("window.canari") is None
    assert alerts == []
