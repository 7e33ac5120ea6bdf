"""How large a picture is, by its header alone: nothing is unpacked."""

import struct

# Markers of a JPEG that hold its size (SOF0 to SOF15), less those that are tables.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# The boxes of a HEIF file that matter come first.
HEIF_HEAD = 65_536


def pixels_of(content: bytes, media_type: str) -> int:
    """0 when the header does not tell: a damaged picture is kept as it is, and shown by nobody."""
    read = READERS.get(media_type)
    try:
        width, height = read(content) if read else (0, 0)
    except (struct.error, IndexError):
        return 0
    return width * height


def _png(content: bytes) -> tuple[int, int]:
    if content[12:16] != b"IHDR":
        return 0, 0
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


def _jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        if marker in FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        # A marker may be filled up with any number of 0xFF.
        at += 1 if marker == 0xFF else 2 + struct.unpack_from(">H", content, at + 2)[0]
    return 0, 0


def _webp(content: bytes) -> tuple[int, int]:
    match content[12:16]:
        case b"VP8X":
            width, height = _three_bytes(content, 24) + 1, _three_bytes(content, 27) + 1
        case b"VP8L":
            (packed,) = struct.unpack_from("<I", content, 21)
            width, height = (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = (each & 0x3FFF for each in struct.unpack_from("<HH", content, 26))
        case _:
            return 0, 0
    return width, height


def _three_bytes(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 3], "little")


def _heif(content: bytes) -> tuple[int, int]:
    """The largest of those it says: tiles and thumbnails have sizes of their own."""
    sizes, at = [(0, 0)], 0
    while (at := content.find(b"ispe", at + 1, HEIF_HEAD)) > 0:
        sizes.append(struct.unpack_from(">II", content, at + 8))
    return max(sizes, key=lambda size: size[0] * size[1])


READERS = {
    "image/png": _png,
    "image/jpeg": _jpeg,
    "image/webp": _webp,
    "image/heic": _heif,
}
