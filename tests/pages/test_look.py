"""What the eye and the thumb meet, measured in a browser on every component of the styleguide."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page

from promesse.styleguide import samples
from tests.chromium import DESK, PHONE

CSS = Path(__file__).resolve().parents[2] / "static/promesse/promesse.css"
# The box of a radio is small and the link of a card is one line high, but the whole row or card
# answers; a link within a sentence is as high as its line (WCAG 2.2, 2.5.8).
SMALLER_THAN = """([selector, least]) => [...document.querySelectorAll(selector)]
  .map(found => found.closest(".p-choice, .p-card, .p-stat, .p-task") ?? found)
  .filter(found => found.checkVisibility() && !found.closest("main p, .p-visually-hidden"))
  .filter(found => !found.matches(".p-skip-link"))
  .map(found => [found.outerHTML.slice(0, 90), found.getBoundingClientRect()])
  .filter(([, box]) => box.height < least || box.width < least)
  .map(([html, box]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${html}`)"""
TARGETS = "a, button, summary, select, textarea, input:not([type=hidden])"
MAIN_TARGETS = (
    ".p-button, .p-choice:not(.p-control--small *), .p-control select, .p-control textarea, "
    ".p-control input:not([type=hidden], [type=radio], [type=checkbox]), .p-header__menu, "
    ".p-toast__undo, .p-side__close, .p-pagination__link, .p-task"
)
SHOWN = (
    "selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility()).length"
)
CHROME = ("button", ".p-button", ".p-nav", ".p-skip-link", ".p-back", ".p-tabs", ".p-toast")
RING = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return null;
  const bearer = focused.closest(".p-choice") ?? focused;
  const style = getComputedStyle(bearer);
  const visible = style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 3;
  return visible ? null : focused.outerHTML.slice(0, 120);
}"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def markup() -> str:
    body = render_to_string("styleguide/body.html", {"sample": samples.everything()})
    return render_to_string("styleguide.html", {"body": body, "user": AnonymousUser()})


@pytest.fixture
def page(browser: Browser, markup: str) -> Iterator[Page]:
    page = browser.new_page(viewport=PHONE, locale="fr-FR")
    page.set_content(markup, wait_until="domcontentloaded")
    page.add_style_tag(content=CSS.read_text())
    yield page
    page.close()


def test_whatever_can_be_touched_is_24_px_or_more(page):
    assert page.evaluate(SMALLER_THAN, [TARGETS, 24]) == []
    page.set_viewport_size(DESK)
    assert page.evaluate(SMALLER_THAN, [TARGETS, 24]) == []


def test_on_a_phone_what_one_does_is_44_px_or_more(page):
    assert page.evaluate(SHOWN, MAIN_TARGETS) > 40
    assert page.evaluate(SMALLER_THAN, [MAIN_TARGETS, 44]) == []


def test_the_whole_fits_a_phone_without_moving_sideways(page):
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whatever_the_keyboard_reaches_wears_a_ring(page, scheme):
    page.emulate_media(color_scheme=scheme)
    bare = set()
    for _ in range(160):
        page.keyboard.press("Tab")
        bare.add(page.evaluate(RING))
    assert bare == {None}


def test_paper_holds_the_words_and_nothing_to_press(page):
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN, "main h2") > 4
    for chrome in CHROME:
        assert page.evaluate(SHOWN, chrome) == 0, chrome


def test_what_is_folded_on_the_screen_is_read_on_paper(page):
    folded = "#details .p-details__text"
    assert page.evaluate(SHOWN, folded) == 0
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN, folded) == 1


def test_nothing_moves_for_who_asked_for_calm(page):
    moving = "document.getAnimations().filter(one => one.playState === 'running').length"
    page.wait_for_function(f"{moving} > 0")
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_function(f"{moving} === 0")


def test_a_contrast_theme_keeps_the_edges_that_a_ground_gave(page):
    page.emulate_media(forced_colors="active")
    edgeless = """selector => [...document.querySelectorAll(selector)].filter(
      found => getComputedStyle(found).borderTopStyle === "none").length"""
    for piece in (".p-button:not(.p-button--link)", ".p-tag", ".p-notice", ".p-confirmation"):
        assert page.evaluate(edgeless, piece) == 0, piece
