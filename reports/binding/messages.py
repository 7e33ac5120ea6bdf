"""An e-mail as a page prints it: its headers, its text, and the list of what was joined to it."""

import hashlib
import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from html import unescape

from django.utils.translation import gettext as _

from cases.evidence.previews import mails
from cases.evidence.previews.jail import Stopped
from reports.binding.outcome import NotBound

INTERNET, OUTLOOK = "message/rfc822", "application/vnd.ms-outlook"
UNKNOWN = "application/octet-stream"
HEADERS = ("From", "To", "Cc", "Date", "Subject", "Message-ID")
MOST_TEXT = 200_000
"""Characters of one message: some two hundred pages."""
NOT_READ = re.compile(r"<(script|style|head)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
NEW_LINE = re.compile(r"<(?:br|/p|/div|/tr|/li|/h\d)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]{0,4000}>")


@dataclass(frozen=True)
class Joined:
    name: str
    media_type: str
    size: int
    sha256: str
    """Empty of what has no bytes of its own, as a message inside a message of Outlook."""


@dataclass(frozen=True)
class Message:
    headers: tuple[tuple[str, str], ...]
    text: str
    was_html: bool
    joined: tuple[Joined, ...]


def read_message(content: bytes, media_type: str) -> Message:
    """Raises `NotBound`."""
    read = _read_outlook if media_type == OUTLOOK else _read_internet
    message = read(content)
    if not message.headers or not (message.text.strip() or message.joined):
        raise NotBound(_("courriel endommagé"))
    if len(message.text) > MOST_TEXT:
        raise NotBound(_("courriel trop long pour être relié"))
    return message


def _read_outlook(content: bytes) -> Message:
    try:
        mail, files = mails.read_msg(content, MOST_TEXT), mails.joined_to_msg(content)
    except Stopped as damage:
        raise NotBound(_("courriel endommagé")) from damage
    if mail.is_cut:
        raise NotBound(_("courriel trop long pour être relié"))
    joined = tuple(
        Joined(each.name, each.media_type or UNKNOWN, len(each.content), _digest(each.content))
        for each in files
    )
    shown = tuple((name, said) for name, said in mail.headers if name in HEADERS)
    return Message(shown, mail.body, False, joined)


def _read_internet(content: bytes) -> Message:
    try:
        parsed = BytesParser(policy=policy.default).parsebytes(content)
        headers = tuple((name, str(parsed[name])) for name in HEADERS if parsed[name])
        text, was_html = _text(parsed)
        joined = tuple(_joined(part) for part in parsed.iter_attachments())
    except mails.UNREADABLE as damage:
        raise NotBound(_("courriel endommagé")) from damage
    return Message(headers, text, was_html, joined)


def _text(message: EmailMessage) -> tuple[str, bool]:
    """What was written; of an HTML message, its words without what the markup would fetch."""
    body = message.get_body(("plain", "html"))
    if not isinstance(body, EmailMessage):
        return "", False
    said = str(body.get_content())
    if body.get_content_subtype() != "html":
        return said.strip(), False
    bare = TAG.sub("", NEW_LINE.sub("\n", NOT_READ.sub("", said)))
    lines = (" ".join(line.split()) for line in unescape(bare).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), True


def _joined(part: EmailMessage) -> Joined:
    content = part.get_payload(decode=True)
    held = content if isinstance(content, bytes) else b""
    return Joined(
        part.get_filename() or part.get_content_type(),
        part.get_content_type(),
        len(held),
        _digest(held),
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest() if content else ""
