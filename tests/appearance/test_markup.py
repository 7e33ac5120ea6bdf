"""The markup of every page, for every role, by two validators who know nothing of each other."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.appearance.shown import Shown

HERE = Path(__file__).parent
HTML_VALIDATE = [
    HERE / "node_modules/.bin/html-validate",
    *("--config", HERE / "htmlvalidate.json"),
]
VNU = [
    *("java", "-jar", HERE / "node_modules/vnu-jar/build/dist/vnu.jar"),
    *("--errors-only", "--format", "json"),
]
# The desk's frame is django-unfold's: its signs for Alpine and htmx, its style elements, and how it
# writes radios and tables. What else is at fault there is ours.
OF_UNFOLD = re.compile(
    "|".join(
        (
            r"Attribute “(x|hx)-[^”]+” not allowed",
            r"Attribute “x-bind” not allowed",
            r"A “style” element in “body”|<style> element is not permitted",
            r"No space between attributes|used ' instead of expected",
            r"skipping 1 heading level",
            r"\b(no-dup-class|unique-landmark|no-inline-style|no-redundant-for|form-dup-name)\b",
            r"\b(prefer-tbody|valid-id|multiple-labeled-controls|wcag/h32|wcag/h63|wcag/h71)\b",
            r"“for” attribute|attribute “for”|Attribute \"for\" has invalid value",
            r"The “label” element may contain at most one",
        )
    )
)
FAULTY = "<!DOCTYPE html><html lang=fr><title>A</title><p><div>A</div></p><img src='a.png'></html>"

pytestmark = [pytest.mark.slow, pytest.mark.one_database]


def kept(pages: list[Shown], folder: Path) -> dict[str, str]:
    """The files written, and the page that each is."""
    names = {}
    for number, page in enumerate(pages):
        path = folder / f"{number}.html"
        path.write_text(page.html)
        names[path.name] = page.name
    return names


def html_validate(folder: Path) -> list[tuple[str, str]]:
    # To a file: it ends before a pipe has taken all that it says.
    told = folder.with_suffix(".json")
    asked = [*HTML_VALIDATE, "--formatter", f"json={told}", folder]
    subprocess.run(asked, capture_output=True, check=False)
    return [
        (Path(file["filePath"]).name, _line(message))
        for file in json.loads(told.read_text())
        for message in file["messages"]
    ]


def _line(message: dict[str, object]) -> str:
    return f"line {message['line']}: {message['message']} ({message['ruleId']})"


def vnu(folder: Path) -> list[tuple[str, str]]:
    run = subprocess.run([*VNU, folder], capture_output=True, text=True, check=False)
    return [
        (Path(message["url"]).name, f"line {message.get('lastLine')}: {message['message']} (vnu)")
        for message in json.loads(run.stderr)["messages"]
    ]


def faults(pages: list[Shown], folder: Path) -> list[str]:
    names = kept(pages, folder)
    found = html_validate(folder) + vnu(folder)
    return [
        f"{names[file]}: {told}"
        for file, told in found
        if not (names[file].startswith("admin:") and OF_UNFOLD.search(told))
    ]


def test_no_page_has_a_fault_of_markup(pages, tmp_path):
    found = faults(pages, tmp_path)
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("checker", [html_validate, vnu])
def test_a_fault_of_markup_is_told(checker, tmp_path):
    kept([Shown("a page", "/", FAULTY)], tmp_path)
    assert checker(tmp_path) != []
