"""A letter as an OpenDocument text, which LibreOffice and Word open: the only module that knows
odfdo. The same letter gives the same bytes."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from odfdo import Document, Paragraph, Style

from reports.claims.content import Block, BlockKind, Letter

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip can tell."""
LANGUAGE = "fr-FR"
DOTS = "…" * 12
SAID, TITLE, STRONG, RIGHT, LINE = "said", "title", "strong", "right", "line"
PARAGRAPHS = {
    SAID: {"fo:margin-bottom": "0.25cm"},
    TITLE: {"fo:margin-top": "0.6cm", "fo:margin-bottom": "0.4cm"},
    STRONG: {"fo:margin-bottom": "0.25cm", "fo:keep-with-next": "always"},
    RIGHT: {"fo:margin-left": "9cm"},
    LINE: {"fo:border-bottom": "0.5pt solid #808080", "fo:margin-bottom": "0.5cm"},
}
LETTERS = {
    TITLE: {"fo:font-weight": "bold", "fo:font-size": "14pt"},
    STRONG: {"fo:font-weight": "bold"},
}


def as_opendocument(letter: Letter) -> bytes:
    document = Document("text")
    document.body.clear()
    document.language = LANGUAGE
    document.meta.title = letter.title
    for name, properties in PARAGRAPHS.items():
        document.insert_style(_style(name, properties), automatic=True)
    for style, text in _paragraphs(letter):
        document.body.append(Paragraph(text, style=style))
    written = BytesIO()
    document.save(written)
    return _without_clock(written.getvalue())


def _style(name: str, properties: dict[str, str]) -> Style:
    style = Style("paragraph", name=name)
    style.set_properties(properties, area="paragraph")
    if name in LETTERS:
        style.set_properties(LETTERS[name], area="text")
    return style


def _paragraphs(letter: Letter) -> Iterator[tuple[str, str]]:
    yield from ((SAID, line) for line in letter.sender)
    yield from ((RIGHT, line) for line in letter.recipient)
    if letter.delivery:
        yield SAID, letter.delivery
    if letter.is_signed:
        yield SAID, f"Fait à {letter.place or DOTS}, le {DOTS}"
    yield TITLE, letter.title.upper()
    yield STRONG, f"Objet\u00a0: {letter.subject}"
    yield from map(_paragraph, letter.blocks)
    if letter.is_signed:
        yield RIGHT, letter.signatory
        yield RIGHT, "Signature"


def _paragraph(block: Block) -> tuple[str, str]:
    match block.kind:
        case BlockKind.HEADING:
            return STRONG, block.text
        case BlockKind.ITEM:
            return SAID, f"– {block.text}"
        case BlockKind.AMOUNT:
            return SAID, f"{block.text}\u00a0: {block.value}"
        case BlockKind.TOTAL:
            return STRONG, f"{block.text}\u00a0: {block.value}"
        case BlockKind.BLANK:
            return LINE, block.text
    return SAID, block.text


def _without_clock(odt: bytes) -> bytes:
    """The library dates each part by the clock; `mimetype` stays the first, and stored."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(odt)) as made, zipfile.ZipFile(written, "w") as kept:
        for part in made.infolist():
            named = zipfile.ZipInfo(part.filename, EPOCH)
            named.compress_type = part.compress_type
            kept.writestr(named, made.read(part))
    return written.getvalue()
