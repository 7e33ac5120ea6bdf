"""Pictures and pages of PDFs drawn anew: nothing of the original is in them but its look."""

import re
import sys
from pathlib import Path

from cases.evidence.previews import jail
from cases.evidence.previews.jail import Stopped

WIDEST = 1400
REDRAW = str(Path(__file__).with_name("redraw.py"))


def redrawn(content: bytes) -> bytes:
    """As JPEG, upright, without place, device or date."""
    return _picture(jail.run([sys.executable, "-I", REDRAW, "given", str(WIDEST)], content))


def pages_of(content: bytes) -> int:
    told = jail.run(["pdfinfo", "given"], content).decode(errors="replace")
    found = re.search(r"^Pages:\s+(\d+)$", told, re.MULTILINE)
    if not found or found[1] == "0":
        raise Stopped("no page")
    return int(found[1])


def page_of(content: bytes, number: int) -> bytes:
    page = ("-f", str(number), "-l", str(number))
    drawn = ("-jpeg", "-jpegopt", "quality=80", "-scale-to", str(WIDEST))
    return _picture(jail.run(["pdftoppm", *page, *drawn, "given"], content))


def _picture(printed: bytes) -> bytes:
    if not printed.startswith(b"\xff\xd8\xff"):
        raise Stopped("no picture")
    return printed
