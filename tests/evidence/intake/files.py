"""Files of every kind, made by hand: the least that each format asks for."""

import io
import struct
import wave
import zipfile
import zlib
from itertools import pairwise

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 "
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
HEIF = b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic"
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00"
M4A = b"\x00\x00\x00\x18ftypM4A \x00\x00\x02\x00"
MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" * 20
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
EML = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Panne\r\n\r\nBonjour\r\n"
CONTENT_TYPES = "[Content_Types].xml"
BOMB = 250 * 1024 * 1024


def archive(entries: dict[str, bytes], **extra: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in {**entries, **extra}.items():
            zipped.writestr(name, content)
    return made.getvalue()


def docx(entries: dict[str, bytes] | None = None) -> bytes:
    own = {CONTENT_TYPES: b"<Types/>", "word/document.xml": b"<w:document/>"}
    return archive(own | (entries or {}))


def xlsx() -> bytes:
    return archive({CONTENT_TYPES: b"<Types/>", "xl/workbook.xml": b"<workbook/>"})


def types(content_type: str) -> dict[str, bytes]:
    said = f'<Types><Override PartName="/word/x" ContentType="{content_type}"/></Types>'
    return {CONTENT_TYPES: said.encode()}


def relations(kind: str, target: str = "x", mode: str = "Internal") -> dict[str, bytes]:
    said = f'<Relationships><Relationship Id="a" Type="http://schemas.example/relationships/{kind}"'
    told = f'{said} Target="{target}" TargetMode="{mode}"/></Relationships>'
    return {"word/_rels/document.xml.rels": told.encode()}


def odf(kind: str) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return archive({"mimetype": mimetype, "content.xml": b"<office/>"})


def linked() -> bytes:
    """With a symbolic link to a file of the reader's machine."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        zipped.writestr(CONTENT_TYPES, "<Types/>")
        zipped.writestr("word/document.xml", "<w:document/>")
        link = zipfile.ZipInfo("word/media/image1.png")
        link.external_attr = 0o120777 << 16
        zipped.writestr(link, "/etc/passwd")
    return made.getvalue()


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
        zipped.writestr(CONTENT_TYPES, "<Types/>")
        with zipped.open("word/document.xml", "w", force_zip64=True) as document:
            for _ in range(BOMB // (1024 * 1024)):
                document.write(bytes(1024 * 1024))
    return made.getvalue()


def wav() -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes(8))
    return made.getvalue()


def png(width: int, height: int) -> bytes:
    """A real one of one colour, whatever its size: its rows pack to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compressobj(1)
    row = bytes(1 + (width + 7) // 8)
    packed = b"".join(rows.compress(row) for _ in range(height)) + rows.flush()
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def jpeg_of(width: int, height: int) -> bytes:
    frame = struct.pack(">HBHHB", 8, 8, height, width, 0)
    return b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xff\xc0" + frame


def webp_of(form: bytes, width: int, height: int) -> bytes:
    match form:
        case b"VP8X":
            size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
            body = b"\x0a\x00\x00\x00" + bytes(4) + size
        case b"VP8L":
            packed = struct.pack("<I", (width - 1) | (height - 1) << 14)
            body = b"\x05\x00\x00\x00\x2f" + packed
        case _:
            body = bytes(4) + bytes(3) + b"\x9d\x01\x2a" + struct.pack("<HH", width, height)
    return b"RIFF\x00\x00\x00\x00WEBP" + form + body


def heic_of(width: int, height: int) -> bytes:
    thumbnail, whole = struct.pack(">II", 160, 120), struct.pack(">II", width, height)
    return HEIC + b"ispe" + bytes(4) + thumbnail + b"ispe" + bytes(4) + whole


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE file (MS-CFB, version 3) with these streams, each under 4 kB; « folder/name » is in a
    folder of its own."""
    sector, mini, end, free = 512, 64, 0xFFFFFFFE, 0xFFFFFFFF
    folders = sorted({name.partition("/")[0] for name in streams if "/" in name})
    at_root = [name for name in streams if "/" not in name]
    inside = {each: [name for name in streams if name.startswith(f"{each}/")] for each in folders}
    listed = [*at_root, *folders, *(name for each in folders for name in inside[each])]
    place = {name: number for number, name in enumerate(listed, 1)}
    chains = [[*at_root, *folders], *inside.values()]
    right = {a: place[b] for chain in chains for a, b in pairwise(chain)}
    mini_stream, mini_fat, entries = b"", [], b""
    for name in listed:
        content = streams.get(name, b"")
        padded = content + bytes(-len(content) % mini)
        first, count = len(mini_fat), len(padded) // mini
        mini_fat += [*range(first + 1, first + count), end] if count else []
        mini_stream += padded
        child = place[inside[name][0]] if name in inside else free
        # Chains to the right: unbalanced, and legal to read.
        entries += _entry(
            name.rpartition("/")[2],
            1 if name in inside else 2,
            first if count else end,
            len(content),
            child,
            right.get(name, free),
        )
    stored = mini_stream + bytes(-len(mini_stream) % sector)
    directory_sectors = -(-(len(listed) + 1) * 128 // sector)
    mini_sectors = -(-len(mini_fat) * 4 // sector)
    fat, at = [0xFFFFFFFD], 1
    for count in (directory_sectors, mini_sectors, len(stored) // sector):
        fat += [*range(at + 1, at + count), end] if count else []
        at += count
    assert len(fat) <= 128, "one sector of FAT is all that is written here"
    fat += [free] * (128 - len(fat))
    mini_fat += [free] * (mini_sectors * 128 - len(mini_fat))
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        bytes(16),
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, 1, 0, 4096, 1 + directory_sectors if mini_sectors else end, mini_sectors),
        *(end, 0, 0),
    )
    directory = _entry("Root Entry", 5, 1 + directory_sectors + mini_sectors, len(mini_stream), 1)
    directory += entries
    directory += bytes(directory_sectors * sector - len(directory))
    return b"".join(
        (
            header + struct.pack("<109I", 0, *[free] * 108)[: sector - len(header)],
            struct.pack("<128I", *fat),
            directory,
            struct.pack(f"<{len(mini_fat)}I", *mini_fat),
            stored,
        )
    )


def _entry(
    name: str, kind: int, first: int, size: int, child: int, right: int = 0xFFFFFFFF
) -> bytes:
    written = name.encode("utf-16-le") + b"\x00\x00"
    return struct.pack(
        "<64sHBBIII16sI8s8sIII",
        written,
        *(len(written), kind, 1, 0xFFFFFFFF, right, child),
        *(bytes(16), 0, bytes(8), bytes(8), first, size, 0),
    )


def msg(sent_at: int = 0, attached: dict[str, bytes] | None = None, **properties: str) -> bytes:
    """A message of Outlook: its texts are streams named by their property (P0037…)."""
    texts = {
        f"__substg1.0_{tag.removeprefix('P')}001F": text.encode("utf-16-le")
        for tag, text in properties.items()
    }
    folders = {}
    for number, (name, content) in enumerate((attached or {}).items()):
        folder = f"__attach_version1.0_#{number:08X}"
        folders[f"{folder}/__substg1.0_3707001F"] = name.encode("utf-16-le")
        folders[f"{folder}/__substg1.0_37010102"] = content
    dated = struct.pack("<IIQ", 0x00390040, 6, sent_at) if sent_at else b""
    return compound({"__properties_version1.0": bytes(32) + dated, **texts, **folders})
