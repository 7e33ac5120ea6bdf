"""Every page at 360 and 1280 px, in light and in dark: a contact sheet of each.

    python -m tests.appearance.contact_sheet http://localhost:8000 ACCOUNTS TOUR FOLDER

Also writes each screenshot whole into FOLDER/pages, to be looked at one by one.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.appearance.tour import Stop, read
from tests.chromium import CHROMIUM, DESK, PHONE, QUIET

SIZES = {"360": PHONE, "1280": DESK}
# A telephone has a finger and no mouse, which a page may ask (hover, pointer).
FINGER = (
    "--blink-settings=primaryHoverType=1,availableHoverTypes=1,"
    "primaryPointerType=2,availablePointerTypes=2"
)
SCHEMES = ("light", "dark")
CONFIRMED = "/reauthenticate/"
THUMBS = {"360": (200, 450, 11), "1280": (420, 360, 6)}
GAP, CAPTION = 10, 16


def passwords_in(accounts: Path) -> dict[str, str]:
    lines = [line.split() for line in accounts.read_text().splitlines()]
    return {line[0]: line[1] for line in lines}


def account_of(login: str, passwords: dict[str, str]) -> tuple[str, str]:
    return next(account for account in passwords.items() if account[0].startswith(f"{login}@"))


@contextmanager
def person(browser: Browser, site: str, login: str, passwords: dict[str, str]) -> Iterator[Page]:
    context = browser.new_context(base_url=site, locale="fr-FR", reduced_motion="reduce")
    page = context.new_page()
    if login:
        page.goto("/compte/login/")
        email, password = account_of(login, passwords)
        page.fill("input[name=login]", email)
        give_password(page, password)
        page.wait_for_url(lambda url: "/login" not in url)
    yield page
    context.close()


def give_password(page: Page, password: str) -> None:
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")


@contextmanager
def devices(playwright: Playwright) -> Iterator[dict[str, Browser]]:
    mouse, finger = (
        playwright.chromium.launch(executable_path=CHROMIUM, args=args)
        for args in (QUIET, [*QUIET, FINGER])
    )
    yield {"360": finger, "1280": mouse}
    for browser in (mouse, finger):
        browser.close()


def photograph(page: Page, stop: Stop, passwords: dict[str, str], folder: Path) -> None:
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        # The desk chooses its scheme as it is loaded.
        page.goto(stop.url)
        # Asked again of who logged in a while ago: the page is behind it.
        if CONFIRMED in page.url and CONFIRMED not in stop.url:
            give_password(page, account_of(stop.login, passwords)[1])
            page.wait_for_url(lambda url: CONFIRMED not in url)
        page.screenshot(path=folder / scheme / file_of(stop), full_page=True)


def file_of(stop: Stop) -> str:
    return f"{stop.name.replace(':', '-')}-{stop.login or 'anyone'}.png"


def sheet(tour: list[Stop], folder: Path, size: str) -> Image.Image:
    width, height, columns = THUMBS[size]
    rows = -(-len(tour) // columns)
    font = ImageFont.load_default(11)
    whole = Image.new(
        "RGB", (columns * (width + GAP) + GAP, rows * (height + CAPTION + GAP) + GAP), "#888"
    )
    pen = ImageDraw.Draw(whole)
    for place, stop in enumerate(tour):
        left = GAP + (place % columns) * (width + GAP)
        top = GAP + (place // columns) * (height + CAPTION + GAP)
        with Image.open(folder / file_of(stop)) as image:
            shown = image.convert("RGB").resize((width, image.height * width // image.width))
        whole.paste(shown.crop((0, 0, width, min(height, shown.height))), (left, top + CAPTION))
        pen.text((left, top), f"{stop.name} · {stop.login or '—'}"[: width // 6], "white", font)
    return whole


def main(site: str, accounts: Path, listed: Path, folder: Path) -> None:
    passwords, tour = passwords_in(accounts), read(listed)
    with sync_playwright() as playwright, devices(playwright) as browsers:
        for size, browser in browsers.items():
            for login in dict.fromkeys(stop.login for stop in tour):
                with person(browser, site, login, passwords) as page:
                    page.set_viewport_size(SIZES[size])
                    for stop in tour:
                        if stop.login == login:
                            photograph(page, stop, passwords, folder / "pages" / size)
    for size in SIZES:
        for scheme in SCHEMES:
            made = sheet(tour, folder / "pages" / size / scheme, size)
            made.save(folder / f"pages-{size}-{scheme}.webp", quality=60, method=6)


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:5]))
