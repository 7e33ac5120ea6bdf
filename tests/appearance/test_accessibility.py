"""WCAG 2.2 AA as far as rules can tell, of every page, for every role: light, dark, and at 400 %.

axe sees a part of what can be wrong: docs/accessibility.md says how to go through the rest by hand.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests.access.world import World
from tests.appearance.shown import Shown
from tests.chromium import DESK, ZOOMED

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The frame of the desk is django-unfold's: held to the standard, not to the habits beyond it.
BEYOND = [*WCAG, "best-practice"]
BROKEN = """async rules => {
  const found = await axe.run({runOnly: rules, resultTypes: ["violations"]});
  return found.violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`)
  );
}"""
# More than the window is wide: the page itself moves sideways, and a reader loses the line.
OVERFLOWS = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@contextmanager
def browsing(browser: Browser, world: World, role: str, url: str) -> Iterator[Page]:
    calm = {"viewport": DESK, "locale": "fr-FR", "reduced_motion": "reduce"}
    context = browser.new_context(**calm, base_url=url)
    if cookie := world.client(role).cookies.get(settings.SESSION_COOKIE_NAME):
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])
    try:
        yield context.new_page()
    finally:
        context.close()


def violations(page: Page, rules: list[str]) -> list[str]:
    page.evaluate(AXE.read_text())
    return page.evaluate(BROKEN, rules)


def seen_in_each_way(page: Page, shown: Shown) -> list[str]:
    rules = WCAG if shown.name.startswith("admin:") else BEYOND
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    page.goto(shown.url)
    seen = {"light": violations(page, rules)}
    page.emulate_media(color_scheme="dark")
    seen["dark"] = violations(page, rules)
    page.set_viewport_size(ZOOMED)
    seen["400 %"] = violations(page, rules)
    if page.evaluate(OVERFLOWS):
        seen["400 %"].append("the page scrolls sideways")
    seen["console"] = [text for text in refused if "Content Security Policy" in text]
    return [f"{shown.name}, {way}: {one}" for way, found in seen.items() for one in found]


def test_no_page_breaks_a_rule_of_accessibility(browser, live_server, world, role, pages):
    broken: list[str] = []
    with browsing(browser, world, role, live_server.url) as page:
        for shown in pages:
            broken += seen_in_each_way(page, shown)
    assert broken == [], "\n".join(broken)


def test_a_page_without_a_name_for_its_field_is_told(browser):
    page = browser.new_page()
    page.set_content("<html lang=fr><title>A</title><main><h1>A</h1><input type=text></main>")
    assert any(found.startswith("label:") for found in violations(page, WCAG))
    page.close()
