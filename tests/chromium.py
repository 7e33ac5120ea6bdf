"""Debian's Chromium, for whatever test has to see a page."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
# Nothing but the page under test: no update, no account, no experiment of the browser's own.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
# What 1280 px leave at 400 % (WCAG 2.2, 1.4.10).
ZOOMED = {"width": 320, "height": 256}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        # Playwright's loop stays in the thread of the tests, and awaits nothing of Django's.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
        yield chromium
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        chromium.close()
