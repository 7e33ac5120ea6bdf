"""What is shown of a file instead of the file: drawn anew, or read as text. No row, no clock."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.evidence.intake.kinds import text_of
from cases.evidence.previews import drawing, mails
from cases.evidence.previews.jail import Stopped
from cases.evidence.previews.mails import Mail

DRAWN = frozenset({"image/jpeg", "image/png", "image/webp", "image/heic"})
TEXTS = frozenset({"text/plain", "text/csv"})
LONGEST_TEXT = 50_000


@dataclass(frozen=True)
class Preview:
    """One of these, or why there is none."""

    picture: bytes = b""
    mail: Mail | None = None
    text: str = ""
    is_cut: bool = False
    page: int = 1
    pages: int = 1
    why_not: str = ""


def preview_of(content: bytes, media_type: str, page: int) -> Preview:
    try:
        return _preview(content, media_type, page)
    except Stopped:
        return Preview(
            why_not=_(
                "Cette pièce est abîmée, protégée ou trop lourde pour être montrée : téléchargez "
                "l’original."
            )
        )


def _preview(content: bytes, media_type: str, page: int) -> Preview:
    if media_type in DRAWN:
        return Preview(picture=drawing.redrawn(content))
    if media_type == "application/pdf":
        pages = drawing.pages_of(content)
        shown = min(max(page, 1), pages)
        return Preview(picture=drawing.page_of(content, shown), page=shown, pages=pages)
    if media_type == "message/rfc822":
        return Preview(mail=mails.read_eml(content))
    if media_type == "application/vnd.ms-outlook":
        return Preview(mail=mails.read_msg(content))
    if media_type in TEXTS:
        text = text_of(content) or ""
        return Preview(text=text[:LONGEST_TEXT], is_cut=len(text) > LONGEST_TEXT)
    return Preview(why_not=_("Ce type de fichier ne se montre pas ici : téléchargez l’original."))
