"""E-mails read as text: who, when, what, and the list of what is attached. Nothing is opened."""

import email
import email.policy
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.header import decode_header, make_header
from email.message import Message
from html import unescape

import olefile
from django.utils.html import strip_tags

from cases.evidence.intake.names import clean_name
from cases.evidence.previews.jail import Stopped

LONGEST_BODY = 50_000
LONGEST_HEADER = 1_000
MOST_PARTS = 200
MOST_HEADERS = 100
SHOWN_FIRST = ("From", "To", "Cc", "Date", "Subject", "Message-ID")

# The properties of a message of Outlook, by their number (MS-OXPROPS).
NAMED = {
    "0037": "Subject",
    "0E04": "To",
    "0E03": "Cc",
    "1035": "Message-ID",
}
SENDER, SENDER_ADDRESS, BODY, PAGE, TRANSPORT = "0C1A", "5D01", "1000", "1013", "007D"
LONG_NAME, SHORT_NAME, DATA, MEDIA_TYPE = "3707", "3704", "3701", "370E"
SENT_AT = 0x00390040
TOP_HEADER, PROPERTY = 32, 16
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
BROKEN = (OSError, ValueError, LookupError, AttributeError, TypeError, OverflowError, struct.error)
# What Python's own reader of e-mails trips over in some that are spoiled, or nested without end.
UNREADABLE = (
    *(ValueError, LookupError, AttributeError, TypeError, NameError),
    *(RecursionError, email.errors.MessageError),
)


@dataclass(frozen=True)
class Mail:
    headers: list[tuple[str, str]]
    """Those that a reader looks for first, then every other in its order."""
    body: str
    is_cut: bool
    attached: list[tuple[str, int]]
    """Name and size in bytes."""


@dataclass(frozen=True)
class Joined:
    """A file inside a message of Outlook."""

    name: str
    media_type: str
    content: bytes


def read_eml(content: bytes) -> Mail:
    """Raises `Stopped`."""
    try:
        return _read_eml(content)
    except UNREADABLE as fault:
        raise Stopped(str(fault)) from fault


def _read_eml(content: bytes) -> Mail:
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    parts = [part for part, _ in zip(message.walk(), range(MOST_PARTS), strict=False)]
    attached = [(_name(part), len(_bytes(part))) for part in parts if _is_attached(part)]
    texts = [part for part in parts if not _is_attached(part) and not part.is_multipart()]
    return _mail(list(_headers(message)), _body(texts), attached)


def _mail(
    headers: list[tuple[str, str]],
    body: str,
    attached: list[tuple[str, int]],
    longest: int = LONGEST_BODY,
) -> Mail:
    first = [pair for name in SHOWN_FIRST for pair in headers if pair[0].lower() == name.lower()]
    others = [pair for pair in headers if pair not in first]
    shown = [(name, said[:LONGEST_HEADER]) for name, said in [*first, *others][:MOST_HEADERS]]
    return Mail(shown, body[:longest], len(body) > longest, attached)


def _headers(message: Message) -> Iterator[tuple[str, str]]:
    for name, value in message.items():
        try:
            said = str(make_header(decode_header(str(value))))
        except (LookupError, ValueError, email.errors.MessageError):
            said = str(value)
        yield name, " ".join(said.split())


def _is_attached(part: Message) -> bool:
    return bool(part.get_filename()) or part.get_content_disposition() == "attachment"


def _name(part: Message) -> str:
    try:
        typed = str(make_header(decode_header(part.get_filename() or "")))
    except (LookupError, ValueError, email.errors.MessageError):
        typed = part.get_filename() or ""
    return clean_name(typed)


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _body(parts: list[Message]) -> str:
    """The plain text; failing that, the words of the page."""
    for wanted in ("text/plain", "text/html"):
        found = [_text(part) for part in parts if part.get_content_type() == wanted]
        if any(found):
            body = "\n\n".join(found)
            return body if wanted == "text/plain" else words_of(body)
    return ""


def _text(part: Message) -> str:
    content = _bytes(part)
    try:
        return content.decode(part.get_content_charset() or "utf-8", errors="replace")
    except (LookupError, ValueError):
        return content.decode("latin-1")


def words_of(page: str) -> str:
    read = re.sub(r"(?is)<(script|style|head)\b.*?(</\1>|$)", "", page)
    lines = re.sub(r"(?i)<(br|/p|/div|/tr|/li)\b[^>]*>", "\n", read)
    return re.sub(r"\n\s*\n+", "\n\n", unescape(strip_tags(lines))).strip()


def read_msg(content: bytes, longest: int = LONGEST_BODY) -> Mail:
    """Its text no longer than that. Raises `Stopped`."""
    try:
        with olefile.OleFileIO(content) as opened:
            return _read_msg(opened, longest)
    except BROKEN as fault:
        raise Stopped(str(fault)) from fault


def _read_msg(opened: olefile.OleFileIO, longest: int) -> Mail:
    carried = _string(opened, "", TRANSPORT)
    named = [(name, _string(opened, "", number)) for number, name in NAMED.items()]
    sender = f"{_string(opened, '', SENDER)} <{_string(opened, '', SENDER_ADDRESS)}>"
    own = [("From", sender.replace(" <>", "")), *named, ("Date", _sent_at(opened))]
    own = [(name, said) for name, said in own if said]
    if carried:
        told = {name.lower() for name, _ in own}
        of_transport = _headers(email.message_from_string(carried))
        own += [pair for pair in of_transport if pair[0].lower() not in told]
    attached = [(each.name, len(each.content)) for each in _joined(opened)]
    return _mail(own, _body_of(opened), attached, longest)


def joined_to_msg(content: bytes) -> list[Joined]:
    """Raises `Stopped`."""
    try:
        with olefile.OleFileIO(content) as opened:
            return list(_joined(opened))
    except BROKEN as fault:
        raise Stopped(str(fault)) from fault


def _body_of(opened: olefile.OleFileIO) -> str:
    """The plain text; failing that, the words of the page."""
    if body := _string(opened, "", BODY):
        return body
    raw = f"__substg1.0_{PAGE}0102"
    if opened.exists(raw):
        return words_of(opened.openstream(raw).read().decode(errors="replace"))
    return words_of(_string(opened, "", PAGE))


def _string(opened: olefile.OleFileIO, folder: str, number: str) -> str:
    for kind, encoding in (("001F", "utf-16-le"), ("001E", "cp1252")):
        name = f"{folder}__substg1.0_{number}{kind}"
        if opened.exists(name):
            text: str = opened.openstream(name).read().decode(encoding, errors="replace")
            return text.rstrip("\0")
    return ""


def _sent_at(opened: olefile.OleFileIO) -> str:
    properties = opened.openstream("__properties_version1.0").read()
    for at in range(TOP_HEADER, len(properties) - PROPERTY + 1, PROPERTY):
        tag, value = struct.unpack_from("<I4xQ", properties, at)
        if tag == SENT_AT:
            return f"{EPOCH + timedelta(microseconds=value // 10):%Y-%m-%d %H:%M:%S} UTC"
    return ""


def _joined(opened: olefile.OleFileIO) -> Iterator[Joined]:
    """A message inside the message is named, and counts no byte: it is no file of its own."""
    folders = sorted({entry[0] for entry in opened.listdir() if entry[0].startswith("__attach_")})
    for folder in folders[:MOST_PARTS]:
        name = _string(opened, f"{folder}/", LONG_NAME) or _string(opened, f"{folder}/", SHORT_NAME)
        data = f"{folder}/__substg1.0_{DATA}0102"
        content = opened.openstream(data).read() if opened.exists(data) else b""
        media_type = _string(opened, f"{folder}/", MEDIA_TYPE)
        yield Joined(clean_name(name), media_type, content)
