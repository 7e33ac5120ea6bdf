"""Which files are photos, by what they hold and by their name, and what to say of the others."""

import re
import unicodedata
from pathlib import PurePosixPath

import puremagic
from django.utils.translation import gettext as _

from cases.errors import Refused

LARGEST_PHOTO = 20 * 1024 * 1024
LONGEST_NAME = 150
HEAD = 4096
ENDINGS = {
    "image/jpeg": frozenset({".jpg", ".jpeg", ".jpe", ".jfif"}),
    "image/png": frozenset({".png"}),
    "image/webp": frozenset({".webp"}),
    "image/heic": frozenset({".heic", ".heif"}),
}
# What phones write as the brand of a HEIF file; puremagic knows but some of them.
HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})
KINDS = {"image/pjpeg": "image/jpeg", "image/heif": "image/heic"}


class FileRefused(Refused):
    """A file that is not kept; the message names the file, the cause and the cure."""


def media_type_of(content: bytes, name: str) -> str:
    """The photo's type. Raises `FileRefused` for what is no photo, or not the one it says."""
    if not content:
        raise FileRefused(
            _(
                "« %(name)s » est vide : rouvrez la photo sur l’appareil, puis "
                "envoyez-la de nouveau."
            )
            % {"name": name}
        )
    if len(content) > LARGEST_PHOTO:
        raise FileRefused(too_large(name))
    kind = _kind(content[:HEAD])
    if kind not in ENDINGS:
        raise FileRefused(
            _(
                "« %(name)s » n’est pas une photo JPEG, PNG, WebP ou HEIC : prenez une photo ou "
                "une capture d’écran."
            )
            % {"name": name}
        )
    if PurePosixPath(name).suffix.lower() not in ENDINGS[kind]:
        raise FileRefused(
            _(
                "« %(name)s » porte un nom qui ne correspond pas à son contenu (%(kind)s) : "
                "envoyez la photo d’origine, sans changer la fin de son nom."
            )
            % {"name": name, "kind": kind.removeprefix("image/").upper()}
        )
    return kind


def too_large(name: str) -> str:
    return _(
        "« %(name)s » dépasse %(most)s Mo : envoyez une photo de qualité moyenne ou une capture "
        "d’écran."
    ) % {"name": name, "most": LARGEST_PHOTO // 1024 // 1024}


def clean_name(typed: str) -> str:
    """The name alone: no path, no control, direction or invisible sign, not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", typed))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    plain = " ".join(seen.split()).strip(". ")
    if not plain:
        return _("photo")
    stem, suffix = PurePosixPath(plain).stem, PurePosixPath(plain).suffix[:10]
    return stem[: LONGEST_NAME - len(suffix)] + suffix


def _kind(head: bytes) -> str:
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        return "image/heic"
    found = max(puremagic.magic_string(head), key=lambda match: match.confidence, default=None)
    return KINDS.get(found.mime_type, found.mime_type) if found else ""
