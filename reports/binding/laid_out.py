"""Images and e-mails as pages: laid out by ourselves, so that they can be bound like a PDF."""

import base64
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageFile

from cases.evidence.previews import drawing
from cases.evidence.previews.jail import Stopped
from reports.binding.messages import INTERNET, OUTLOOK, read_message
from reports.binding.outcome import NotBound
from reports.binding.slices import Sliced, sliced
from reports.content import Exhibit
from reports.pdf import page_written, print_html

IMAGES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}
HEIC = "image/heic"
MESSAGES = frozenset({INTERNET, OUTLOOK})
SIXTEEN_BITS = "I;16"
"""Grey as some scanners write it: what prints takes it for colours."""
MOST_PIXELS = 50_000_000
ORIENTATION, LYING = 0x0112, frozenset(range(5, 9))


@dataclass(frozen=True)
class Look:
    mode: str
    width: int
    height: int


def is_laid_out(media_type: str) -> bool:
    return media_type in {*IMAGES, *MESSAGES, HEIC}


def laid_out(exhibit: Exhibit, content: bytes, language: str) -> bytes:
    """The same file gives the same bytes. Raises `NotBound`."""
    return print_html(page_of(exhibit, content, language))


def page_of(exhibit: Exhibit, content: bytes, language: str) -> str:
    context: dict[str, object] = {"exhibit": exhibit}
    if exhibit.media_type in MESSAGES:
        context["message"] = read_message(content, exhibit.media_type)
    else:
        context["image"], context["sliced"] = _shown(exhibit, content)
    return page_written("print/exhibit.html", context, language)


def _shown(exhibit: Exhibit, content: bytes) -> tuple[str, Sliced | None]:
    """Its address, and how it is cut where no page holds it."""
    media_type = exhibit.media_type
    if media_type == HEIC:
        media_type, content = "image/jpeg", _redrawn(content)
    look = _look_of(content, IMAGES[media_type])
    if look.mode == SIXTEEN_BITS:
        media_type, content = "image/jpeg", _redrawn(content)
    address = f"data:{media_type};base64,{base64.b64encode(content).decode()}"
    return address, sliced(look.width, look.height)


def _redrawn(content: bytes) -> bytes:
    """No PDF can hold it as it is: it is drawn anew, and the original goes beside."""
    try:
        return drawing.redrawn(content)
    except Stopped as damage:
        raise NotBound(_("image endommagée")) from damage


def _upright(image: Image.Image) -> Look:
    width, height = image.size
    if image.getexif().get(ORIENTATION, 1) in LYING:
        width, height = height, width
    return Look(str(image.mode), width, height)


@contextmanager
def _only_whole_ones() -> Iterator[None]:
    """WeasyPrint asks the whole process to be content with less."""
    asked = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = asked


def _look_of(content: bytes, expected: str) -> Look:
    """How its points are written, and its size once upright. Raises `NotBound` unless it is an
    image of that kind, of a size that can be drawn, whole."""
    try:
        with warnings.catch_warnings(), _only_whole_ones():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=[expected]) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise NotBound(_("image trop grande pour être reliée"))
                image.load()
                return _upright(image)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as bomb:
        raise NotBound(_("image trop grande pour être reliée")) from bomb
    except (OSError, SyntaxError, ValueError) as damage:
        raise NotBound(_("image endommagée")) from damage
