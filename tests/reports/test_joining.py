"""A dossier laid out in pieces is one document: one structure, no piece laid out twice."""

import itertools
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array

from reports import pdf as printer
from reports import pieces
from reports.pdf import render_incident_report
from tests.reports import dossiers
from tests.reports.sample import incident_report, schedule

pytestmark = pytest.mark.slow


def cut_small(patch: pytest.MonkeyPatch) -> None:
    """In slices of a few rows: the sample has six facts, twelve observations, seven acts."""
    patch.setattr(pieces, "ROWS", 3)
    patch.setattr(pieces, "OBSERVATIONS", 5)


@pytest.fixture(scope="module")
def content() -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        cut_small(patch)
        return render_incident_report(incident_report())


@pytest.fixture
def pdf(content):
    with pikepdf.open(BytesIO(content)) as opened:
        yield opened


def parents(pdf) -> dict[int, object]:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums.as_list()
    keys = [int(numbers[place]) for place in range(0, len(numbers), 2)]
    assert keys == sorted(set(keys))
    return dict(zip(keys, (numbers[place] for place in range(1, len(numbers), 2)), strict=True))


def elements(node):
    children = node.get("/K", [])
    for child in children if isinstance(children, Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from elements(child)


def test_nothing_is_lost_between_two_pieces(content):
    text = dossiers.text_of(content).replace("\u00a0", " ")
    report = incident_report()
    for fact in report.chronology:
        assert fact.fact in text
    for each in report.observations:
        assert f"A-{each.number} – Observateur" in text
    for line in report.journal:
        assert line.act in text
    assert text.count("4. Chronologie") == 2  # in the contents, and where it is
    assert text.count("Aucun acte n’est enregistré") == 0


def test_each_page_names_the_elements_that_are_on_it(pdf):
    known = parents(pdf)
    for page in pdf.pages:
        for element in known[int(page.obj.StructParents)].as_list():
            assert element.Pg.objgen == page.obj.objgen
        for annotation in page.obj.get("/Annots", Array()).as_list():
            element = known[int(annotation.StructParent)]
            [reference] = [each for each in element.K.as_list() if "/Obj" in dict_of(each)]
            assert reference.Obj.objgen == annotation.objgen


def dict_of(each):
    return each if isinstance(each, pikepdf.Dictionary) else {}


def test_there_is_one_tree_under_one_document(pdf):
    [document] = pdf.Root.StructTreeRoot.K.as_list()
    assert all(element.P.objgen == document.objgen for element in document.K.as_list())
    headings = [each for each in elements(document) if each.S == "/H2"]
    assert len(headings) == 18


def test_every_cell_finds_its_headers_in_its_own_table(pdf):
    all_names = []
    for table in [each for each in elements(pdf.Root.StructTreeRoot) if each.S == "/Table"]:
        names = {bytes(each.ID) for each in elements(table) if each.S == "/TH" and "/ID" in each}
        all_names += names
        for cell in [each for each in elements(table) if each.S == "/TD"]:
            assert {bytes(name) for name in cell.A.Headers.as_list()} <= names
    assert len(all_names) == len(set(all_names))


def test_every_link_has_its_place(pdf):
    named = pdf.Root.Names.Dests.Names.as_list()
    places = [bytes(named[place]) for place in range(0, len(named), 2)]
    assert places == sorted(set(places))
    links = [
        link
        for page in pdf.pages
        for link in page.obj.get("/Annots", Array()).as_list()
        if link.Subtype == "/Link"
    ]
    assert len(links) >= 17
    assert {bytes(link.Dest) for link in links} <= set(places)


def test_the_contents_say_on_which_page_each_part_begins(content, pdf):
    pages = [page.obj.objgen for page in pdf.pages]
    named = pdf.Root.Names.Dests.Names.as_list()
    at = {
        str(name): pages.index(place[0].objgen) + 1 for name, place in itertools.batched(named, 2)
    }
    contents = dossiers.layout_of(content).split("\f")[1]
    for title, part in (
        ("4. Chronologie", "chronology"),
        ("Annexe F – Intégrité", "annex-integrity"),
    ):
        [line] = [each for each in contents.splitlines() if title in each]
        assert line.split()[-1] == str(at[part])


def test_one_more_exhibit_lays_out_what_changed_alone(monkeypatch, layouts):
    cut_small(monkeypatch)
    before = incident_report()
    render_incident_report(before)
    assert len(layouts) > 8
    layouts.clear()
    render_incident_report(replace(before, schedule=schedule()))
    assert 1 <= len(layouts) <= 4  # contents, schedule, journal, integrity
    assert not any('id="chronology"' in html for html in layouts)


def test_a_version_whose_parts_are_on_the_same_pages_keeps_its_contents(layouts):
    before = incident_report()
    render_incident_report(before)
    layouts.clear()
    render_incident_report(replace(before, cover=replace(before.cover, version=2)))
    [integrity] = layouts
    assert "Annexe F" in integrity


def test_contents_of_three_pages_are_laid_out_until_their_numbers_are_true(monkeypatch):
    monkeypatch.setattr(printer, "PAGES_IN_FRONT", 5)
    again = render_incident_report(incident_report())
    monkeypatch.undo()
    assert again == render_incident_report(incident_report())
