"""A person on a phone: taps what they would tap, and what it costs is counted."""

from playwright.sync_api import Locator, Page, Request


class Thumb:
    """From here on: the taps, the pages asked for (each redirect is one), and all requests."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.pages, self.requests = page, 0, 0, 0
        page.on("request", self._count)

    def link(self, words: str) -> None:
        self.tap(self.page.locator("main").get_by_role("link", name=words).first)

    def button(self, words: str) -> None:
        self.tap(self.page.locator("main").get_by_role("button", name=words).first)

    def choice(self, words: str) -> None:
        self.tap(self.page.locator("label.p-choice", has_text=words).first)

    def tap(self, target: Locator) -> None:
        self.taps += 1
        target.click()

    def _count(self, request: Request) -> None:
        self.requests += 1
        self.pages += request.is_navigation_request()
