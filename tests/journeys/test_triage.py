"""The triage board in a browser: by keyboard alone, with the keys off, and without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases import actions
from cases.evidence.models import Entry
from cases.models import Case, Observation
from cases.states import ObservationState
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


def waiting(cast, *observers) -> list[Observation]:
    """One observation of each, received a minute apart, the first one first."""
    made = []
    for place, who in enumerate(observers):
        chosen = factories.observation(who)
        at = timezone.now() - timedelta(minutes=60 - place)
        Observation.objects.filter(pk=chosen.pk).update(received_at=at)
        made.append(chosen)
    return made


def on_row(page: Page, chosen: Observation) -> None:
    expect(page.locator(f"[data-row='{chosen.pk}'] .p-triage__link")).to_be_focused()


def in_panel(page: Page) -> None:
    expect(page.locator(".p-side__title")).to_be_focused()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def states() -> dict[str, int]:
    rows = Observation.objects.values_list("state", flat=True)
    return {state: list(rows).count(state) for state in set(rows)}


def found(page: Page, offered: str) -> None:
    """V, with the case that is offered, and Enter."""
    press(page, "v")
    expect(page.locator(f"input[name=case][value='{offered}']")).to_be_focused()
    press(page, "Enter")


def set_aside(page: Page, reason: str) -> None:
    press(page, "i")
    expect(page.locator("textarea[name=reason]")).to_be_focused()
    page.keyboard.type(reason)
    press(page, "Tab", "Enter")


def mark_duplicate(page: Page) -> None:
    press(page, "d")
    expect(page.locator("select[name=of]")).to_be_focused()
    press(page, "ArrowDown", "Tab", "Enter")


def ask(page: Page, question: str) -> None:
    press(page, "r")
    expect(page.locator("textarea[name=text]")).to_be_focused()
    page.keyboard.type(question)
    press(page, "Tab", "Enter")
    expect(page.locator(".p-side")).to_contain_text(question)


def test_ten_observations_are_sorted_by_keyboard_alone(cast, opened):
    crowd = (cast.adherent, cast.other_adherent, cast.second_committee, cast.third_committee)
    ten = waiting(cast, *crowd, *crowd, cast.colleague, cast.colleague)
    page = opened(cast.committee)
    press(page, "j")
    on_row(page, ten[0])
    press(page, "a")
    expect(page.locator(f"[data-row='{ten[0].pk}']")).to_contain_text("vous")
    on_row(page, ten[0])
    found(page, "nouveau")
    on_row(page, ten[1])
    case = Case.objects.get()
    for place in range(1, 4):
        found(page, str(case.pk))
        on_row(page, ten[place + 1])
    press(page, "Enter")
    in_panel(page)
    mark_duplicate(page)
    for place in range(5, 8):
        on_row(page, ten[place])
        set_aside(page, "Pas un incident, juste une mise à jour.")
    on_row(page, ten[8])
    ask(page, "Depuis quand, et vu où ?")
    in_panel(page)
    press(page, "Escape")
    on_row(page, ten[8])
    press(page, "j")
    on_row(page, ten[9])
    found(page, str(case.pk))
    on_row(page, ten[8])
    assert case.observations.count() == 5
    assert states() == {"received": 6, "duplicate": 1, "set_aside": 3}
    assert Observation.objects.unattached().get() == ten[8]


def test_the_last_act_is_undone_by_one_key_and_the_focus_is_on_what_came_back(cast, opened):
    first, second = waiting(cast, cast.adherent, cast.other_adherent)
    page = opened(cast.committee)
    press(page, "j", "i")
    expect(page.locator("textarea[name=reason]")).to_be_focused()
    page.keyboard.type("Trop vite.")
    press(page, "Tab", "Enter")
    on_row(page, second)
    expect(page.locator(".p-toast")).to_contain_text("écartée")
    press(page, "u")
    on_row(page, first)
    assert Entry.objects.latest("sequence").verb == "observation.set_aside_undone"
    first.refresh_from_db()
    assert first.state == ObservationState.RECEIVED


@pytest.mark.slow
def test_what_was_said_leaves_the_screen_when_it_can_no_longer_be_undone(cast, opened):
    waiting(cast, cast.adherent)
    page = opened(cast.committee)
    page.clock.install()
    press(page, "j", "a")
    toast = page.locator(".p-toast")
    expect(toast).to_be_visible()
    page.clock.run_for(9_000)
    expect(toast).to_be_visible()
    page.clock.run_for(2_000)
    expect(toast).to_have_count(0)


@pytest.mark.slow
def test_with_nothing_to_undo_the_key_says_so(cast, opened):
    waiting(cast, cast.adherent)
    page = opened(cast.committee)
    press(page, "u")
    expect(page.locator("[data-announcements]")).to_have_text("Il n’y a rien à annuler.")


@pytest.mark.slow
def test_what_is_done_is_said_aloud(cast, opened):
    first, *_others = waiting(cast, cast.adherent, cast.other_adherent)
    page = opened(cast.committee)
    press(page, "j", "Enter")
    said = page.locator("[data-announcements]")
    expect(said).to_contain_text(f"{first.reference} est ouverte")
    press(page, "a")
    expect(said).to_have_text("Vous suivez cette observation.")
    in_panel(page)


@pytest.mark.slow
def test_keys_do_nothing_while_one_types_nor_with_a_modifier(cast, opened):
    first, second = waiting(cast, cast.adherent, cast.other_adherent)
    page = opened(cast.committee)
    press(page, "j", "i")
    reason = page.locator("textarea[name=reason]")
    expect(reason).to_be_focused()
    page.keyboard.type("avdriu jk ?")
    expect(reason).to_have_value("avdriu jk ?")
    press(page, "Escape")
    expect(reason).to_be_focused()
    page.locator(f"[data-row='{second.pk}'] .p-triage__link").focus()
    press(page, "Control+k", "Alt+k")
    on_row(page, second)
    assert Entry.objects.filter(actor=cast.committee).count() == 0
    expect(page.locator("main")).to_contain_text(first.reference)


@pytest.mark.slow
def test_keys_that_are_switched_off_do_nothing(cast, opened):
    first, _second = waiting(cast, cast.adherent, cast.other_adherent)
    page = opened(cast.committee)
    switch = page.get_by_role("button", name="Raccourcis clavier")
    switch.focus()
    press(page, "Enter")
    expect(switch).to_have_attribute("aria-pressed", "false")
    expect(switch).to_be_focused()
    page.locator(f"[data-row='{first.pk}'] .p-triage__link").focus()
    press(page, "j", "a", "v", "i", "u", "?")
    page.wait_for_timeout(300)
    on_row(page, first)
    expect(page.locator("#aide")).to_be_hidden()
    expect(page.locator("#panneau")).to_be_hidden()
    page.reload()
    expect(page.locator("#raccourcis")).to_have_attribute("aria-pressed", "false")
    assert Entry.objects.filter(actor=cast.committee).count() == 0


@pytest.mark.slow
def test_the_help_opens_over_the_page_and_gives_the_focus_back(cast, opened):
    first, *_others = waiting(cast, cast.adherent, cast.other_adherent)
    page = opened(cast.committee)
    press(page, "j", "?")
    expect(page.get_by_role("dialog", name="Raccourcis clavier")).to_be_visible()
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    press(page, "j")
    press(page, "Escape")
    expect(page.locator("#aide")).to_be_hidden()
    on_row(page, first)


def test_a_page_that_is_no_longer_true_shows_the_difference_and_keeps_the_text(cast, opened):
    [chosen] = waiting(cast, cast.adherent)
    page = opened(cast.committee)
    press(page, "j", "i")
    expect(page.locator("textarea[name=reason]")).to_be_focused()
    page.keyboard.type("Mon motif soigné.")
    chosen.refresh_from_db()
    actions.assign_observation(chosen, to=cast.second_committee, by=cast.second_committee)
    press(page, "Tab", "Enter")
    difference = page.locator("[data-difference]")
    expect(difference).to_be_focused()
    expect(difference).to_contain_text("Denis Commission")
    expect(page.locator("textarea[name=reason]")).to_have_value("Mon motif soigné.")
    chosen.refresh_from_db()
    assert chosen.state == ObservationState.RECEIVED
    page.get_by_role("button", name="Envoyer en connaissance de cause").click()
    expect(page.locator("#tri")).to_be_focused()
    chosen.refresh_from_db()
    assert chosen.state == ObservationState.SET_ASIDE


@pytest.mark.slow
def test_a_form_to_put_right_gets_the_focus_where_it_is_said(cast, opened):
    waiting(cast, cast.adherent)
    page = opened(cast.committee)
    press(page, "j", "i")
    expect(page.locator("textarea[name=reason]")).to_be_focused()
    press(page, "Tab", "Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()


@pytest.mark.slow
def test_the_back_button_finds_the_list_again(cast, opened):
    first, *_others = waiting(cast, cast.adherent, cast.other_adherent)
    page = opened(cast.committee)
    press(page, "j", "Enter")
    in_panel(page)
    expect(page).to_have_url(re.compile(f"open={first.pk}"))
    page.go_back()
    expect(page.locator("#panneau")).to_be_hidden()
    expect(page).not_to_have_url(re.compile("open="))


@pytest.mark.slow
def test_what_was_typed_survives_a_session_that_ended(cast, opened):
    waiting(cast, cast.adherent)
    page = opened(cast.committee)
    press(page, "j", "i")
    reason = page.locator("textarea[name=reason]")
    expect(reason).to_be_focused()
    page.keyboard.type("Mon motif soigné.")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    press(page, "Tab", "Enter")
    expect(page.locator("[data-lost]")).to_be_visible()
    expect(reason).to_have_value("Mon motif soigné.")


def test_without_javascript_the_same_is_done_by_links_and_forms(cast, opened):
    first, second, third = waiting(cast, cast.adherent, cast.other_adherent, cast.colleague)
    page = opened(cast.committee, java_script_enabled=False)
    row = page.locator(f"[data-row='{first.pk}']")
    row.get_by_role("button", name="Prendre").click()
    expect(row).to_contain_text("vous")
    row.locator(".p-triage__link").click()
    page.get_by_role("link", name="Fonder un cas").click()
    page.get_by_role("button", name="Fonder un cas").click()
    expect(page.locator("[data-row]")).to_have_count(2)
    assert Case.objects.get().observations.get() == first
    page.locator(f"[data-row='{second.pk}'] .p-triage__link").click()
    page.get_by_role("link", name="Écarter").click()
    page.get_by_role("textbox", name="Motif").fill("Pas un incident.")
    page.get_by_role("button", name="Écarter avec un motif").click()
    expect(page.locator("[data-row]")).to_have_count(1)
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator("[data-row]")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("C’est annulé.")
    page.get_by_label("Suivies par").select_option("Moi")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.locator("main")).to_contain_text("Rien ne correspond à ces filtres")
    page.get_by_role("link", name="Liste des raccourcis").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Raccourcis clavier du tri")
    assert Observation.objects.unattached().count() == 2
    assert third.reference


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/tableau-de-bord/"])
def test_the_committee_s_nine_places_stand_on_one_line(cast, opened, path):
    page = opened(cast.committee, path)
    page.evaluate("document.fonts.ready")
    boxes = [
        each.bounding_box() for each in page.locator(".p-nav__list").first.locator("> li").all()
    ]
    assert len(boxes) == 9
    assert max(box["y"] for box in boxes) < min(box["y"] + box["height"] for box in boxes)
