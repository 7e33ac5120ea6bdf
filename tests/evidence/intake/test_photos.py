import io

import pytest

from cases.evidence.intake.kinds import PHOTOS
from cases.evidence.intake.names import clean_name
from cases.evidence.intake.policy import LARGEST_FILE, media_type_of
from cases.evidence.intake.refusals import FileRefused
from cases.evidence.receiving import read_upload
from tests.evidence.intake.files import HEIC, HEIF, JPEG, PNG, WEBP


class Upload(io.BytesIO):
    def __init__(self, name, content, size=None):
        super().__init__(content)
        self.name, self.size = name, len(content) if size is None else size


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (JPEG, "a.jpg", "image/jpeg"),
        (JPEG, "IMG_0001.JPEG", "image/jpeg"),
        (PNG, "a.png", "image/png"),
        (WEBP, "a.webp", "image/webp"),
        (HEIC, "IMG_0001.HEIC", "image/heic"),
        (HEIF, "a.heif", "image/heic"),
    ],
)
def test_a_photo_is_one_by_what_it_holds_and_by_its_name(content, name, kind):
    assert media_type_of(content, name, only=PHOTOS) == kind


@pytest.mark.parametrize(
    ("content", "name", "cause"),
    [
        (b"", "a.png", "est vide"),
        (b"du texte", "a.png", "n’est pas une photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "n’est pas une photo"),
        (b"<html><script>1</script>", "a.jpg", "n’est pas une photo"),
        (b"%PDF-1.7\n", "a.png", "n’est pas une photo"),
        (b"GIF89a" + b"\x00" * 20, "a.gif", "n’est pas une photo"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00", "a.heic", "n’est pas une photo"),
        (b"MZ" + b"\x00" * 60, "a.jpg", "n’est pas une photo"),
        (PNG, "a.jpg", "ne correspond pas à son contenu (PNG)"),
        (JPEG, "a", "ne correspond pas à son contenu (JPEG)"),
        (JPEG, "a.jpg.exe", "ne correspond pas à son contenu (JPEG)"),
    ],
)
def test_anything_else_is_refused_with_its_name_and_the_cause(content, name, cause):
    with pytest.raises(FileRefused, match=r"«\u00a0a") as refused:
        media_type_of(content, name, only=PHOTOS)
    assert cause in str(refused.value)


def test_what_is_too_large_is_refused_before_it_is_read():
    upload = Upload("a.jpg", JPEG, size=LARGEST_FILE + 1)
    with pytest.raises(FileRefused, match="dépasse 25 Mo"):
        read_upload(upload)
    assert upload.tell() == 0


def test_a_size_that_was_not_told_is_measured():
    upload = Upload("a.jpg", JPEG + b"\x00" * LARGEST_FILE, size=0)
    with pytest.raises(FileRefused, match="dépasse 25 Mo"):
        read_upload(upload)


def test_the_largest_allowed_is_allowed():
    content = JPEG + b"\x00" * (LARGEST_FILE - len(JPEG))
    assert read_upload(Upload("a.jpg", content)).content == content


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ecran.png", "ecran.png"),
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\Photos\\écran.png", "écran.png"),
        ("e\u0301cran.png", "écran.png"),
        ("a\u202egnp.exe.png", "agnp.exe.png"),
        ("a\r\nb\x00c\u200bd.png", "abcd.png"),
        ("  deux   mots .png", "deux mots .png"),
        ("", "fichier"),
        ("../..", "fichier"),
        ("CON.txt", "_CON.txt"),
        ("nul", "_nul"),
        ("com1.log", "_com1.log"),
        ("COM¹.pdf", "_COM¹.pdf"),
        ("lpt³", "_lpt³"),
        ("nul .pdf", "_nul .pdf"),
        ("CONIN$", "_CONIN$"),
        ("conout$.txt", "_conout$.txt"),
        ("nul et vide.pdf", "nul et vide.pdf"),
        ("consigne.log", "consigne.log"),
        ('a<b>:"c|d?*.txt', "a-b---c-d--.txt"),
        ("panne 🙂 é.png", "panne 🙂 é.png"),
        ("x" * 300 + ".png", "x" * 146 + ".png"),
    ],
)
def test_of_a_name_only_what_can_be_read_is_kept(typed, kept):
    assert clean_name(typed) == kept
