import subprocess
import sys
import time
from pathlib import Path

import pytest

from cases.evidence.intake import declared, policy
from cases.evidence.intake.dimensions import pixels_of
from cases.evidence.intake.policy import media_type_of
from cases.evidence.intake.refusals import FileRefused
from tests.evidence.intake import files

OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"


# As a large mail service gives it: what its servers added comes first.
FROM_AFAR = (
    b"Received: from a by b; Tue, 9 Jan 2018 08:10:00 +0000\r\n" * 4
    + b"ARC-Seal: i=1; a=rsa-sha256; b="
    + b"x" * 6000
    + b"\r\n"
    b"From: support@editeur.example\r\nTo: a@revendeur.example\r\n\r\nIncident."
)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (files.PDF, "Facture.PDF", "application/pdf"),
        (files.JPEG, "a.jpg", "image/jpeg"),
        (files.png(2, 2), "a.png", "image/png"),
        (files.WEBP, "a.webp", "image/webp"),
        (files.HEIC, "a.heic", "image/heic"),
        (b"09:10 erreur", "a.txt", "text/plain"),
        (b"\xff\xfe" + "erreur é".encode("utf-16-le"), "a.log", "text/plain"),
        ("erreur é".encode("cp1252"), "a.log", "text/plain"),
        (b"\x1b[31merreur\x1b[0m", "a.log", "text/plain"),
        (b"a;b\r\n1;2\r\n", "a.csv", "text/csv"),
        (files.EML, "a.eml", "message/rfc822"),
        (FROM_AFAR, "a.eml", "message/rfc822"),
        (files.msg(), "a.msg", "application/vnd.ms-outlook"),
        (files.docx(), "a.docx", f"{OOXML}.wordprocessingml.document"),
        (files.xlsx(), "a.xlsx", f"{OOXML}.spreadsheetml.sheet"),
        (files.odf("text"), "a.odt", f"{ODF}.text"),
        (files.odf("spreadsheet"), "a.ods", f"{ODF}.spreadsheet"),
        (files.archive({"../x": b"", "a.exe": b"MZ"}), "a.zip", "application/zip"),
    ],
)
def test_a_file_is_taken_by_what_it_holds_and_by_its_name(content, name, kind):
    assert media_type_of(content, name) == kind


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (files.MP3, "a.mp3", "audio/mpeg"),
        (b"\xff\xfb\x90\x44" + bytes(413), "a.mp3", "audio/mpeg"),
        (files.M4A, "a.m4a", "audio/mp4"),
        (files.wav(), "a.wav", "audio/wav"),
        (files.MP4, "a.mp4", "video/mp4"),
    ],
)
def test_a_recording_is_taken_once_those_in_it_have_agreed(content, name, kind):
    with pytest.raises(FileRefused, match="en cochant la case"):
        media_type_of(content, name)
    assert media_type_of(content, name, agreed=True) == kind


VBA = "application/vnd.ms-office.vbaProject"
MACROS = ("a.docx", "des macros", "PDF")
OBJECT = ("a.docx", "un objet d’un autre programme", "une image")
TEMPLATE = ("a.docx", "va chercher son modèle sur un serveur", "PDF")


def in_utf_16(entries: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content.decode().encode("utf-16") for name, content in entries.items()}


def template(target: str) -> dict[str, bytes]:
    return files.relations("attachedTemplate", target, "External")


@pytest.mark.parametrize(
    "entries",
    [
        template(r"file:///C:\Users\a\Templates\Lettre.dotm"),
        template(r"C:\Users\a\Lettre.dotm"),
        template("file:///Users/a/Lettre.dotm"),
        template("Normal.dotm"),
        files.relations("hyperlink", "https://a.example/", "External"),
        files.relations("image", "media/image1.png"),
        files.relations("package", "embeddings/Classeur.xlsx"),
        files.types(f"{OOXML}.wordprocessingml.document.main+xml"),
    ],
)
def test_what_an_honest_document_declares_is_taken(entries):
    assert media_type_of(files.docx(entries), "a.docx")


def test_what_a_document_declares_is_read_up_to_a_length(monkeypatch):
    linked = files.docx(files.relations("hyperlink", "x" * 500))
    assert media_type_of(linked, "a.docx")
    monkeypatch.setattr(declared, "LARGEST_DECLARATIONS", 500)
    with pytest.raises(FileRefused, match="démesuré"):
        media_type_of(linked, "a.docx")


@pytest.mark.parametrize(
    ("content", "name", "cause", "cure"),
    [
        (b"", "a.pdf", "est vide", "rouvrez-le"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "un dessin", "capture"),
        (b"<!DOCTYPE html><p>", "a.html", "une page", "PDF"),
        (b"  \n<html><script>1</script>", "a.txt", "une page", "PDF"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "a.log", "un dessin", "PDF"),
        (b"<script>1</script>", "a.csv", "une page", "PDF"),
        (b"alert(1)", "a.js", "un programme", "capture"),
        (b"MZ" + bytes(60), "setup.exe", "un programme", "capture"),
        (b"MZ" + bytes(60), "a.pdf", "n’est pas ce que dit", "d’origine"),
        (files.PDF, "facture.pdf.exe", "un programme", "capture"),
        (b"L\x00\x00\x00\x01\x14\x02\x00", "a.lnk", "un raccourci", "capture"),
        (b"CD001", "a.iso", "un disque", "zip"),
        (files.docx(), "a.docm", "des macros", "docx"),
        (files.docx({"word/vbaProject.bin": b"x"}), "a.docx", "des macros", "PDF"),
        (files.docx({"word/VBAPROJECT.BIN": b"x"}), "a.docx", "des macros", "PDF"),
        (
            files.docx(files.types("application/vnd.ms-word.document.macroEnabled.main+xml")),
            *MACROS,
        ),
        (files.docx(files.types(VBA)), *MACROS),
        (files.docx(files.types(VBA.replace("vba", "vb&#97;"))), *MACROS),
        (files.docx(in_utf_16(files.types(VBA))), *MACROS),
        (files.docx(files.types("application/vnd.ms-excel.macrosheet+xml")), *MACROS),
        (files.docx(files.relations("vbaProject")), *MACROS),
        (files.docx(files.relations("wordVbaData")), *MACROS),
        (files.docx(files.types(f"{OOXML}.oleObject")), *OBJECT),
        (files.docx(files.relations("oleObject", "mhtml:http://a.example!x", "External")), *OBJECT),
        (files.docx(files.relations("control")), *OBJECT),
        (files.docx({"word/media/image1.png": files.compound({"VBA/dir": b"x"})}), *OBJECT),
        (files.docx({"word/embeddings/oleObject1.bin": files.compound({"a": b"x"})}), *OBJECT),
        (
            files.archive(
                {"mimetype": f"{ODF}.text".encode(), "Object 1": files.compound({"a": b"x"})}
            ),
            *("a.odt", "un objet d’un autre programme", "une image"),
        ),
        (files.docx(template("https://a.example/x.dotm")), *TEMPLATE),
        (files.docx(template(r"\\a.example\x.dotm")), *TEMPLATE),
        (files.docx(template(r"file:///\\a.example\x.dotm")), *TEMPLATE),
        (files.docx(template("file:////a.example/x.dotm")), *TEMPLATE),
        (files.docx(template("file:///%5C%5Ca.example%5Cx.dotm")), *TEMPLATE),
        (files.docx({files.CONTENT_TYPES: b"<Types>"}), "a.docx", "est abîmé", "PDF"),
        (
            files.docx({files.CONTENT_TYPES: b"<!DOCTYPE a [<!ENTITY b 'vba'>]><a/>"}),
            *("a.docx", "est abîmé", "PDF"),
        ),
        (
            files.archive(
                {"mimetype": f"{ODF}.text".encode(), "Basic/Standard/Module1.xml": b"Sub"}
            ),
            *("a.odt", "des macros", "PDF"),
        ),
        (files.compound({"WordDocument": b"x"}), "a.doc", "un format", "docx"),
        (files.compound({"WordDocument": b"x"}), "a.msg", "un ancien format", "docx"),
        (files.compound({"EncryptedPackage": b"x"}), "a.docx", "un mot de passe", "sans mot"),
        (b"{\\rtf1 x}", "a.rtf", "un format", "docx"),
        (b"GIF89a" + bytes(20), "a.gif", "une image", "PNG"),
        (b"\x00\x01\x02", "a.qif", "n’est pas d’un type", "PDF"),
        (b"\x00\x01\x02", "a", "n’est pas d’un type", "PDF"),
        (files.PDF, "a.png", "ne correspond pas à son contenu (PDF)", "d’origine"),
        (files.docx(), "a.xlsx", "n’est pas un document XLSX", "d’origine"),
        (files.xlsx(), "a.odt", "n’est pas un document ODT", "d’origine"),
        (files.docx()[:-30], "a.docx", "est abîmé", "PDF"),
        (files.linked(), "a.docx", "des liens", "PDF"),
        (files.docx({"../../etc/passwd": b"x"}), "a.docx", "des chemins", "PDF"),
        (files.docx({"..\\..\\x": b"x"}), "a.docx", "des chemins", "PDF"),
        (files.docx({"/etc/passwd": b"x"}), "a.docx", "des chemins", "PDF"),
        (files.docx({"C:\\x": b"x"}), "a.docx", "des chemins", "PDF"),
        (files.docx({f"x{n}": b"" for n in range(1000)}), "a.docx", "démesuré", "PDF"),
        (files.docx({"x": bytes(2_000_000)}), "a.docx", "démesuré", "PDF"),
        (b"Bonjour", "a.eml", "n’est pas un courriel", "Enregistrer"),
        (files.JPEG + files.docx(), "a.jpg", "deux fichiers en un", "capture"),
        (b"%PDF-1.7\n<html><script>1</script>", "a.pdf", "deux fichiers en un", "PDF"),
        (files.jpeg_of(10_000, 6_000), "a.jpg", "50 millions de points", "découpez"),
        (files.png(8_000, 7_000), "a.png", "50 millions de points", "découpez"),
    ],
)
def test_anything_else_is_refused_with_its_name_the_cause_and_the_cure(content, name, cause, cure):
    with pytest.raises(FileRefused, match=f"«\u00a0{name}\u00a0»") as refused:
        media_type_of(content, name)
    assert cause in str(refused.value)
    assert cure in str(refused.value)


def test_a_document_with_an_entry_under_a_password_is_refused():
    locked = bytearray(files.docx())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(signature) + at] |= 1
    with pytest.raises(FileRefused, match="un mot de passe"):
        media_type_of(bytes(locked), "a.docx")


def test_a_damaged_outlook_message_is_no_message():
    with pytest.raises(FileRefused, match="un ancien format"):
        media_type_of(files.msg()[:700], "a.msg")


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (files.png(40, 30), "image/png"),
        (files.jpeg_of(40, 30), "image/jpeg"),
        (files.webp_of(b"VP8X", 40, 30), "image/webp"),
        (files.webp_of(b"VP8L", 40, 30), "image/webp"),
        (files.webp_of(b"VP8 ", 40, 30), "image/webp"),
        (files.heic_of(40, 30), "image/heic"),
    ],
)
def test_the_size_of_a_picture_is_read_from_its_header(content, media_type):
    largest = 160 * 120 if media_type == "image/heic" else 40 * 30
    assert pixels_of(content, media_type) == largest


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (files.PNG, "image/png"),
        (b"\x89PNG\r\n\x1a\nno header at all, only words", "image/png"),
        (files.JPEG, "image/jpeg"),
        (b"\xff\xd8\xff\xda\x00\x02\x00", "image/jpeg"),
        (files.webp_of(b"ABCD", 40, 30), "image/webp"),
        (files.WEBP, "image/webp"),
        (files.HEIC, "image/heic"),
        (files.HEIC + b"ispe\x00", "image/heic"),
        (files.PDF, "application/pdf"),
    ],
)
def test_a_header_that_does_not_tell_its_size_is_no_reason_to_refuse(content, media_type):
    assert pixels_of(content, media_type) == 0


def test_what_is_one_byte_too_large_is_refused():
    assert media_type_of(files.PDF.ljust(policy.LARGEST_FILE), "a.pdf")
    with pytest.raises(FileRefused, match="dépasse 25 Mo"):
        media_type_of(files.PDF.ljust(policy.LARGEST_FILE + 1), "a.pdf")


@pytest.mark.parametrize(
    ("size", "kept"),
    [(1, [1] * policy.MOST_FILES), (2, [policy.LARGEST_TOGETHER - 1])],
)
def test_an_observation_has_so_many_files_and_no_more(size, kept):
    policy.refuse_crowd("a.pdf", 1, kept[1:])
    with pytest.raises(FileRefused, match="au plus 20 fichiers et 100 Mo"):
        policy.refuse_crowd("a.pdf", size, kept)


def test_an_organisation_has_so_much_and_no_more():
    policy.refuse_quota("a.pdf", 1, policy.LARGEST_OF_ORGANISATION - 1)
    with pytest.raises(FileRefused, match="2 Go"):
        policy.refuse_quota("a.pdf", 2, policy.LARGEST_OF_ORGANISATION - 1)


LIMITED = """
import re, sys, time
from django.conf import settings
settings.configure(USE_I18N=False)
from pathlib import Path
from cases.evidence.intake.policy import media_type_of
from cases.evidence.intake.refusals import FileRefused
path, before = Path(sys.argv[1]), time.monotonic()
try:
    said = media_type_of(path.read_bytes(), path.name)
except FileRefused as refusal:
    said = "refused"
taken = time.monotonic() - before
# Not getrusage, which counts the process that started this one too.
print(said, taken, re.search("VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""
MOST_SECONDS, MOST_KILOBYTES = 2, 300 * 1024


def ten_thousand_pages() -> bytes:
    pages = b"".join(b"%d 0 obj<</Type/Page>>endobj\n" % n for n in range(3, 10_003))
    return files.PDF + pages


@pytest.mark.parametrize(
    ("name", "make", "expected"),
    [
        ("bombe.docx", files.bomb, "refused"),
        ("deluge.png", lambda: files.png(20_000, 10_000), "refused"),
        ("pages.pdf", ten_thousand_pages, "application/pdf"),
        ("chiffre.pdf", lambda: files.PDF + b"trailer<</Encrypt 2 0 R>>", "application/pdf"),
        ("texte.txt", lambda: b"x" * policy.LARGEST_FILE, "text/plain"),
        ("image.jpg", lambda: files.JPEG.ljust(policy.LARGEST_FILE, b"P"), "image/jpeg"),
    ],
)
def test_what_would_exhaust_a_reader_is_judged_in_no_time_and_little_memory(
    name, make, expected, tmp_path
):
    path = tmp_path / name
    path.write_bytes(make())
    started = time.monotonic()
    judged = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    said, seconds, kilobytes = judged.stdout.split()
    assert said == expected
    assert float(seconds) < MOST_SECONDS, time.monotonic() - started
    assert int(kilobytes) < MOST_KILOBYTES
