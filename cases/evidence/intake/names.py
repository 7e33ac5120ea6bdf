"""The name of a file as it may be shown, sent in a header and written on any disk."""

import re
import unicodedata
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

LONGEST_NAME = 150
LONGEST_ENDING = 10
# What Windows takes for a device, whatever its ending, and the signs that it refuses.
DEVICES = re.compile(r"(con|conin\$|conout\$|prn|aux|nul|(com|lpt)[\d¹²³]) *(\.|$)", re.IGNORECASE)
REFUSED_BY_WINDOWS = re.compile(r'[<>:"|?*]')


def clean_name(typed: str) -> str:
    """The name alone: no path, no control, direction or invisible sign, not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", typed))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    plain = " ".join(REFUSED_BY_WINDOWS.sub("-", seen).split()).strip(". ")
    if not plain:
        return _("fichier")
    if DEVICES.match(plain):
        plain = f"_{plain}"
    stem, ending = PurePosixPath(plain).stem, ending_of(plain)
    return stem[: LONGEST_NAME - len(ending)] + ending


def ending_of(name: str) -> str:
    return PurePosixPath(name).suffix[:LONGEST_ENDING]
