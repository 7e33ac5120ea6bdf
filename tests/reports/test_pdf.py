"""The printed document from inside: an archive file that says truly what it is.

What ISO 19005-3 asks is looked at with pikepdf, qpdf and poppler; veraPDF is asked only where
`VERAPDF` names its command. It has not been so far, and the document says so.
"""

import hashlib
import os
import re
import subprocess
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from pikepdf import Name

from reports.content import Classification, IncidentReport
from reports.data_files import data_files
from reports.pieces import Written
from reports.typeface import FAMILIES, STYLES, font_file
from tests.reports.printing import Printed, print_into
from tests.reports.sample import incident_report, schedule, without_comparison

PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
TABLE_OF_THE_ARTICLE = {
    "EBP": [
        "progressif lent depuis J-1",
        "partielle sur les abonnés",
        "mail le 09/01/2018 à 9h10",
        "2 sur 3",
        "1 sur 3",
        "lente et progressive",
        "bonne",
        "mail le 09/01/2018 à 10h02",
    ],
    "Sage": [
        "très rapide depuis H-1",
        "totale sur les abonnés",
        "aucune",
        "nulle",
        "1 sur 3",
        "forte et immédiate",
        "médiocre",
        "aucune",
    ],
}
POINTS_TO_THE_FIRST_CASE = 238
POINTS_OF_A_CASE = 150
FOREIGN_LETTERS = "Łukasz Kovář – šč, chœur"


@pytest.fixture(scope="module")
def report() -> IncidentReport:
    report = incident_report()
    return replace(report, reserves=(*report.reserves, FOREIGN_LETTERS))


@pytest.fixture(scope="module")
def printed(report, tmp_path_factory) -> Printed:
    return print_into(tmp_path_factory.mktemp("pdf"), report)


@pytest.fixture
def pdf(printed):
    with pikepdf.open(printed.path) as opened:
        yield opened


def run(*command) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def elements(node):
    """The structure tree, flattened: tag and element."""
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield str(child.S).removeprefix("/"), child
            yield from elements(child)


def test_weasyprint_has_nothing_to_say(printed):
    assert printed.log == []


def test_the_metadata_declare_pdf_a_3a_and_agree_with_the_properties(pdf):
    assert str(pdf.docinfo.Title) == "Constat d’incident PRM-CI-2018-0001, version 1"
    assert str(pdf.docinfo.CreationDate) == "D:20180119163000Z"
    assert str(pdf.docinfo.ModDate) == "D:20180119163000Z"
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        assert metadata[f"{PDFAID}part"] == "3"
        assert metadata[f"{PDFAID}conformance"] == "A"
        assert metadata["dc:title"] == "Constat d’incident PRM-CI-2018-0001, version 1"
        assert metadata["dc:language"] == {"fr"}
        assert metadata["dc:creator"] == ["Association PROMESSE"]
        assert metadata["xmp:CreatorTool"] == "promesse 0.1"
        assert metadata["xmp:CreateDate"] == "2018-01-19T16:30:00Z"
        assert metadata["xmp:ModifyDate"] == "2018-01-19T16:30:00Z"


def test_colours_have_an_output_intent(pdf):
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == Name.GTS_PDFA1
    assert intent.DestOutputProfile.N == 3
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_the_document_is_tagged_in_french(pdf):
    assert str(pdf.Root.Lang) == "fr"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    tags = [tag for tag, _ in elements(pdf.Root.StructTreeRoot)]
    assert tags.count("H1") == 1
    assert tags.count("H2") == 18
    assert {"Table", "TR", "TH", "TD", "P", "L", "LI", "BlockQuote"} <= set(tags)


def test_every_data_cell_of_a_table_names_its_headers(pdf):
    cells = [cell for tag, cell in elements(pdf.Root.StructTreeRoot) if tag == "TD"]
    assert len(cells) > 50
    assert [cell for cell in cells if not len(cell.A.get("/Headers", []))] == []


def test_every_chart_is_a_figure_with_its_name_what_it_shows_and_its_table(pdf, printed):
    figures = [each for tag, each in elements(pdf.Root.StructTreeRoot) if tag == "Figure"]
    described = [str(each.Alt).replace("\u00a0", " ") for each in figures]
    assert [said.split(". ")[0] for said in described] == [
        "L’incident, heure par heure",
        "Comment l’information est arrivée",
        "Les appels, heure par heure",
    ]
    assert "Fenêtre de silence : 52 min, du premier blocage" in described[0]
    text = printed.sentences()
    assert "Fenêtre de silence : 52 min, du premier blocage" in text
    assert "9 janv. 2018 à 9 h 13 8 sur 12 0 sur 12" in text


def test_every_font_is_embedded(pdf):
    descriptors = [
        found.FontDescriptor
        for found in pdf.objects
        if isinstance(found, pikepdf.Dictionary) and "/FontDescriptor" in found
    ]
    assert len(descriptors) >= 3
    assert all("/FontFile2" in descriptor for descriptor in descriptors)
    assert {str(each.FontName).split("+")[1].split("-Bold")[0] for each in descriptors} <= {
        name.replace(" ", "-") for name in FAMILIES.values()
    }


def outline(font, glyph) -> list:
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return pen.value


def test_each_character_is_drawn_with_its_own_glyph(pdf):
    """Two files of one typeface must not be taken for one: † would be drawn as another sign."""
    outlines = {}
    for source in (
        TTFont(BytesIO(font_file(each, style))) for each in FAMILIES for style in STYLES
    ):
        for point, glyph in source.getBestCmap().items():
            outlines.setdefault(point, []).append(outline(source, glyph))
    drawn = set()
    for font in pdf.objects:
        if not isinstance(font, pikepdf.Dictionary) or "/DescendantFonts" not in font:
            continue
        program = TTFont(BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()))
        named = font.ToUnicode.read_bytes().decode().partition("beginbfchar")[2]
        for glyph, point in re.findall(r"<([0-9a-f]{4})> <([0-9a-f]{4})>", named):
            character = chr(int(point, 16))
            if not character.isdigit():  # digits of one width have other outlines
                shape = outline(program, program.getGlyphName(int(glyph, 16)))
                assert shape in outlines[ord(character)], character
                drawn.add(character)
    assert set(FOREIGN_LETTERS + "†œé’") - {" "} <= drawn


def test_the_data_files_are_attached_each_once_with_what_they_are(pdf, report):
    expected = {each.name: each for each in data_files(report)}
    assert set(pdf.attachments) == set(expected)
    for name, attached in pdf.attachments.items():
        assert attached.get_file().read_bytes() == expected[name].content
        assert attached.obj.AFRelationship == f"/{expected[name].relationship}"
        stream = attached.obj.EF.F
        assert stream.Subtype in (Name("/application/json"), Name("/text/csv"))
        assert str(stream.Params.ModDate) == "D:20180119163000Z"
    associated = [each.objgen for each in pdf.Root.AF]
    assert len(associated) == len(set(associated)) == 3


def test_the_frozen_content_inside_is_the_one_that_the_page_names(pdf, printed):
    content = pdf.attachments["contenu.json"].get_file().read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    assert digest in re.sub(r"\s", "", printed.text())
    assert IncidentReport.from_json(content.decode()).digest() == digest


def test_nothing_in_it_acts_or_leads_outside(pdf):
    dictionaries = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
    for forbidden in ("/JavaScript", "/JS", "/URI", "/OpenAction", "/AA", "/AcroForm", "/Launch"):
        assert not any(forbidden in each for each in dictionaries), forbidden
    assert not any(each.get("/Type") == Name.Action for each in dictionaries)
    assert "/Encrypt" not in pdf.trailer
    links = [each for each in dictionaries if each.get("/Subtype") == Name.Link]
    assert len({str(link.Dest) for link in links}) == 17


@pytest.mark.slow
def test_a_cited_exhibit_leads_to_its_line_of_the_schedule(report, tmp_path):
    said = replace(report, schedule=schedule(), reserves=("Voir la pièce n° 3, non la n° 2.",))
    printed = print_into(tmp_path, said)
    assert printed.log == []
    text = printed.sentences()
    assert "Bordereau n° 2 – pièces 1 à 3" in text
    assert "retirée le 18 janv. 2018 : elle garde son numéro" in text
    with pikepdf.open(printed.path) as pdf:
        links = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        targets = {str(each.Dest) for each in links if each.get("/Subtype") == Name.Link}
    assert "exhibit-3" in targets


def test_bookmarks_follow_the_parts_in_their_order(pdf):
    with pdf.open_outline() as outline:
        (title,) = outline.root
        parts = [part.title for part in title.children]
    assert title.title == "Constat d’incident"
    assert parts[0] == "1. Identification"
    assert parts[10] == "11. Décision de la commission stratégie"
    assert parts[-1] == "Annexe F – Intégrité"
    assert len(parts) == 17


@pytest.mark.slow
@pytest.mark.skipif("VERAPDF" not in os.environ, reason="no veraPDF is named")
def test_verapdf_finds_it_in_the_format_that_it_declares(printed):
    asked = (os.environ["VERAPDF"], "--flavour", "3a", "--format", "text", printed.path)
    assert run(*asked).startswith("PASS")


def test_qpdf_and_poppler_find_it_sound(printed):
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", printed.path)
    told = run("pdfinfo", printed.path)
    assert re.search(r"Tagged: +yes", told)
    assert re.search(r"JavaScript: +no", told)
    assert re.search(r"Page size: .*A4", told)
    fonts = run("pdffonts", printed.path).splitlines()[2:]
    assert all(re.search(r" yes yes yes ", font) for font in fonts)


@pytest.mark.parametrize(("column", "publisher"), list(enumerate(TABLE_OF_THE_ARTICLE)))
def test_the_table_of_the_article_is_printed_cell_by_cell(printed, pdf, column, publisher):
    pages = range(1, len(pdf.pages) + 1)
    page = next(
        str(each)
        for each in pages
        if "Critère d’analyse" in printed.text("-f", str(each), "-l", str(each))
    )
    left = POINTS_TO_THE_FIRST_CASE + column * POINTS_OF_A_CASE
    crop = ("-x", str(left), "-y", "0", "-W", str(POINTS_OF_A_CASE), "-H", "842")
    text = printed.text("-layout", "-f", page, "-l", page, *crop)
    lines = [line.strip() for line in text.partition(publisher)[2].splitlines()]
    beneath = re.compile(r"n = |\d+ sur \d+ réponses|intervalle|PRM-|$")
    assert [line for line in lines if not beneath.match(line)][:8] == (
        TABLE_OF_THE_ARTICLE[publisher]
    )


def test_counts_and_intervals_stand_under_the_proportions(printed):
    text = printed.sentences()
    assert "8 sur 12 réponses" in text
    assert "intervalle à 95 % : 39,1 % à 86,2 %" in text
    assert "0 sur 15 réponses" in text


def test_silence_is_told_as_what_reached_the_observers(printed):
    text = printed.sentences()
    assert "critère 3 : aucun message de l’éditeur à ce titre n’est parvenu aux 15" in text
    assert "non ce que l’éditeur a fait" in text


def test_the_cover_says_what_the_document_is_and_is_not(printed):
    cover = printed.sentences("-l", "1")
    assert "Rapport d’observation associatif" in cover
    assert "ne constitue pas une consultation juridique" in cover
    assert "Ce n’est pas un constat de commissaire de justice" in cover
    assert "une reconstruction" in cover
    assert "prescrite depuis le 9 janvier 2023" in cover
    assert "19 janv. 2018 à 17 h 30 (Europe/Paris) 19 janv. 2018 à 16 h 30 UTC" in cover


def test_every_page_but_the_cover_bears_reference_class_and_number(printed, pdf):
    total = len(pdf.pages)
    for number in range(2, total + 1):
        page = printed.text("-f", str(number), "-l", str(number))
        assert "PRM-CI-2018-0001 · version 1 · démonstration" in page
        assert Classification.LAWYER.value in page
        assert f"page {number} / {total}" in page


def test_no_heading_is_left_at_the_foot_of_a_page(printed, pdf):
    for number in range(1, len(pdf.pages) + 1):
        lines = printed.text("-layout", "-f", str(number), "-l", str(number)).splitlines()
        lines = [line.strip() for line in lines if line.strip()]
        last = lines[-2]  # the footer is the last
        if re.search(r" {5,}\d+$", last):  # the contents
            continue
        assert not re.match(r"(\d+\. |Annexe [A-F] |A-\d+ – )", last), last


def test_what_the_software_does_not_do_yet_is_said(printed):
    text = printed.sentences()
    assert "Le droit de réponse n’est pas encore ouvert dans ce logiciel" in text
    assert "Aucune pièce n’est au bordereau" in text
    assert "ni cachet électronique ni horodatage" in text
    assert "Il n’a pas été contrôlé par le validateur veraPDF" in text


def test_the_last_root_of_the_journal_is_printed_with_what_dates_it(report, printed):
    text = printed.sentences()
    assert "n° 1 à 212" in text
    assert "2018-01-23 00:04 UTC, Autorité d’horodatage" in text
    assert report.root.root in text.replace(" ", "")
    unstamped = replace(report, root=replace(report.root, stamped_at=None, authority=""))
    assert "sans horodatage" in "".join(map(str, Written(unstamped, (), {})))


@pytest.fixture(scope="module")
def bare_text(report, tmp_path_factory) -> str:
    bare = replace(
        without_comparison(report),
        cover=replace(report.cover, demonstration_notice="", time_barred_notice=""),
        summary=(),
        method=replace(report.method, verification=None, conflicts=(), limits=(), set_aside=()),
        chronology=(),
        effects=(),
        publisher_messages=(),
        findings=(),
        reserves=(),
        decision=None,
        decision_absence="La décision est réservée à la version interne.",
        relay=None,
        observations=(),
        journal=(),
        root=None,
        references_to_confirm=(),
    )
    return print_into(tmp_path_factory.mktemp("bare"), bare).sentences()


@pytest.mark.slow
@pytest.mark.parametrize(
    "sentence",
    [
        "Aucun résumé n’a été rédigé pour cette version.",
        "Cet incident n’a pas été vérifié à la date de ce document",
        "Aucun lien avec l’éditeur ou l’un de ses concurrents n’a été déclaré.",
        "Aucune limite particulière n’a été relevée par la commission.",
        "Aucun fait daté n’a été recueilli.",
        "Aucun effet n’a été déclaré.",
        "Aucun message de l’éditeur n’a été déclaré reçu par les observateurs.",
        "Aucune constatation n’a été arrêtée pour cette version.",
        "Aucune réserve n’a été formulée.",
        "La décision est réservée à la version interne.",
        "Aucun texte n’a été relayé à la date de ce document.",
        "Aucune observation n’est retenue.",
        "Aucun acte n’est enregistré sur cet incident.",
        "Ce document ne nomme aucune racine du journal.",
        "Ce document ne propose aucun fondement juridique",
    ],
)
def test_an_empty_part_says_that_it_is_empty(bare_text, sentence):
    assert sentence in bare_text


def test_a_real_case_does_not_call_itself_a_demonstration(bare_text):
    assert "démonstration" not in bare_text.lower()
    assert "Prescription" not in bare_text
