"""Re-encoding: a picture of a source is decoded and written anew, so that the site publishes nothing of its file but what is seen of it.

Nobody vouches for the bytes. So the format and the size that a file states are checked before it is decoded, only a few formats are read,
and what cannot be decoded as a whole is no picture.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from typing import NamedTuple

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP")  # those that are read; SVG may hold scripts, and is none of them
MOST_BYTES = 20 * 2**20  # of a file that is decoded
MOST_PIXELS = 40_000_000  # of a picture that is decoded: three or four bytes each
SMALLEST = 32  # pixels of the width and height of a picture; a smaller one is a spacer, or counts visitors
WIDTH, LONGEST = 1280, 16_000  # pixels of a published picture: twice the width of the text, and the height of a long strip
QUALITY = 82  # of JPEG
HEAVY = 300_000  # bytes of a PNG without transparency from which it is published as JPEG
SUFFIXES = {"JPEG": "jpg", "PNG": "png"}


class Reencoded(NamedTuple):
    """A picture as it is published, with its suffix and its size."""

    data: bytes
    suffix: str
    width: int
    height: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def reencoded(data: bytes) -> Reencoded | None:
    """A picture without anything that is not seen of it, sized for a page; None where the bytes are no picture, or too much of one."""
    if len(data) > MOST_BYTES:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                return _reencoded(image)
    except Exception:  # Pillow raises nearly anything for bytes that are no picture
        return None


def _reencoded(image: Image.Image) -> Reencoded | None:
    width, height = image.size
    if width * height > MOST_PIXELS or (width < SMALLEST and height < SMALLEST):
        return None
    is_photograph = image.format in ("JPEG", "WEBP", "BMP")
    image.draft("RGB", (2 * WIDTH, 2 * LONGEST))  # JPEG is decoded at a fraction of its size, where that is enough
    image.load()
    upright = ImageOps.exif_transpose(image)
    has_transparency = upright.has_transparency_data
    plain = upright.convert("RGBA" if has_transparency else "RGB")
    plain.thumbnail((WIDTH, LONGEST), Image.Resampling.LANCZOS)
    plain.info.clear()
    if has_transparency:
        return _written(plain, "PNG")
    if is_photograph:
        return _written(plain, "JPEG")
    drawing = _written(plain, "PNG")
    return drawing if len(drawing.data) <= HEAVY else _written(plain, "JPEG")


def _written(image: Image.Image, kind: str) -> Reencoded:
    out = io.BytesIO()
    if kind == "JPEG":
        image.save(out, kind, quality=QUALITY, optimize=True, progressive=True)
    else:
        image.save(out, kind, optimize=True)
    return Reencoded(out.getvalue(), SUFFIXES[kind], *image.size)
