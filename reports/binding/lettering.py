"""Text that is drawn on pages that exist already, in the typeface of the printed documents."""

import logging
from functools import cache
from io import BytesIO
from itertools import batched
from typing import Any

import pikepdf
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from reports.typeface import Style, font_file

ENCODING = "cp1252"
FIRST, LAST = 32, 255
NONSYMBOLIC = 32
STYLE = Style(400, "normal")
FONT = "Atkinson-Hyperlegible-Next"
# It tells every step at the level of information.
logging.getLogger("fontTools.subset").setLevel(logging.WARNING)


@cache
def _characters() -> dict[int, str]:
    coded = {code: bytes([code]).decode(ENCODING, "ignore") for code in range(FIRST, LAST + 1)}
    return {code: character for code, character in coded.items() if character}


@cache
def _program() -> bytes:
    """The typeface less what no line of ours can need."""
    font = TTFont(BytesIO(font_file("latin", STYLE)), recalcTimestamp=False)
    subsetter = Subsetter(Options(notdef_outline=True, layout_features=[], name_IDs=[]))
    subsetter.populate(unicodes=[ord(each) for each in _characters().values()])
    subsetter.subset(font)
    written = BytesIO()
    font.save(written, reorderTables=False)
    return written.getvalue()


@cache
def _widths() -> dict[int, int]:
    """In thousandths of the size, by code."""
    font = TTFont(BytesIO(_program()))
    names, advances = font.getBestCmap(), font["hmtx"].metrics
    scale = 1000 / font["head"].unitsPerEm
    return {
        code: round(advances[names.get(ord(character), ".notdef")][0] * scale)
        for code, character in _characters().items()
    }


def width(text: str, size: float) -> float:
    return sum(_widths().get(code, 0) for code in text.encode(ENCODING, "replace")) * size / 1000


def drawn(text: str, size: float, x: float, y: float) -> bytes:
    """The operators that write one line."""
    coded = text.encode(ENCODING, "replace").hex().encode()
    return b"BT /%s %.2f Tf %.2f %.2f Td <%s> Tj ET\n" % (FONT.encode(), size, x, y, coded)


def embedded(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The font of `drawn`, for the resources of the pages of this file."""
    font = TTFont(BytesIO(_program()))
    head, hhea = font["head"], font["hhea"]
    scale = 1000 / head.unitsPerEm
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/AAAAAA+{FONT}"),
        Flags=NONSYMBOLIC,
        FontBBox=Array([round(e * scale) for e in (head.xMin, head.yMin, head.xMax, head.yMax)]),
        ItalicAngle=0,
        Ascent=round(hhea.ascent * scale),
        Descent=round(hhea.descent * scale),
        CapHeight=round(getattr(font["OS/2"], "sCapHeight", hhea.ascent) * scale),
        StemV=80,
        FontFile2=pdf.make_stream(_program(), Length1=len(_program())),
    )
    unicode = pdf.make_stream(_to_unicode())
    return pdf.make_indirect(_simple_font(pdf.make_indirect(descriptor), unicode))


def _to_unicode() -> bytes:
    """So that what is drawn can be read out, copied and searched (PDF/A-3, level A)."""
    pairs = "".join(f"<{code:02x}> <{ord(said):04x}>\n" for code, said in _characters().items())
    blocks = _blocks(pairs.splitlines())
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <ff>\nendcodespacerange\n{blocks}"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()


def _blocks(pairs: list[str]) -> str:
    """A hundred at most in each."""
    return "".join(
        f"{len(some)} beginbfchar\n" + "\n".join(some) + "\nendbfchar\n"
        for some in batched(pairs, 100)
    )


def _simple_font(descriptor: Any, unicode: Any) -> Dictionary:
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name(f"/AAAAAA+{FONT}"),
        Encoding=Name.WinAnsiEncoding,
        FirstChar=FIRST,
        LastChar=LAST,
        Widths=Array([_widths().get(code, 0) for code in range(FIRST, LAST + 1)]),
        FontDescriptor=descriptor,
        ToUnicode=unicode,
    )
