"""What is shown of a file: real pictures, real PDFs, real mails, and those that are none."""

import io
import subprocess
import time
from email.message import EmailMessage

import pikepdf
import pytest
from PIL import Image
from pillow_heif import from_pillow

from cases.evidence.previews import drawing, jail, preview_of
from cases.evidence.previews.mails import words_of
from tests.evidence.intake import files

GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


def picture(kind="JPEG", size=(60, 40), mode="RGB"):
    made, written = Image.new(mode, size, "navy"), io.BytesIO()
    told = Image.Exif()
    told[MAKE] = "Appareil-Secret"
    told[ORIENTATION] = 6
    told.get_ifd(GPS)[1] = "N"
    made.save(written, kind, exif=told)
    return written.getvalue()


def heic():
    written = io.BytesIO()
    from_pillow(Image.new("RGB", (64, 48), "navy")).save(written)
    return written.getvalue()


def pdf(pages=1, **saved):
    document, written = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page(page_size=(300, 200))
    document.save(written, **saved)
    return written.getvalue()


def shown(content, media_type, page=1):
    preview = preview_of(content, media_type, page)
    assert preview.picture, preview.why_not
    return Image.open(io.BytesIO(preview.picture)), preview


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (picture(), "image/jpeg"),
        (picture("PNG", mode="P"), "image/png"),
        (picture("WEBP", mode="RGBA"), "image/webp"),
    ],
)
def test_a_picture_is_drawn_anew_upright_without_place_or_device(content, media_type):
    drawn, preview = shown(content, media_type)
    assert drawn.format == "JPEG"
    assert drawn.size == (40, 60)
    assert dict(drawn.getexif()) == {}
    assert b"Appareil-Secret" in content
    assert b"Appareil-Secret" not in preview.picture


def test_a_picture_of_an_iphone_is_drawn_too():
    drawn, _ = shown(heic(), "image/heic")
    assert drawn.size == (64, 48)


def test_a_large_picture_is_made_smaller():
    drawn, _ = shown(files.png(6000, 4000), "image/png")
    assert max(drawn.size) == drawing.WIDEST


def test_a_page_of_a_pdf_is_drawn_one_at_a_time():
    content = pdf(pages=3)
    drawn, preview = shown(content, "application/pdf", page=2)
    assert drawn.size == (1400, 934)
    assert (preview.page, preview.pages) == (2, 3)
    for asked, page in ((0, 1), (-5, 1), (999, 3)):
        assert shown(content, "application/pdf", page=asked)[1].page == page


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (files.JPEG, "image/jpeg"),
        (files.PNG, "image/png"),
        (files.png(30_000, 30_000), "image/png"),
        (picture()[:300], "image/jpeg"),
        (files.PDF, "application/pdf"),
        (pdf(pages=0), "application/pdf"),
        (pdf()[:200], "application/pdf"),
        (
            pdf(encryption=pikepdf.Encryption(owner="propriétaire", user="mot de passe")),
            "application/pdf",
        ),
        (files.msg()[:700], "application/vnd.ms-outlook"),
        (files.docx(), "application/zip"),
    ],
    ids=lambda value: value if isinstance(value, str) else str(len(value)),
)
def test_what_cannot_be_shown_says_so_in_no_time(content, media_type):
    started = time.monotonic()
    preview = preview_of(content, media_type, 1)
    assert preview.why_not.endswith("téléchargez l’original.")
    assert time.monotonic() - started < 5


def test_a_program_is_stopped_at_its_time_its_memory_and_what_it_writes(monkeypatch):
    monkeypatch.setattr(jail, "SECONDS", 1)
    with pytest.raises(jail.Stopped):
        jail.run(["sleep", "30"], b"")
    greedy = "import sys; sys.stdout.buffer.write(bytes(3 * 1024 * 1024 * 1024)[:10])"
    with pytest.raises(jail.Stopped):
        jail.run(["python3", "-c", greedy], b"")
    with pytest.raises(jail.Stopped):
        jail.run(["dd", "if=/dev/zero", "of=written", "bs=1M", "count=30"], b"")
    assert jail.run(["cat", "given"], b"un constat") == b"un constat"
    with pytest.raises(jail.Stopped):
        jail.run(["no-such-program"], b"")


def eml(**attached):
    message = EmailMessage()
    message["From"] = "Éditeur <support@example.org>"
    message["To"] = "alice@example.org"
    message["Subject"] = "Incident résolu à 10 h 02"
    message["Date"] = "Tue, 09 Jan 2018 09:10:00 +0100"
    message["X-Mailer"] = "Robot"
    message.set_content("Bonjour,\n\nTout fonctionne de nouveau.\n")
    message.add_alternative("<p>Tout fonctionne</p>", subtype="html")
    for name, content in attached.items():
        message.add_attachment(
            content, maintype="application", subtype="pdf", filename=name.replace("_", ".")
        )
    return message.as_bytes()


def test_a_mail_is_read_with_its_headers_and_its_attachments_listed():
    mail = preview_of(eml(avis_pdf=b"%PDF-1.7"), "message/rfc822", 1).mail
    assert mail.headers[:4] == [
        ("From", "Éditeur <support@example.org>"),
        ("To", "alice@example.org"),
        ("Date", "Tue, 09 Jan 2018 09:10:00 +0100"),
        ("Subject", "Incident résolu à 10 h 02"),
    ]
    assert ("X-Mailer", "Robot") in mail.headers
    assert "Tout fonctionne de nouveau." in mail.body
    assert mail.attached == [("avis.pdf", 8)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"From: a",
        b"Subject: =?nowhere?B?eA==?=\nFrom: a\nContent-Type: text/plain; charset=nowhere\n\nx",
        b"Subject: =?utf-8?B?x?=\nFrom: a\n\n\xff\xfe",
        b'Content-Type: multipart/mixed; boundary="x"\n\n' + b"--x\n\n" * 5000,
        b"From: a\nContent-Type: application/pdf; name==?nowhere?Q?x?=\n"
        b"Content-Disposition: attachment\n\nx",
        b"Content-Type: multipart/mixed\n\n--\n",
        b"From: " + b"a" * 100_000 + b"\n\nx",
        b"From: a\nTo: b\nContent-Type: text/plain; charset=idna\n\n\xff",
        b"From: a\nTo: b\nContent-Type: text/plain; charset=undefined\n\nx",
    ],
)
def test_a_mail_that_is_none_breaks_nothing(content):
    mail = preview_of(content, "message/rfc822", 1).mail
    assert all(len(said) <= 1000 for _, said in mail.headers)


def test_a_mail_nested_without_end_is_not_shown():
    nested = b"From: a\nTo: b\n" + b"Content-Type: message/rfc822\n\n" * 1500
    assert preview_of(nested, "message/rfc822", 1).why_not


def test_of_a_mail_written_as_a_page_only_the_words_are_shown():
    page = (
        b"From: a\nTo: b\nContent-Type: text/html\n\n"
        b"<html><style>p{}</style><script>alert(1)</script><p>Bonjour &amp; merci</p><p>Fin</p>"
    )
    assert preview_of(page, "message/rfc822", 1).mail.body == "Bonjour & merci\nFin"
    assert words_of("<script>alert(1)") == ""


def test_a_message_of_outlook_is_read_without_outlook():
    content = files.msg(
        sent_at=131_599_590_000_000_000,
        P0037="Incident résolu",
        P0C1A="Support",
        P5D01="support@example.org",
        P0E04="Alice",
        P1000="Tout fonctionne.",
        P007D="Received: from x\r\nSubject: Incident\r\nX-Mailer: Robot\r\n",
        attached={"avis.pdf": b"%PDF-1.7", "../ecran.png": b"x" * 100},
    )
    mail = preview_of(content, "application/vnd.ms-outlook", 1).mail
    assert mail.headers[:4] == [
        ("From", "Support <support@example.org>"),
        ("To", "Alice"),
        ("Date", "2018-01-09 08:10:00 UTC"),
        ("Subject", "Incident résolu"),
    ]
    assert mail.headers[4:] == [("Received", "from x"), ("X-Mailer", "Robot")]
    assert mail.body == "Tout fonctionne."
    assert mail.attached == [("avis.pdf", 8), ("ecran.png", 100)]


def test_a_text_is_shown_as_far_as_a_page_goes():
    preview = preview_of("é".encode() * 60_000, "text/plain", 1)
    assert (len(preview.text), preview.is_cut) == (50_000, True)


def test_the_pages_are_drawn_by_poppler():
    told = subprocess.run(["pdftoppm", "-v"], capture_output=True, text=True, check=True)
    assert "Poppler" in told.stderr
