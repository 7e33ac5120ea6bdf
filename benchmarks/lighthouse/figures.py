"""Lighthouse's figures for the five main pages, each the median of several looks.

    python benchmarks/lighthouse/figures.py http://localhost:8000 ACCOUNTS TOUR TABLE

On a demonstration that `tests/appearance/morning.py` has filled: script/lighthouse does all of it.
Fails if a page is below what is asked of it.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from tests.appearance.contact_sheet import passwords_in, person  # noqa: E402
from tests.appearance.tour import Stop, read  # noqa: E402
from tests.chromium import CHROMIUM, QUIET  # noqa: E402

LOOKS = 3
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100}
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
# What a member does on their worst morning, and what the committee and counsel do with it: the
# first page, the question that opens a report, a case with all its charts, the board, a dossier.
MAIN = {
    "home": "adherent",
    "observation-report": "adherent",
    "case-detail": "adherent",
    "triage-open": "commission-1",
    "dossier-ready": "avocate",
}


SCORES = ("Performance", "Accessibility", "Best practices")
COLUMNS = ("Page", "Who", *SCORES, "First paint", "Largest paint", "Blocked", "Shift", "Weight")


@dataclass(frozen=True)
class Look:
    scores: dict[str, int]
    times: dict[str, float]
    layout_shift: float
    bytes: float
    missed: tuple[str, ...]


def looked_at(url: str, cookie: str, version: list[str]) -> Look:
    asked = [
        HERE / "node_modules/.bin/lighthouse",
        *(url, "--quiet", "--output=json", f"--only-categories={','.join(LEAST)}"),
        f"--extra-headers={json.dumps({'Cookie': cookie})}",
        f"--chrome-flags=--headless=new {' '.join(QUIET)}",
    ]
    environment = {**os.environ, "CHROME_PATH": CHROMIUM}
    run = subprocess.run(  # noqa: S603
        asked, capture_output=True, text=True, check=True, env=environment
    )
    told = json.loads(run.stdout)
    assert told["finalDisplayedUrl"] == url, (url, told["finalDisplayedUrl"])
    version[:] = [told["lighthouseVersion"]]
    audits = told["audits"]
    return Look(
        {name: round(told["categories"][name]["score"] * 100) for name in LEAST},
        {name: audits[name]["numericValue"] for name in TIMES},
        audits["cumulative-layout-shift"]["numericValue"],
        audits["total-byte-weight"]["numericValue"],
        tuple(_missed(told)),
    )


def _missed(told: dict[str, dict[str, dict[str, object]]]) -> list[str]:
    weights = [
        (ref["id"], ref["weight"])
        for category in told["categories"].values()
        for ref in category["auditRefs"]
    ]
    return [
        f"{name}: {told['audits'][name]['title']}"
        for name, weight in weights
        if weight
        and (told["audits"][name]["score"] or 0) < 0.9
        and told["audits"][name]["scoreDisplayMode"]
        not in ("notApplicable", "manual", "informative")
    ]


def cookies_of(site: str, accounts: Path) -> dict[str, str]:
    """Each person logs in by the form, once; Lighthouse sends what their browser was given."""
    passwords, kept = passwords_in(accounts), {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for login in dict.fromkeys(MAIN.values()):
            with person(browser, site, login, passwords) as page:
                given = page.context.cookies()
                kept[login] = "; ".join(f"{each['name']}={each['value']}" for each in given)
        browser.close()
    return kept


def median_of(looks: list[Look]) -> Look:
    """Accessibility and practices do not vary by luck: the worst look counts."""
    worst = {name: min(look.scores[name] for look in looks) for name in LEAST}
    performance = round(statistics.median(look.scores["performance"] for look in looks))
    return Look(
        {**worst, "performance": performance},
        {name: statistics.median(look.times[name] for look in looks) for name in TIMES},
        statistics.median(look.layout_shift for look in looks),
        statistics.median(look.bytes for look in looks),
        tuple(dict.fromkeys(missed for look in looks for missed in look.missed)),
    )


def row(stop: Stop, look: Look) -> str:
    first, largest, blocked = (look.times[name] for name in TIMES)
    cells = (
        f"`{stop.name}`",
        stop.login,
        *(str(look.scores[name]) for name in LEAST),
        f"{first / 1000:.1f} s",
        f"{largest / 1000:.1f} s",
        f"{blocked:.0f} ms",
        f"{look.layout_shift:.3f}",
        f"{look.bytes / 1000:.0f} kB",
    )
    return _line(cells)


def head() -> str:
    return _line(COLUMNS) + _line(["---", "---", *["--:"] * (len(COLUMNS) - 2)])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def main(site: str, accounts: Path, listed: Path, table: Path) -> int:
    cookies, version = cookies_of(site, accounts), [""]
    rows, under = "", []
    for stop in read(listed):
        if MAIN.get(stop.name) != stop.login:
            continue
        looks = [looked_at(site + stop.url, cookies[stop.login], version) for _ in range(LOOKS)]
        look = median_of(looks)
        rows += row(stop, look)
        if any(look.scores[name] < least for name, least in LEAST.items()):
            under.append(f"{stop.name}: {look.scores}, {'; '.join(look.missed)}")
    table.write_text(f"Lighthouse {version[0]}, median of {LOOKS} looks.\n\n{head()}{rows}")
    print(table.read_text())
    if under:
        print("Below what is asked:", *under, sep="\n  ", file=sys.stderr)
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(Path, sys.argv[2:5])))
