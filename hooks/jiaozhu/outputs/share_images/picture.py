"""One picture: ink on paper, and the cinnabar seal."""

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
# Colours by their number in the palette: paper to ink, the rule, and cinnabar to paper.
INKS, THE_RULE, SEALS = 5, 5, 7
FULL, SECOND = 255, 184  # how dark titles are, and all other words
# The largest size of a title at which it has no more than so many lines.
SIZES = ((120, 1), (92, 1), (84, 2), (72, 2), (64, 3), (54, 3))
TEXT, FACTS, SEAL, FINE, GAP = 30, 28, 80, 4, 24
RUNS = 3  # zlib's Z_RLE: as small as its best, in a twentieth of the time
MAX_BYTES = 24_000  # bytes
GETA = "〓"  # what printers set for a character that they do not have
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture says: a title, some facts about it, and the words that it begins with. ``path`` is its file on the site."""

    path: str
    title: str
    facts: str
    words: str


def draw(picture: Picture, faces: FontPair) -> bytes:
    """The picture as PNG, of `MAX_BYTES` bytes at most where fewer words make it so."""
    made = b""
    for most in (2, 1, 0):
        made = _drawn(picture, faces, most)
        if len(made) <= MAX_BYTES:
            break
    return made


def _drawn(picture: Picture, faces: FontPair, most: int) -> bytes:
    """The picture with so many lines of its words. It is drawn as how dark each point is, which is then its number in the palette."""
    sheet = Image.new("L", (WIDTH, HEIGHT), 0)
    pen = ImageDraw.Draw(sheet)
    size, lines = _set(replace_missing_glyphs(picture.title, faces.bold), faces.bold)
    leading, between, middle = round(size * 1.36), round(TEXT * 1.75), (FOOT + HEIGHT) // 2
    words = _fitted(picture.words, faces.regular, TEXT, WIDTH - 2 * SIDE, min(most, 4 - len(lines)))
    facts = _fitted(picture.facts, faces.regular, FACTS, WIDTH - 2 * SIDE - 2 * SEAL, 1)
    at = TOP + (FOOT - TOP - leading * len(lines) - (GAP + between * len(words) if words else 0)) // 2
    _lines(pen, lines, faces.bold.at(size), FULL, at, leading)
    _lines(pen, words, faces.regular.at(TEXT), SECOND, at + leading * len(lines) + GAP, between)
    _lines(pen, facts, faces.regular.at(FACTS), SECOND, middle - FACTS, 2 * FACTS)
    sheet = sheet.point([round(dark / FULL * (INKS - 1)) for dark in range(FULL + 1)])
    ImageDraw.Draw(sheet).line((SIDE, FOOT, WIDTH - SIDE, FOOT), THE_RULE, 2)
    sheet.paste(_seal(faces.bold), (WIDTH - SIDE - SEAL, middle - SEAL // 2))
    sheet.putpalette(_palette())
    out = io.BytesIO()
    sheet.save(out, "PNG", bits=4, compress_level=9, compress_type=RUNS)
    return out.getvalue()


def _lines(pen: ImageDraw.ImageDraw, lines: Sequence[str], font: ImageFont.FreeTypeFont, dark: int, top: int, leading: int) -> None:
    for n, line in enumerate(lines):
        pen.text((SIDE, top + n * leading + leading // 2), line, dark, font, anchor="lm")


def _fitted(words: str, face: Font, size: int, width: int, most: int) -> list[str]:
    return fill_lines(replace_missing_glyphs(words, face), partial(face.width, size=size), width, most) if most > 0 else []


def _set(title: str, face: Font) -> tuple[int, list[str]]:
    """The size and the lines of a title."""
    width, size, most, lines = WIDTH - 2 * SIDE, 0, 0, [""]
    for size, most in SIZES:
        lines = break_title(title, partial(face.width, size=size), width)
        if len(lines) <= most:
            return size, lines
    return size, [*lines[: most - 1], truncate_line("".join(lines[most - 1 :]), partial(face.width, size=size), width)]


@lru_cache(maxsize=4)
def _seal(face: Font) -> Image.Image:
    """The seal, drawn large and made small, so that its edges are smooth; its points are numbers of the palette."""
    size = SEAL * FINE
    ground = Image.new("L", (size, size), FULL)
    pen = ImageDraw.Draw(ground)
    pen.rounded_rectangle((0, 0, size - 1, size - 1), 11 * FINE, 0)
    font = face.at(33 * FINE)
    for n, character in enumerate("校注"):
        pen.text((size // 2, size // 2 + (2 * n - 1) * 17 * FINE), character, FULL, font, anchor="mm")
    small = ground.resize((SEAL, SEAL), Image.Resampling.LANCZOS)
    return small.point([THE_RULE + 1 + round(light / FULL * (SEALS - 1)) for light in range(FULL + 1)])


def replace_missing_glyphs(text: str, face: Font) -> str:
    """``text`` in one line, with a geta for a word's character that the face has not, and without whatever else it has not."""
    return " ".join("".join(_shown(text, face)).split())


def _shown(text: str, face: Font) -> Iterator[str]:
    for character in text:
        if character.isspace() or face.has(character):
            yield character
        elif character.isalnum():
            yield GETA


@lru_cache(maxsize=1)
def _palette() -> list[int]:
    colours = (*_ramp(PAPER, INK, INKS), RULE, *_ramp(CINNABAR, PAPER, SEALS))
    return [value for colour in colours for value in colour]


def _ramp(one: Colour, other: Colour, steps: int) -> list[Colour]:
    mixed = ([round(a + (b - a) * n / (steps - 1)) for a, b in zip(one, other, strict=True)] for n in range(steps))
    return [(red, green, blue) for red, green, blue in mixed]
