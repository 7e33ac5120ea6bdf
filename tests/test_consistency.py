"""What no single test sees: the repository read as a whole."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.template import engines

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"
# Served by Django when something fails: no view names them.
ANSWERS_TO_FAULTS = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}


def tracked_files(*patterns: str) -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


PYTHON = [name_of(path) for path in tracked_files("*.py")]
PAGES = [path.relative_to(TEMPLATES).as_posix() for path in tracked_files("templates/**")]


def test_the_repository_is_read_at_all():
    assert "manage.py" in PYTHON
    assert "base.html" in PAGES


def test_no_file_that_a_person_keeps_is_too_long():
    kept = tracked_files("*.py", "*.html", "*.scss", "*.css", "script/*", ":!*/migrations/*")
    made = {"static/promesse/promesse.css"}
    long = {name_of(path): text_of(path).count("\n") for path in kept}
    assert {name: lines for name, lines in long.items() if lines > 500 and name not in made} == {}


@pytest.mark.parametrize("name", PYTHON)
def test_no_module_is_a_drawer(name):
    assert Path(name).stem not in {"utils", "helpers", "misc", "common", "services", "selectors"}


@pytest.mark.parametrize("name", [page for page in PAGES if page.endswith((".html", ".txt"))])
def test_every_template_can_be_read_by_the_engine(name):
    assert engines["django"].get_template(name)


def is_an_override(name: str) -> bool:
    return any((Path(app.path) / "templates" / name).exists() for app in apps.get_app_configs())


def named(name: str) -> str:
    """As code or another template names it; a mail is sent by the name of its two bodies."""
    mail = name.startswith("emails/") and name != "emails/base.html"
    return f'"{Path(name).stem}"' if mail else name


def test_every_template_is_used():
    readers = tracked_files("*.py", "templates/**", ":!tests/*")
    everything = "\n".join(text_of(path) for path in readers)
    unused = [
        name
        for name in PAGES
        if name not in ANSWERS_TO_FAULTS
        and named(name) not in everything
        and not is_an_override(name)
    ]
    assert unused == [], " ".join(unused)


def test_nothing_tells_where_or_from_where_it_was_made():
    # Folders of one machine and hosts of package registries; the words are cut so that this
    # file does not hold them.
    traces = re.compile("|".join(["/" + "root/", "/" + "work/", r"pypi\." + "org", "npm" + "js"]))
    found = [
        (name_of(path), trace.group())
        for path in tracked_files(":!*.woff2", ":!*.png")
        for trace in traces.finditer(text_of(path))
    ]
    assert found == []


def test_nothing_is_left_for_later_or_left_over():
    leftovers = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|breakpoint\(\)|console\.log")
    found = [
        (name_of(path), trace.group())
        for path in tracked_files("*.py", "*.html", "*.js", "*.scss", "script/*")
        for trace in leftovers.finditer(text_of(path))
    ]
    assert found == []


def test_a_state_is_moved_by_take_alone():
    # A ballot has no steps: it is closed once, with its row held.
    assigned = re.compile(r"^\s+(?!ballot\.)[\w.]+\.state = ", re.MULTILINE)
    apps_of_ours = tracked_files("members/*.py", "cases/*.py", "reports/*.py", "promesse/*.py")
    assert [name_of(path) for path in apps_of_ours if assigned.search(text_of(path))] == []


def test_a_row_that_is_held_may_be_pointed_at():
    # Decision 21: else a foreign key to it waits, with the journal held, for who waits for that.
    locks = re.compile(r"select_for_update\((?!(of=\(.*\), )?no_key=True\))")
    apps_of_ours = tracked_files("members/*.py", "cases/*.py", "reports/*.py", "promesse/*.py")
    assert [name_of(path) for path in apps_of_ours if locks.search(text_of(path))] == []


def test_our_own_logic_listens_to_no_signal():
    listens = re.compile(r"@receiver|\b(pre|post)_(save|delete|init)\b|m2m_changed")
    apps_of_ours = tracked_files("members/*.py", "cases/*.py", "reports/*.py", "promesse/*.py")
    assert [name_of(path) for path in apps_of_ours if listens.search(text_of(path))] == []


def test_a_page_brings_no_script_or_style_of_its_own():
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son\w+=\"|javascript:")
    # The desk's document writes its colours into itself, as django-unfold does.
    others = (":!templates/print/*", ":!templates/emails/*", ":!templates/unfold/layouts/*")
    pages = tracked_files("templates/*.html", *others)
    assert [name_of(path) for path in pages if inline.search(text_of(path))] == []


def test_what_a_browser_shows_is_waited_for():
    # A click returns before the next page is there: what is read at once is of either page.
    asked = r"count|all|inner_text|text_content|input_value|get_attribute|is_\w+"
    at_once = re.compile(
        rf"^ +assert .*((locator|get_by_\w+)\(.*\.({asked})\(|page\.(content\(|url\b))",
        re.MULTILINE,
    )
    found = [
        (name_of(path), line.group().strip())
        for path in tracked_files("tests/journeys/*.py")
        for line in at_once.finditer(text_of(path))
    ]
    assert found == []


def test_uv_has_the_same_version_in_the_script_and_in_the_image():
    in_script = re.search(r"^UV_VERSION=(\S+)", text_of(ROOT / "script/bootstrap"), re.MULTILINE)
    in_image = re.search(r"uv==(\S+)", text_of(ROOT / "Dockerfile"))
    assert in_script[1] == in_image[1]


def test_every_script_can_be_run_from_a_fresh_clone():
    scripts = [path for path in tracked_files("script/*", ".ci/*") if text_of(path)[:2] == "#!"]
    assert len(scripts) > 5
    assert [name_of(path) for path in scripts if not os.access(path, os.X_OK)] == []


def test_the_guards_name_tests_that_there_are():
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", text_of(ROOT / "docs/guards.md"))
    assert len(named) > 20
    missing = {f"{file}::{test}" for file, test in named if not has_test(ROOT / file, test)}
    assert missing == set()


def has_test(file: Path, test: str) -> bool:
    return file.is_file() and f"\ndef {test}(" in text_of(file)
