"""Whatever a member, a publisher or a file writes is printed as text: nothing is fetched, run or
attached. The vectors are those that WeasyPrint follows when markup gets through."""

import re
import subprocess
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import count, cycle

import pikepdf
import pytest

from reports.content import IncidentReport
from reports.data_files import data_files
from reports.layout import ForbiddenFetch
from reports.pdf import write_pdf
from tests.hostile.texts import STRANGE, VECTORS
from tests.reports.printing import Printed, print_into
from tests.reports.sample import incident_report

KEPT_AS_THEY_ARE = {"timezone", "zone", "schema", "language"}
PRINTED_ELSEWHERE = {"code", "key", "decision_absence"}


class Poison:
    """A copy of a content whose every text is followed by a mark of its own and by hostile text."""

    def __init__(self, hostile):
        self.hostile = hostile
        self.numbers = count(1)
        self.marks = {}

    def into(self, value, name=""):
        if is_dataclass(value):
            return replace(
                value,
                **{
                    each.name: self.into(getattr(value, each.name), each.name)
                    for each in fields(value)
                },
            )
        if isinstance(value, tuple):
            return tuple(self.into(item, name) for item in value)
        if not isinstance(value, str) or isinstance(value, Enum) or name in KEPT_AS_THEY_ARE:
            return value
        mark = f"#{next(self.numbers):04d}#"
        self.marks[mark] = name
        return f"{value}{mark}{self.hostile}"


@pytest.fixture(scope="module")
def vectors(canary) -> list[str]:
    """Each once, in turn on a host and on a file."""
    addresses = cycle((canary.url, "file:///etc/passwd"))
    return [vector.format(url=url) for vector, url in zip(VECTORS, addresses, strict=False)]


@pytest.fixture(scope="module")
def poison(vectors) -> Poison:
    return Poison("".join(vectors) + STRANGE)


@pytest.fixture(scope="module")
def poisoned(poison) -> IncidentReport:
    report = incident_report()
    few = replace(report, observations=report.observations[1:3])
    return poison.into(few)


@pytest.fixture(scope="module")
def printed(poisoned, tmp_path_factory) -> Printed:
    return print_into(tmp_path_factory.mktemp("hostile"), poisoned)


@pytest.fixture(scope="module")
def text(printed) -> str:
    """Without white space, since a narrow cell may break a line anywhere."""
    return re.sub(r"\s", "", printed.text())


def test_nobody_came_for_what_a_hostile_text_names(printed, canary):
    assert canary.hits == []


def test_nothing_is_attached_but_our_data_files(printed, poisoned):
    with pikepdf.open(printed.path) as pdf:
        assert set(pdf.attachments) == {each.name for each in data_files(poisoned)}
        kinds = {
            str(each.get("/Subtype"))
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary)
        }
    assert "/FileAttachment" not in kinds
    assert "/Image" not in kinds


def test_every_text_is_printed_each_with_its_mark(text, poison):
    missing = [name for mark, name in poison.marks.items() if mark not in text]
    assert set(missing) <= PRINTED_ELSEWHERE


def test_markup_and_braces_are_printed_literally(text, vectors):
    for vector in vectors:
        assert re.sub(r"\s", "", vector) in text
    assert "[{{7*7}}]{%loadx%}${7*7}" in text
    assert "root:x:0:0" not in text


@pytest.mark.slow
def test_invisible_characters_are_named_and_a_crowd_of_marks_counted(text):
    assert "U+0000U+2028U+202EU+0336×5000" in text


def test_the_file_is_still_a_sound_archive_file(printed):
    checked = subprocess.run(["qpdf", "--check", printed.path], capture_output=True, text=True)
    assert checked.returncode == 0
    with (
        pikepdf.open(printed.path) as pdf,
        pdf.open_metadata(set_pikepdf_as_editor=False) as metadata,
    ):
        assert metadata["{http://www.aiim.org/pdfa/ns/id/}part"] == "3"
        assert "[U+0000]" in metadata["dc:title"]
        fonts = {
            str(each.FontName).split("+")[1]
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/FontName" in each
        }
    assert all(font.startswith("Atkinson-Hyperlegible-Next") for font in fonts)


def test_hostile_text_is_nothing_to_log(printed):
    assert printed.log == []


@pytest.mark.parametrize("vector", VECTORS)
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_markup_that_got_through_would_stop_the_document(vector, scheme, canary, caplog):
    """The second wall: no template of ours lets markup through, and if one did, nothing is made."""
    url = canary.url if scheme == "http" else "file:///etc/passwd"
    html = f'<html lang="fr"><body>{vector.format(url=url)}</body></html>'
    report = incident_report()
    with pytest.raises(ForbiddenFetch, match=re.escape(url)):
        write_pdf(html, report, data_files(report), {})
    assert canary.hits == []
    (event,) = [each for each in caplog.records if each.name == "promesse.security"]
    assert url in event.getMessage()


@pytest.mark.parametrize(
    ("place", "times"),
    [
        ("narrative", 1_000),
        pytest.param("narrative", 20_000, marks=pytest.mark.slow),
        pytest.param("cell", 20_000, marks=pytest.mark.slow),
        pytest.param("title", 20_000, marks=pytest.mark.slow),
    ],
)
def test_an_endless_word_is_printed_whole_and_in_time(place, times, tmp_path):
    report, word = incident_report(), "abcdefghij" * times
    first, *others = report.observations
    row, *rows = report.chronology
    endless = {
        "narrative": {"observations": (replace(first, fact=word), *others)},
        "cell": {"chronology": (replace(row, fact=word), *rows)},
        "title": {"identification": replace(report.identification, title=word)},
    }
    printed = print_into(tmp_path, replace(report, **endless[place]))
    letters = re.sub(r"[^a-j]", "", printed.text())
    assert letters.count("abcdefghij") >= times * 0.98  # a page's foot may stand between letters
