"""What a file is, by what it holds; its name must agree."""

import io
import re
import zipfile
from dataclasses import dataclass

import olefile
import puremagic

HEAD = 4096
OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"


@dataclass(frozen=True)
class Kind:
    """`holds` is what the content of such a file is found to be."""

    media_type: str
    holds: str
    endings: tuple[str, ...]


KINDS = (
    Kind("application/pdf", "pdf", (".pdf",)),
    Kind("image/png", "png", (".png",)),
    Kind("image/jpeg", "jpeg", (".jpg", ".jpeg", ".jpe", ".jfif")),
    Kind("image/webp", "webp", (".webp",)),
    Kind("image/heic", "heic", (".heic", ".heif")),
    Kind("text/plain", "text", (".txt", ".log")),
    Kind("text/csv", "text", (".csv",)),
    Kind("message/rfc822", "text", (".eml",)),
    Kind("application/vnd.ms-outlook", "outlook", (".msg",)),
    Kind(f"{OOXML}.wordprocessingml.document", "zip", (".docx",)),
    Kind(f"{OOXML}.spreadsheetml.sheet", "zip", (".xlsx",)),
    Kind(f"{ODF}.text", "zip", (".odt",)),
    Kind(f"{ODF}.spreadsheet", "zip", (".ods",)),
    Kind("application/zip", "zip", (".zip",)),
    Kind("audio/mpeg", "mp3", (".mp3",)),
    Kind("audio/mp4", "m4a", (".m4a",)),
    Kind("audio/wav", "wav", (".wav",)),
    Kind("video/mp4", "mp4", (".mp4",)),
)
BY_ENDING = {ending: kind for kind in KINDS for ending in kind.endings}
PICTURES = frozenset({"png", "jpeg", "webp", "heic"})
PHOTOS = tuple(kind for kind in KINDS if kind.holds in PICTURES)
RECORDINGS = frozenset({"mp3", "m4a", "wav", "mp4"})

SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"ID3", "mp3"),
)
# What phones write as the brand of a file in boxes; puremagic knows but some of them.
BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"), "heic"),
    **dict.fromkeys((b"M4A ", b"M4B "), "m4a"),
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42"), "mp4"),
    **dict.fromkeys((b"avc1", b"MSNV", b"dash", b"3gp4", b"3gp5"), "mp4"),
}
RIFF = {b"WEBP": "webp", b"WAVE": "wav"}
BY_MEDIA_TYPE = {
    "image/webp": "webp",
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
    "audio/mpeg3": "mp3",
}
# Signs that no text has: tabs, line and page ends, and the escapes of a coloured log are none.
NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
NOT_TEXT_EITHER = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MARKUP = re.compile(r"<(!doctype|html|head|body|script|svg|iframe|object|\?xml)\b", re.IGNORECASE)
MAIL_HEADER = re.compile(
    r"^(from|to|subject|date|received|return-path|message-id|mime-version|delivered-to)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
END_OF_HEADERS = re.compile(r"\r?\n\r?\n")
LONGEST_HEADERS = 128 * 1024


def held_by(content: bytes) -> str:
    """What the content is, as `Kind.holds` says it; nothing for what is not taken."""
    for signature, held in SIGNATURES:
        if content.startswith(signature):
            return held
    if content[4:8] == b"ftyp":
        return BRANDS.get(content[8:12], "")
    if content.startswith(b"RIFF"):
        return RIFF.get(content[8:12], "")
    if content.startswith(olefile.MAGIC):
        return "outlook" if _is_outlook(content) else "ole"
    if text_of(content) is not None:
        return "text"
    return _recognised(content[:HEAD])


def _recognised(head: bytes) -> str:
    found = max(puremagic.magic_string(head), key=lambda match: match.confidence, default=None)
    return BY_MEDIA_TYPE.get(found.mime_type, "") if found else ""


def _is_outlook(content: bytes) -> bool:
    """A message, and not a document of the years before docx, which looks the same from outside."""
    try:
        with olefile.OleFileIO(content) as opened:
            return bool(opened.exists("__properties_version1.0"))
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError):
        return False


def text_of(content: bytes) -> str | None:
    """The text, whatever it was written in; None for what is not text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16")
    if NOT_TEXT.search(content):
        return None
    text = _decoded(content, "utf-8-sig")
    return _decoded(content, "cp1252") if text is None else text


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if NOT_TEXT_EITHER.search(text) else text


def is_markup(text: str) -> bool:
    """A page, a drawing or a script, whatever it is called."""
    beginning = text[:HEAD].lstrip()
    return beginning.startswith("<") and bool(MARKUP.search(beginning))


def is_mail(text: str) -> bool:
    """What servers add on the way (Received, ARC-Seal…) may come before who wrote to whom."""
    headers = END_OF_HEADERS.split(text[:LONGEST_HEADERS], maxsplit=1)[0]
    return len({name.lower() for name in MAIL_HEADER.findall(headers)}) >= 2


def is_two_things(content: bytes, held: str) -> bool:
    """A picture that is an archive too, or a document that begins as a page."""
    if held == "pdf":
        return bool(MARKUP.search(content[:HEAD].decode("latin-1")))
    return held in PICTURES | RECORDINGS and _is_archive(content)


def _is_archive(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return bool(archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return False
