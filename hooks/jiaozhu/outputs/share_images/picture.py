"""Draws one share image: ink on paper, and the cinnabar seal."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from PIL import Image, ImageDraw, ImageFont

from .fonts import Font, FontPair
from .line_breaks import break_title, fill_lines, truncate_line

WIDTH, HEIGHT = 1200, 630
SIDE, TOP, FOOT = 96, 64, 492
PAPER, INK, RULE, CINNABAR = (0xFA, 0xF6, 0xEE), (0x1D, 0x1A, 0x16), (0xDD, 0xD3, 0xC2), (0xA8, 0x28, 0x1E)
# The palette: the number of shades from paper to ink, the index of the rule's colour, the number of shades from cinnabar to paper.
INK_SHADES, RULE_INDEX, SEAL_SHADES = 5, 5, 7
FULL, SECOND = 255, 184  # the darkness of titles, and of all other text
# (size, most lines): a title has the first size at which it does not need more lines.
SIZES = ((120, 1), (92, 1), (84, 2), (72, 2), (64, 3), (54, 3))
TEXT, FACTS, SEAL, FINE, GAP = 30, 28, 80, 4, 24
Z_RLE = 3  # strategy of zlib: files as small as with its best compression, in a twentieth of the time
MAX_BYTES = 24_000
GETA = "〓"  # the geta mark, which printers set in place of a character that they do not have
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """The texts of a picture: a title, some facts, and the beginning of a text. ``path`` is its file, relative to the root of the site."""

    path: str
    title: str
    facts: str
    words: str


def draw(picture: Picture, faces: FontPair) -> bytes:
    """The picture as PNG. Lines of its words are left out until it has at most `MAX_BYTES` bytes, or none is left."""
    png = b""
    for max_lines in (2, 1, 0):
        png = _render(picture, faces, max_lines)
        if len(png) <= MAX_BYTES:
            break
    return png


def _render(picture: Picture, faces: FontPair, max_lines: int) -> bytes:
    """The picture with at most ``max_lines`` lines of its words. It is drawn in greyscale, and its levels become palette indices."""
    sheet = Image.new("L", (WIDTH, HEIGHT), 0)
    pen = ImageDraw.Draw(sheet)
    size, lines = typeset_title(picture.title, faces.bold, WIDTH - 2 * SIDE, SIZES)
    leading, between, middle = round(size * 1.36), round(TEXT * 1.75), (FOOT + HEIGHT) // 2
    words = fit_text(picture.words, faces.regular, TEXT, WIDTH - 2 * SIDE, min(max_lines, 4 - len(lines)))
    facts = fit_text(picture.facts, faces.regular, FACTS, WIDTH - 2 * SIDE - 2 * SEAL, 1)
    top = TOP + (FOOT - TOP - leading * len(lines) - (GAP + between * len(words) if words else 0)) // 2
    draw_lines(pen, lines, faces.bold.at_size(size), FULL, (SIDE, top), leading)
    draw_lines(pen, words, faces.regular.at_size(TEXT), SECOND, (SIDE, top + leading * len(lines) + GAP), between)
    draw_lines(pen, facts, faces.regular.at_size(FACTS), SECOND, (SIDE, middle - FACTS), 2 * FACTS)
    return as_png(sheet, (SIDE, FOOT, WIDTH - SIDE, FOOT), seal(faces.bold, SEAL), (WIDTH - SIDE - SEAL, middle - SEAL // 2))


def as_png(sheet: Image.Image, rule: tuple[int, int, int, int], stamp: Image.Image, place: tuple[int, int]) -> bytes:
    """A greyscale sheet as PNG in the colours of the palette, with a rule from point to point, and the seal at its place."""
    sheet = sheet.point([round(darkness / FULL * (INK_SHADES - 1)) for darkness in range(FULL + 1)])
    ImageDraw.Draw(sheet).line(rule, RULE_INDEX, 2)
    sheet.paste(stamp, place)
    sheet.putpalette(_palette())
    out = io.BytesIO()
    sheet.save(out, "PNG", bits=4, compress_level=9, compress_type=Z_RLE)
    return out.getvalue()


def draw_lines(
    pen: ImageDraw.ImageDraw, lines: Sequence[str], font: ImageFont.FreeTypeFont, darkness: int, corner: tuple[int, int], leading: int
) -> None:
    """Lines of text from their upper left ``corner`` down."""
    left, top = corner
    for n, line in enumerate(lines):
        pen.text((left, top + n * leading + leading // 2), line, darkness, font, anchor="lm")


def fit_text(text: str, face: Font, size: int, width: int, max_lines: int) -> list[str]:
    """The lines of a text, at most ``max_lines``; a text that is longer ends in an ellipsis."""
    return fill_lines(replace_missing_glyphs(text, face), partial(face.width, size=size), width, max_lines) if max_lines > 0 else []


def typeset_title(title: str, face: Font, width: int, sizes: Sequence[tuple[int, int]]) -> tuple[int, list[str]]:
    """The size and the lines of a title: the first of ``sizes`` whose most lines suffice; at the last one it is truncated."""
    title, size, max_lines, lines = replace_missing_glyphs(title, face), 0, 0, [""]
    for size, max_lines in sizes:
        lines = break_title(title, partial(face.width, size=size), width)
        if len(lines) <= max_lines:
            return size, lines
    return size, [*lines[: max_lines - 1], truncate_line("".join(lines[max_lines - 1 :]), partial(face.width, size=size), width)]


@lru_cache(maxsize=8)
def seal(face: Font, side: int) -> Image.Image:
    """The seal in palette indices. It is drawn enlarged and then scaled down, so that its edges are smooth (supersampling)."""
    size = side * FINE
    ground = Image.new("L", (size, size), FULL)
    pen = ImageDraw.Draw(ground)
    pen.rounded_rectangle((0, 0, size - 1, size - 1), size * 11 // SEAL, 0)
    font = face.at_size(size * 33 // SEAL)
    for n, character in enumerate("校注"):
        pen.text((size // 2, size // 2 + (2 * n - 1) * size * 17 // SEAL), character, FULL, font, anchor="mm")
    small = ground.resize((side, side), Image.Resampling.LANCZOS)
    return small.point([RULE_INDEX + 1 + round(light / FULL * (SEAL_SHADES - 1)) for light in range(FULL + 1)])


def replace_missing_glyphs(text: str, face: Font) -> str:
    """``text`` in one line. A geta mark replaces each letter that the face does not have; other missing characters are left out."""
    return " ".join("".join(_available_characters(text, face)).split())


def _available_characters(text: str, face: Font) -> Iterator[str]:
    for character in text:
        if character.isspace() or face.has(character):
            yield character
        elif character.isalnum():
            yield GETA


@lru_cache(maxsize=1)
def _palette() -> list[int]:
    colours = (*_gradient(PAPER, INK, INK_SHADES), RULE, *_gradient(CINNABAR, PAPER, SEAL_SHADES))
    return [value for colour in colours for value in colour]


def _gradient(start: Colour, end: Colour, steps: int) -> list[Colour]:
    """Colours in equal steps from ``start`` to ``end``."""
    mixed = ([round(a + (b - a) * n / (steps - 1)) for a, b in zip(start, end, strict=True)] for n in range(steps))
    return [(red, green, blue) for red, green, blue in mixed]
