"""The file of exhibits: every kind of file that people hand in, sound or not, breaks nothing."""

import hashlib
import os
import re
import subprocess
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from pikepdf import Array
from PIL import Image

from cases.evidence import store
from cases.evidence.previews import drawing
from reports import tasks
from reports.binding.parts import split
from reports.binding.slices import NEXT_HEIGHT, OVERLAP, sliced
from reports.binding.volume import bind
from reports.content import Schedule
from reports.print_cache import cached
from tests.evidence.intake import files as messages
from tests.reports import files
from tests.reports.sample import exhibit, incident_report

PDF, MAIL, OUTLOOK = "application/pdf", "message/rfc822", "application/vnd.ms-outlook"
BAND = 42 * 72 / 25.4


def scheduled(*handed_in) -> Schedule:
    """Each with its type."""
    return Schedule(2, tuple(lines(*handed_in)))


def lines(*handed_in):
    for number, (content, media_type) in enumerate(handed_in, 1):
        yield replace(
            exhibit(number),
            name=f"fichier-{number}",
            media_type=media_type,
            sha256=store.keep(content),
            size=len(content),
        )


def bound(folder, *handed_in):
    report = replace(incident_report(), schedule=scheduled(*handed_in))
    return bind(report, report.schedule, folder, cached)


def text(path, page, *options) -> str:
    pages = ("-f", str(page), "-l", str(page))
    read = subprocess.run(
        ["pdftotext", *pages, *options, path, "-"], check=True, capture_output=True, text=True
    )
    return " ".join(read.stdout.replace("\u00a0", " ").split())


BROKEN = {
    "encrypted": (files.encrypted, "PDF protégé contre les modifications"),
    "locked": (lambda: files.encrypted("secret"), "PDF protégé par un mot de passe"),
    "truncated": (files.truncated, "PDF endommagé"),
    "no page": (files.without_pages, "PDF sans aucune page"),
    "a page that does not inflate": (files.with_spoiled_stream, "PDF endommagé"),
    "pages that are lost": (files.with_lost_object, "PDF endommagé"),
    "pages in a loop": (files.with_loop_of_pages, "PDF endommagé"),
    "a spoiled table": (files.with_spoiled_table, "PDF endommagé"),
    "empty": (bytes, "PDF endommagé"),
    "something else": (lambda: b"%PDF-1.7 that is all", "PDF endommagé"),
    "a bomb": (files.bomb, "page trop lourde"),
    "doubly coded": (files.doubly_coded, "codées d’une façon hors du commun"),
    "too many pages": (lambda: files.pdf(501, content=b""), "PDF de plus de 500 pages"),
    "a ribbon": (lambda: files.pdf(box=(0, 0, 30, 5000)), "format hors du commun"),
    "a stamp": (lambda: files.pdf(box=(0, 0, 30, 30)), "format hors du commun"),
    "another unit": (lambda: files.pdf(UserUnit=10), "format hors du commun"),
    "a dynamic form": (files.with_xfa, "formulaire dynamique"),
    "a portfolio": (lambda: files.pdf(catalog={"Collection": pikepdf.Dictionary()}), "documents"),
}


def test_whatever_is_broken_is_left_as_it_is_and_the_schedule_says_why(tmp_path):
    sound = (files.pdf(2), PDF)
    volume = bound(tmp_path, *((make(), PDF) for make, _ in BROKEN.values()), sound)
    told = dict(zip(BROKEN, volume.outcomes, strict=False))
    assert {kind: why in told[kind].why_not for kind, (_, why) in BROKEN.items()} == (
        dict.fromkeys(BROKEN, True)
    )
    assert [leaf.exhibit.number for leaf in volume.leaves] == [len(BROKEN) + 1]
    front = " ".join(
        text(volume.path, page, "-raw") for page in range(1, volume.schedule_pages + 1)
    )
    assert "non reliée : PDF protégé par un mot de passe" in front
    assert "non reliée : page trop lourde pour être reliée" in front


def test_a_file_too_large_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr("reports.binding.sound.MOST_BYTES", 100)
    assert bound(tmp_path, (files.pdf(), PDF)).outcomes[0].why_not == "fichier de plus de 50 Mo"


@pytest.mark.parametrize(
    ("content", "media_type", "why"),
    [
        (b"PK\x03\x04", "application/zip", "ni PDF, ni image, ni courriel"),
        (files.picture()[:60], "image/png", "image endommagée"),
        (files.picture(), "image/jpeg", "image endommagée"),
        (files.heic()[:200], "image/heic", "image endommagée"),
        (b"", MAIL, "courriel endommagé"),
        (b"From: a@b.example\n\n" + b"mot " * 60_000, MAIL, "courriel trop long"),
        (b"From: a@b\n" + b"Content-Type: message/rfc822\n\n" * 1500, MAIL, "courriel endommagé"),
        (b"From: a@b\nMessage-ID: <?@[\n\nmot", MAIL, "courriel endommagé"),
        (messages.msg()[:700], OUTLOOK, "courriel endommagé"),
        (messages.msg(P0037="Vide"), OUTLOOK, "courriel endommagé"),
    ],
    ids=[
        *("zip", "cut", "other kind", "cut heic", "empty mail", "endless mail"),
        *("nested mail", "mail that the parser fails on"),
        *("cut message", "empty message"),
    ],
)
def test_other_files_that_are_not_bound(tmp_path, content, media_type, why):
    [outcome] = bound(tmp_path, (content, media_type)).outcomes
    assert outcome.why_not.startswith(why)


def test_a_message_of_outlook_without_end_is_not_bound(tmp_path, monkeypatch):
    monkeypatch.setattr("reports.binding.messages.MOST_TEXT", 10)
    content = messages.msg(P0037="Long", P1000="mot " * 3)
    [outcome] = bound(tmp_path, (content, OUTLOOK)).outcomes
    assert outcome.why_not == "courriel trop long pour être relié"


def test_grey_in_sixteen_bits_keeps_its_greys(tmp_path):
    volume = bound(tmp_path, (files.grey_in_sixteen_bits(), "image/png"))
    drawn = Image.open(BytesIO(drawing.page_of(volume.leaves[0].path.read_bytes(), 1)))
    across = (drawn.width // 4, drawn.width // 2, 3 * drawn.width // 4)
    points = [drawn.getpixel((x, drawn.height // 3)) for x in across]
    assert all(max(point) - min(point) < 4 for point in points), "no colour came in"
    dark, middle, light = (point[0] for point in points)
    assert dark < middle < light < 255


def test_a_capture_much_taller_than_a_page_is_read_on_several(tmp_path):
    """The picture is in the file once, as it was handed in, and each page shows another part."""
    content = files.capture(1080, 12_000)
    volume = bound(tmp_path, (content, "image/jpeg"))
    [outcome] = volume.outcomes
    assert outcome.pages == 9
    read = volume.leaves[0].path.read_bytes()
    with pikepdf.open(BytesIO(read)) as pdf:
        pictures = [each for each in pdf.objects if is_picture(each)]
        assert [(each.Width, each.Height) for each in pictures] == [(1080, 12_000)]
    shades = [shade(read, page) for page in range(1, 10)]
    assert all(later < earlier - 10 for earlier, later in pairwise(shades)), shades
    assert "découpée sur 9 pages" in text(volume.leaves[0].path, 1)


def is_picture(each) -> bool:
    return isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"


def shade(read: bytes, page: int) -> int:
    """Of the middle of a page, below what its top says, at the width of the picture."""
    drawn = Image.open(BytesIO(drawing.page_of(read, page))).convert("L")
    across = [drawn.getpixel((x, drawn.height // 6)) for x in (drawn.width // 7, drawn.width // 2)]
    assert abs(across[0] - across[1]) < 4, "it is as wide as the page"
    return across[0]


@pytest.mark.parametrize(
    ("width", "height", "pages"),
    [(1080, 2400, 0), (1080, 3240, 0), (1080, 3241, 3), (1080, 12_000, 9), (1, 50_000_000, 60)],
)
def test_windows_follow_each_other_with_an_overlap_to_the_end(width, height, pages):
    cut = sliced(width, height)
    if not pages:
        assert cut is None
        return
    assert len(cut.slices) == pages
    for one, other in pairwise(cut.slices):
        assert one.top + one.height - other.top == pytest.approx(OVERLAP)
    assert cut.slices[-1].top + cut.slices[-1].height == pytest.approx(cut.width * height / width)
    assert all(0 < each.height <= NEXT_HEIGHT for each in cut.slices)


def test_a_capture_that_a_phone_wrote_lying_is_cut_as_it_is_seen(tmp_path):
    volume = bound(tmp_path, (files.capture(4000, 1000, orientation=6), "image/jpeg"))
    assert volume.outcomes[0].pages == 4


def test_an_image_of_too_many_pixels_is_not_decoded(tmp_path, monkeypatch):
    monkeypatch.setattr("reports.binding.laid_out.MOST_PIXELS", 100)
    [outcome] = bound(tmp_path, (files.picture(), "image/png")).outcomes
    assert outcome.why_not == "image trop grande pour être reliée"


def test_what_is_withdrawn_keeps_its_line_and_is_not_bound(tmp_path):
    schedule = scheduled((files.pdf(), PDF), (files.pdf(2), PDF))
    withdrawn = replace(schedule.exhibits[0], withdrawn_on=exhibit(1).dated_on)
    schedule = replace(schedule, exhibits=(withdrawn, schedule.exhibits[1]))
    report = replace(incident_report(), schedule=schedule)
    volume = bind(report, schedule, tmp_path, cached)
    assert [each.is_bound for each in volume.outcomes] == [False, True]
    assert "retirée" in text(volume.path, 1)


OF_OUTLOOK = messages.msg(
    sent_at=131_599_590_000_000_000,
    P0037="Incident résolu",
    P0C1A="Support",
    P5D01="support@editeur.example",
    P1000="Tout fonctionne <b>de nouveau</b>.",
    attached={"avis.pdf": b"%PDF-1.7", "message joint": b""},
)
SOUND = {
    "PDF": (files.pdf(3), PDF),
    "PNG": (files.picture(), "image/png"),
    "JPEG": (files.picture("JPEG", (600, 1500)), "image/jpeg"),
    "HEIC": (files.heic(), "image/heic"),
    "mail": (files.message(joined=b"a;b"), MAIL),
    "Outlook": (OF_OUTLOOK, OUTLOOK),
    "HTML mail": (files.message(html="<p>Bonjour</p><script>x()</script>"), MAIL),
}


@pytest.fixture
def volume(tmp_path):
    return bound(tmp_path, *SOUND.values())


def test_each_exhibit_is_where_the_schedule_says(volume):
    assert [each.is_bound for each in volume.outcomes] == [True] * len(SOUND)
    assert [each.pages for each in volume.outcomes] == [3, 1, 1, 1, 1, 1, 1]
    for one, other in pairwise(volume.outcomes):
        assert other.first_page == one.first_page + one.pages
    for each in volume.outcomes:
        page = text(volume.path, each.first_page)
        assert f"Pièce n° {each.number}" in page
        assert f"p. 1 / {each.pages}" in page
        assert "cachet de l’avocat" in page
        assert f"reliée p. {each.first_page}" in text(volume.path, 1)
    assert "Exhibit text" in text(volume.path, volume.outcomes[0].first_page)
    assert "Pièce" not in text(volume.path, volume.outcomes[0].first_page + 1)


def test_a_message_of_outlook_is_printed_with_its_headers_and_what_was_joined(volume):
    page = text(volume.path, volume.outcomes[list(SOUND).index("Outlook")].first_page)
    for printed in (
        *("Support <support@editeur.example>", "2018-01-09 08:10:00 UTC", "Incident résolu"),
        "Tout fonctionne <b>de nouveau</b>.",
        "avis.pdf (application/octet-stream, 8 octets)",
        f"SHA-256 {hashlib.sha256(b'%PDF-1.7').hexdigest()}",
        "message joint (application/octet-stream, 0 octets)",
    ):
        assert printed in page
    assert page.count("SHA-256") == 3, "the stamp's, the file's, and that of what was joined"


def test_its_schedule_leads_to_each_exhibit_and_so_do_its_bookmarks(volume):
    with pikepdf.open(volume.path) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        links = [
            link
            for page in list(pdf.pages)[: volume.schedule_pages]
            for link in page.obj.Annots.as_list()
        ]
        starts = [each.first_page for each in volume.outcomes]
        assert [numbers[link.Dest[0].objgen] for link in links] == starts
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert [title.split(" – ")[0] for title in titles[-len(SOUND) :]] == [
        f"Pièce n°\u00a0{number}" for number in range(1, len(SOUND) + 1)
    ]


def test_it_claims_no_archive_format_and_is_sound(volume):
    assert b"pdfaid" not in volume.path.read_bytes()
    with pikepdf.open(volume.path) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == volume.pages
    run = subprocess.run(["qpdf", "--check", volume.path], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr


def test_a_mail_is_printed_with_its_headers_its_words_and_what_was_joined(volume):
    places = [list(SOUND).index(kind) for kind in ("mail", "HTML mail")]
    plain, html = (text(volume.path, volume.outcomes[place].first_page) for place in places)
    for said in ("Support <support@editeur.example>", "Incident de connexion", "09 Jan 2018 09:10"):
        assert said in plain
    assert "Un incident est en cours." in plain
    assert "releve.csv (text/csv, 3 octets)" in plain
    assert "seuls ses mots sont imprimés" in html
    assert "x()" not in html


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (60, 100, 400, 720)])
def test_the_stamp_is_above_the_page_and_covers_nothing(tmp_path, rotate, crop):
    page = {"CropBox": Array(crop)} if crop else {}
    volume = bound(tmp_path, (files.pdf(rotate=rotate, **page), PDF))
    with pikepdf.open(volume.leaves[0].path) as pdf:
        left, bottom, right, top = (float(each) for each in pdf.pages[0].mediabox)
    before = crop or files.A4
    across, up = (
        (right - left, top - bottom) if rotate in (0, 180) else (top - bottom, right - left)
    )
    wide, high = before[2] - before[0], before[3] - before[1]
    if rotate in (90, 270):
        wide, high = high, wide
    assert (across, up) == pytest.approx((wide, high + BAND), abs=0.1)
    band = ("-x", "0", "-y", "0", "-W", "2000", "-H", str(int(BAND)))
    seen = text(volume.leaves[0].path, 1, *band)
    assert "Pièce n° 1" in seen
    assert "Exhibit text" not in seen
    assert "Exhibit text" in text(volume.leaves[0].path, 1)


def test_a_page_too_narrow_for_the_stamp_is_made_wider(tmp_path):
    volume = bound(tmp_path, (files.pdf(box=(0, 0, 100, 100), content=b""), PDF))
    with pikepdf.open(volume.leaves[0].path) as pdf:
        assert float(pdf.pages[0].mediabox[2]) == pytest.approx(60 * 72 / 25.4, abs=0.1)
    assert "Pièce n° 1" in text(volume.leaves[0].path, 1)


@pytest.mark.slow
def test_drawing_that_does_not_close_what_it_opens_does_not_move_the_stamp(tmp_path):
    wild = b"Q Q q 3 0 0 3 0 0 cm " + files.TEXT + b" q q 9 0 0 9 0 0 cm"
    [plain], [other] = (
        bound(folder, (files.pdf(content=content), PDF)).leaves
        for folder, content in ((made(tmp_path, "a"), files.TEXT), (made(tmp_path, "b"), wild))
    )
    assert stamp_of(plain.path) == stamp_of(other.path)


def made(folder, name):
    (folder / name).mkdir()
    return folder / name


def stamp_of(path) -> str:
    read = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, text=True
    )
    return re.search(r"<word [^>]*>Pièce</word>", read.stdout)[0]


def test_nothing_that_acts_or_leads_out_follows(tmp_path):
    volume = bound(tmp_path, (files.acting(), PDF))
    with pikepdf.open(volume.path) as pdf:
        dictionaries = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
    for forbidden in ("/JavaScript", "/JS", "/URI", "/OpenAction", "/AA", "/AcroForm", "/Launch"):
        assert not any(forbidden in each for each in dictionaries), forbidden


def test_the_filling_of_a_form_stays_on_the_page(tmp_path):
    volume = bound(tmp_path, (files.filled_form("Valeur saisie"), PDF))
    assert "Valeur saisie" in text(volume.path, volume.outcomes[0].first_page)


@pytest.mark.slow
def test_the_same_exhibits_give_the_same_file(tmp_path):
    one, other = (bound(made(tmp_path, name), *SOUND.values()).path for name in "ab")
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.slow
def test_what_was_laid_out_once_is_not_laid_out_again(tmp_path, monkeypatch):
    bound(made(tmp_path, "a"), *SOUND.values())
    again = []
    monkeypatch.setattr("reports.binding.volume.laid_out", lambda *said: again.append(said))
    volume = bound(made(tmp_path, "b"), *SOUND.values())
    assert again == []
    assert all(each.is_bound for each in volume.outcomes)


def test_what_is_kept_is_whole_or_made_again(home):
    assert cached("clef", lambda: b"un") == b"un"
    assert cached("clef", lambda: b"deux") == b"un"
    [path] = [each for each in (home / "cache" / "print").rglob("*") if each.is_file()]
    path.write_bytes(path.read_bytes()[:-1])
    assert cached("clef", lambda: b"trois") == b"trois"


def test_what_nobody_asked_for_in_a_month_is_forgotten(home):
    for key in "ab":
        cached(key, lambda: b"un")
    old = next(each for each in (home / "cache" / "print").rglob("*") if each.is_file())
    os.utime(old, (0, 0))
    tasks.sweep_print_cache()
    left = [each for each in (home / "cache" / "print").rglob("*") if each.is_file()]
    assert len(left) == 1
    assert old not in left


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(home):
    (home / "cache").write_text("no folder can be made here")
    assert cached("clef", lambda: b"un") == b"un"


def test_parts_stay_under_the_limit_and_cut_no_exhibit(tmp_path):
    handed_in = [(files.heavy(number), PDF) for number in range(7)]
    report = replace(incident_report(), schedule=scheduled(*handed_in))
    volume = bind(report, report.schedule, tmp_path, cached)
    parts = split(report, report.schedule, volume.leaves, tmp_path, 400_000)
    assert [part.name for part in parts] == [
        f"Envoi-{number}sur{len(parts)}.pdf" for number in range(1, len(parts) + 1)
    ]
    assert len(parts) > 1
    numbers = [leaf.exhibit.number for part in parts for leaf in part.leaves]
    assert numbers == list(range(1, 8))
    for number, part in enumerate(parts, 1):
        assert part.path.stat().st_size <= 400_000
        table = text(part.path, 1)
        assert f"Envoi {number} sur {len(parts)}" in table
        assert "n° 7" in table
        with pikepdf.open(part.path) as pdf:
            assert len(pdf.pages) == part.pages == 1 + sum(leaf.pages for leaf in part.leaves)


def test_an_exhibit_over_the_limit_by_itself_is_alone_and_the_table_says_so(tmp_path):
    handed_in = [(files.heavy(number), PDF) for number in range(2)]
    report = replace(incident_report(), schedule=scheduled(*handed_in))
    volume = bind(report, report.schedule, tmp_path, cached)
    parts = split(report, report.schedule, volume.leaves, tmp_path, 60_000)
    assert [len(part.leaves) for part in parts] == [1, 1]
    assert "dépasse à elle seule la taille d’un envoi" in text(parts[0].path, 1)
