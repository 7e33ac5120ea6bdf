"""Whether a PDF that someone handed in can be bound, found out without drawing any of it."""

import zlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from django.utils.translation import gettext as _

from reports.binding.outcome import NotBound

MOST_PAGES = 500
MOST_BYTES = 50_000_000
MOST_CONTENT = 32_000_000
"""Of one page, once inflated: a few hundred kilobytes can hold gigabytes."""
POINTS_IN_A_MM = 72 / 25.4
SMALLEST, LARGEST = 20 * POINTS_IN_A_MM, 1_200 * POINTS_IN_A_MM
FLATE = {"/FlateDecode", "/Fl"}


def opened(content: bytes) -> pikepdf.Pdf:
    """Raises `NotBound` with the reason that the schedule prints."""
    if len(content) > MOST_BYTES:
        raise NotBound(_("fichier de plus de 50 Mo"))
    try:
        pdf = pikepdf.open(BytesIO(content))
    except pikepdf.PasswordError as locked:
        raise NotBound(_("PDF protégé par un mot de passe")) from locked
    except (pikepdf.PdfError, ValueError, RuntimeError) as damage:
        raise NotBound(_("PDF endommagé")) from damage
    try:
        _refuse(pdf)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as damage:
        raise NotBound(_("PDF endommagé")) from damage
    return pdf


def _refuse(pdf: pikepdf.Pdf) -> None:
    _refuse_kind(pdf)
    if not len(pdf.pages):
        raise NotBound(_("PDF sans aucune page"))
    if len(pdf.pages) > MOST_PAGES:
        raise NotBound(_("PDF de plus de %(most)s pages") % {"most": MOST_PAGES})
    for page in pdf.pages:
        _refuse_size(page)
        for stream in contents_of(page):
            _refuse_content(stream)
    if pdf.get_warnings():
        raise NotBound(_("PDF endommagé"))


def _refuse_kind(pdf: pikepdf.Pdf) -> None:
    if pdf.is_encrypted:
        raise NotBound(_("PDF protégé contre les modifications"))
    if "/XFA" in pdf.Root.get("/AcroForm", {}):
        raise NotBound(_("formulaire dynamique (XFA), que seul son logiciel affiche"))
    if "/Collection" in pdf.Root:
        raise NotBound(_("porte-documents PDF, dont le contenu est dans ses fichiers joints"))


def _refuse_size(page: pikepdf.Page) -> None:
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    sides = (abs(right - left), abs(top - bottom))
    if "/UserUnit" in page.obj or min(sides) < SMALLEST or max(sides) > LARGEST:
        raise NotBound(_("pages d’un format hors du commun"))


def contents_of(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    contents = page.obj.get("/Contents", pikepdf.Array())
    yield from contents.as_list() if isinstance(contents, pikepdf.Array) else [contents]


def _refuse_content(stream: pikepdf.Object) -> None:
    """It inflates, to a size that a reader can hold."""
    filters = stream.get("/Filter", pikepdf.Array())
    names = (
        [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    )
    if not names:
        return
    if names[0] not in FLATE or len(names) > 1:
        raise NotBound(_("PDF dont les pages sont codées d’une façon hors du commun"))
    raw = stream.read_raw_bytes()
    if not raw:
        return
    inflater = zlib.decompressobj()
    try:
        inflated = inflater.decompress(raw, MOST_CONTENT)
    except zlib.error as damage:
        raise NotBound(_("PDF endommagé")) from damage
    if len(inflated) >= MOST_CONTENT:
        raise NotBound(_("page trop lourde pour être reliée"))
    if not inflater.eof:
        raise NotBound(_("PDF endommagé"))
