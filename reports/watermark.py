"""A copy of a sealed dossier, with the name of who asked for it on each page.

Run as a process of its own (`python -m reports.watermark NAME LINE TITLE`, PDF in, PDF out), so
that a web process neither loads what reads a PDF nor keeps what a large one takes.

The copy claims nothing that it is not: neither seal nor PDF/A. Both stay with the original.
"""

import sys
from io import BytesIO
from math import cos, hypot, radians, sin

import pikepdf
from pikepdf import Array, Dictionary, Name

from reports.binding import lettering

MM = 72 / 25.4
EDGE = 5 * MM
LINE = 7
LARGEST, SHARE = 64.0, 0.7
"""Of the diagonal that the name may take."""
SLANT = 50
FAINT = 0.1
STATE = "PromesseFaint"
CLAIMS = ("pdfaid:part", "pdfaid:conformance", "pdfaid:amd", "pdfuaid:part")


def marked(pdf: bytes, name: str, line: str, title: str) -> bytes:
    saved = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        _take_seals_off(document)
        _claim_nothing(document, title)
        font = lettering.embedded(document)
        faint = document.make_indirect(Dictionary(Type=Name.ExtGState, ca=FAINT))
        for page in document.pages:
            page.contents_add(document.make_stream(b"q\n"), prepend=True)
            page.contents_add(document.make_stream(b"Q\n" + _mark(page, name, line)))
            # The same for all, so that pages may share their resources.
            page.add_resource(font, Name.Font, Name(f"/{lettering.FONT}"), replace_existing=True)
            page.add_resource(faint, Name.ExtGState, Name(f"/{STATE}"), replace_existing=True)
        document.save(saved, deterministic_id=True)
    return saved.getvalue()


def _mark(page: pikepdf.Page, name: str, line: str) -> bytes:
    """Over what is there, and said to no screen reader: it is no part of the document's text."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    width, height = right - left, top - bottom
    placed = b"q 1 0 0 1 %.2f %.2f cm\n" % (left, bottom)
    drawn = _along_the_edge(line, height) + _across(name, width, height)
    return placed + b"/Artifact BMC\n" + drawn + b"EMC\nQ\n"


def _along_the_edge(line: str, height: float) -> bytes:
    """Upwards in the left margin, where a document of ours has nothing."""
    room = height - 2 * EDGE
    size = min(LINE, LINE * room / max(lettering.width(line, LINE), 1))
    return b"q 0 1 -1 0 %.2f %.2f cm 0.35 g\n%sQ\n" % (
        EDGE + size,
        EDGE,
        lettering.drawn(line, size, 0, 0),
    )


def _across(name: str, width: float, height: float) -> bytes:
    room = SHARE * hypot(width, height)
    size = min(LARGEST, LARGEST * room / max(lettering.width(name, LARGEST), 1))
    across, up = cos(radians(SLANT)), sin(radians(SLANT))
    return b"q /%s gs 0 g %.4f %.4f %.4f %.4f %.2f %.2f cm\n%sQ\n" % (
        STATE.encode(),
        across,
        up,
        -up,
        across,
        width / 2,
        height / 2,
        lettering.drawn(name, size, -lettering.width(name, size) / 2, -size / 3),
    )


def _take_seals_off(document: pikepdf.Pdf) -> None:
    """A signature covers the bytes that it was put on; on others it would only read as broken."""
    if "/AcroForm" not in document.Root:
        return
    del document.Root.AcroForm
    if "/Perms" in document.Root:
        del document.Root.Perms
    for page in document.pages:
        kept = [each for each in page.obj.get("/Annots", []) if each.Subtype != Name.Widget]
        page.obj.Annots = Array(kept)
    _forget_fields(document)


def _forget_fields(document: pikepdf.Pdf) -> None:
    """What the structure tree says of them: they stand right under its root."""
    tree = document.Root.get("/StructTreeRoot")
    if tree is None:
        return
    (whole,) = tree.K if isinstance(tree.K, Array) else [tree.K]
    whole.K = Array([each for each in whole.K if not _is_of_a_field(each)])
    parents = pikepdf.NumberTree(tree.ParentTree)
    for place, element in list(parents.items()):
        if _is_of_a_field(element):
            del parents[place]


def _is_of_a_field(element: pikepdf.Object) -> bool:
    return isinstance(element, Dictionary) and element.get("/S") == Name.Form


def _claim_nothing(document: pikepdf.Pdf, title: str) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
        for claim in CLAIMS:
            if claim in metadata:
                del metadata[claim]
        metadata["dc:title"] = title
    document.docinfo["/Title"] = title


if __name__ == "__main__":
    sys.stdout.buffer.write(marked(sys.stdin.buffer.read(), *sys.argv[1:4]))
