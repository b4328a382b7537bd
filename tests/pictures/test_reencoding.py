"""Re-encoding of pictures: what is published of them, and what is refused before it is decoded."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from jiaozhu.pictures.reencoding import WIDTH, reencoded


def picture(width: int, height: int, kind: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert(mode).save(out, kind, **options)
    return out.getvalue()


def png_of_size(width: int, height: int) -> bytes:
    """The bytes of a PNG that states a size and has nothing of it."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"IDAT" + zlib.compress(bytes(100))
    chunks = (struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in (head, rows, b"IEND"))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_a_published_picture_says_nothing_of_its_camera() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "SECRET PLACE", 6
    data = picture(300, 200, exif=exif, comment=b"SECRET WORDS", icc_profile=b"SECRET PROFILE")
    assert b"SECRET" in data
    made = reencoded(data)
    assert made is not None
    assert b"SECRET" not in made.data
    assert (made.suffix, made.width, made.height) == ("jpg", 200, 300)  # upright, as the camera said that it was held


def test_a_wide_picture_becomes_as_wide_as_a_page() -> None:
    made = reencoded(picture(4 * WIDTH, 2 * WIDTH))
    assert made is not None
    assert (made.width, made.height) == (WIDTH, WIDTH // 2)
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.size == (WIDTH, WIDTH // 2)


@pytest.mark.parametrize(
    ("kind", "mode", "suffix"),
    [
        ("JPEG", "CMYK", "jpg"),
        ("PNG", "RGBA", "png"),
        ("PNG", "P", "png"),
        ("GIF", "P", "png"),
        ("WEBP", "RGB", "jpg"),
        ("BMP", "RGB", "jpg"),
    ],
)
def test_pictures_of_the_usual_formats_are_published(kind: str, mode: str, suffix: str) -> None:
    made = reencoded(picture(120, 90, kind, mode))
    assert made is not None
    assert (made.suffix, made.width, made.height) == (suffix, 120, 90)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><script>alert(1)</script></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        picture(200, 200)[:1500],
        png_of_size(30_000, 30_000),
        png_of_size(500, 500),
        picture(20, 20),
        picture(200, 200, "TIFF"),
        picture(200, 200, "PPM"),
    ],
    ids=["empty", "page", "drawing", "truncated", "too large", "without rows", "spacer", "tiff", "ppm"],
)
def test_what_is_no_picture_or_too_much_of_one_is_refused(data: bytes) -> None:
    assert reencoded(data) is None


def test_a_large_picture_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[tuple[int, int]] = []
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda image: decoded.append(image.size))
    for side in (30_000, 500):
        reencoded(png_of_size(side, side))
    assert set(decoded) == {(500, 500)}


@settings(max_examples=50)
@given(data=st.data())
def test_damaged_bytes_are_a_picture_or_nothing(data: st.DataObject) -> None:
    whole = bytearray(picture(64, 64, data.draw(st.sampled_from(["JPEG", "PNG", "GIF", "WEBP"]))))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        whole[at] = data.draw(st.integers(0, 255))
    made = reencoded(bytes(whole))
    assert made is None or made.suffix in ("jpg", "png")
