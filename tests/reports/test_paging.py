"""Rows that grow at their end: none is lost or said twice, and what did not change is kept."""

from dataclasses import replace

import pytest

from cases.evidence import store
from reports import joining
from reports.binding.outcome import Bound
from reports.binding.volume import bind
from reports.content import Schedule
from reports.paging import Flow
from reports.pdf import pieces_of, render_incident_report
from reports.print_cache import cached
from tests.reports import dossiers, files
from tests.reports.sample import exhibit, incident_report

HEIGHTS = (6, 30, 11, 90, 6, 6, 45, 17)


def flow(count: int, *, lines: int = 10, under: int = 20, height=None) -> Flow:
    rows = [(number, height or HEIGHTS[number % len(HEIGHTS)]) for number in range(count)]

    def write(some, *, is_first, is_last):
        head = "<h2>Annexe</h2>" if is_first else ""
        lines = "".join(
            f'<tr id="row-{number}" style="height: {high}mm"><td>Ligne {number}</td></tr>'
            for number, high in some
        )
        table = f"<table>{lines}</table>" if some else "<p>Rien.</p>"
        tail = f'<p id="under" style="height: {under}mm">Signature</p>' if is_last else ""
        return f'<html lang="fr"><title>fr</title><body>{head}{table}{tail}</body></html>'

    return Flow(rows, "row-", lines, write)


def laid_out(some: Flow) -> list[bytes]:
    return list(pieces_of([some]))


def rows_of(piece: bytes) -> list[int]:
    named = joining.told(piece).places
    return sorted(int(name.removeprefix("row-")) for name in named if name.startswith("row-"))


def test_each_row_is_on_one_page_in_its_order():
    pages = laid_out(flow(40))
    assert [row for page in pages for row in rows_of(page)] == list(range(40))
    assert [joining.page_count(page) for page in pages] == [1] * len(pages)
    said = " ".join(map(dossiers.text_of, pages)).split("Ligne ")[1:]
    assert [int(each.split()[0]) for each in said] == list(range(40))


def test_a_row_more_lays_out_the_last_pages_alone(layouts):
    before = laid_out(flow(40))
    layouts.clear()
    after = laid_out(flow(41))
    assert len(before) > 4
    assert len(layouts) <= 2
    assert after[: len(before) - 2] == before[:-2]


def test_what_is_kept_changes_nothing_in_what_is_made(home):
    laid_out(flow(40))
    grown = laid_out(flow(44))
    for each in (home / "cache" / "print").glob("*/*"):
        each.unlink()
    assert laid_out(flow(44)) == grown


def test_rows_shorter_than_was_thought_fill_their_page():
    few, guessed = (laid_out(flow(70, lines=lines, height=7)) for lines in (2, 40))
    assert [rows_of(page) for page in few] == [rows_of(page) for page in guessed]
    assert len(rows_of(few[0])) > 20


def test_what_is_under_the_last_row_goes_on_where_there_is_no_room():
    pages = laid_out(flow(3, height=70, under=120))
    assert [joining.page_count(page) for page in pages] == [2]
    assert "Signature" in dossiers.text_of(pages[0])


def test_no_row_at_all_is_said_with_what_is_around():
    [page] = laid_out(flow(0))
    text = dossiers.text_of(page)
    assert (text.count("Annexe"), text.count("Rien."), text.count("Signature")) == (1, 1, 1)


@pytest.mark.slow
def test_the_schedule_is_laid_out_once_for_the_dossier_and_for_its_exhibits(layouts, tmp_path):
    kept = store.keep(files.pdf())
    handed_in = tuple(
        replace(exhibit(number), sha256=kept, media_type="application/pdf") for number in (1, 2)
    )
    report = replace(incident_report(), schedule=Schedule(2, handed_in))
    volume = bind(report, report.schedule, tmp_path, cached)
    whole = dossiers.text_of(render_incident_report(report, Bound(volume.outcomes)))
    assert len([html for html in layouts if 'id="annex-exhibits"' in html]) == 1
    printed = dossiers.text_of(volume.schedule.read_bytes())
    table = printed[printed.index("Annexe B") : printed.index("Date et signature")]
    assert table in whole
