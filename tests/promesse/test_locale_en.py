"""English lacks nothing: each sentence of code and templates stands in locale/en, whole."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.promesse.french import is_set_in_french

ROOT = Path(__file__).parents[2]
EN = ROOT / "locale" / "en" / "LC_MESSAGES"
SOURCES = ("promesse", "members", "cases", "reports", "templates")
PLACEHOLDER = re.compile(r"%\(\w+\)|%[sd]|\{\w+\}")
ENTRY = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:".*"\n?)+)', re.MULTILINE)

type Entry = dict[str, str]


def read(po: str) -> dict[str, Entry]:
    """By msgid; what is fuzzy is as good as absent, since msgfmt leaves it out."""
    entries = {}
    for block in po.split("\n\n"):
        if "#, fuzzy" in block or "#~" in block:
            continue
        entry = {field: unquoted(quoted) for field, quoted in ENTRY.findall(block + "\n")}
        if entry.get("msgid"):
            entries[entry["msgid"]] = entry
    return entries


def unquoted(lines: str) -> str:
    text = "".join(re.findall(r'^"(.*)"$', lines, re.MULTILINE))
    return text.replace(r"\"", '"').replace(r"\n", "\n").replace("\\\\", "\\")


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> dict[str, Entry]:
    copy = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in copy.rglob("*.py"):  # xgettext does not read Python's escapes
        path.write_text(path.read_text().replace(r"\u00a0", "\u00a0"))
    (copy / "locale").mkdir()
    asked = ["--locale", "en", "--no-location", "--extension", "html,txt,py"]
    command = [sys.executable, "-m", "django", "makemessages", *asked]
    without_settings = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=copy, check=True, capture_output=True, env=without_settings)
    return read((copy / "locale/en/LC_MESSAGES/django.po").read_text())


@pytest.fixture(scope="module")
def english() -> dict[str, Entry]:
    return read((EN / "django.po").read_text())


def said(entry: Entry) -> list[str]:
    return [text for field, text in entry.items() if field.startswith("msgstr")]


def test_the_sentences_are_found_at_all(source):
    assert len(source) > 1500
    assert "Signaler un incident" in source


def test_every_sentence_has_its_english(source, english):
    lacking = [each for each in source if each not in english or not all(said(english[each]))]
    assert lacking == [], "Run script/locale, and write the English of these."


def test_nothing_is_kept_that_is_no_longer_said(source, english):
    assert sorted(set(english) - set(source)) == [], "Run script/locale."


def test_the_english_says_the_same_facts(english):
    def facts(text: str) -> Counter[str]:
        return Counter(PLACEHOLDER.findall(text))

    differing = {
        msgid: said(entry)
        for msgid, entry in english.items()
        if said(entry) and facts(said(entry)[-1]) != facts(entry.get("msgid_plural", msgid))
    }
    assert differing == {}


def test_english_is_set_as_english(english):
    """No French quotation mark, nor a no-break space before a colon."""
    french_way = re.compile("[«»]|[\u00a0\u202f][:;?!]")
    assert [m for m, entry in english.items() if french_way.search("".join(said(entry)))] == []


def test_french_keeps_its_signs_with_their_words(source):
    said = [text for each in source.values() for text in (each["msgid"], each.get("msgid_plural"))]
    assert [text for text in said if text and not is_set_in_french(text)] == []


@pytest.mark.parametrize(
    ("msgid", "is_set"),
    [
        ("Vide\u00a0? Dites-le\u00a0: %(words)s.", True),
        ("Vide ? Dites-le.", False),
        ("« aucun\u00a0»", False),
        ("%(count)s\u00a0% de tous", True),
        ("à 95 %% de tous", False),
        ("chmod 700 %(home)s", True),
        ("{reference} : {words}", False),
    ],
)
def test_a_plain_space_before_a_sign_is_seen(msgid, is_set):
    assert is_set_in_french(msgid) == is_set


def test_what_is_compiled_is_what_is_written(tmp_path):
    compiled = tmp_path / "django.mo"
    command = ["msgfmt", "--check-format", "--output-file", compiled, EN / "django.po"]
    subprocess.run(command, check=True)
    assert compiled.read_bytes() == (EN / "django.mo").read_bytes(), "Run script/locale."
