"""Prints a picture again as JPEG. A program of its own, so that it can be held to its limits."""

import sys

from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")


def redraw(path: str, widest: int) -> None:
    register_heif_opener(thumbnails=False)
    with Image.open(path, formats=FORMATS) as opened:
        opened.draft("RGB", (widest, widest))
        upright = ImageOps.exif_transpose(_in_eight_bits(opened))
        upright.thumbnail((widest, widest))
        seen = upright.convert("RGBA")
    # On a sheet of its own: nothing that the original carries beside its points comes along.
    sheet = Image.new("RGB", seen.size, "white")
    sheet.paste(seen, mask=seen.getchannel("A"))
    sheet.save(sys.stdout.buffer, "JPEG", quality=85)


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Grey in sixteen, as some scanners write it: Pillow takes all but its darkest for white."""
    if image.mode != "I;16":
        return image
    return image.convert("I").point(lambda value: value / 256).convert("L")


if __name__ == "__main__":
    redraw(sys.argv[1], int(sys.argv[2]))
