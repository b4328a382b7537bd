"""Draws the cover of a book in the design of the share images: ink on paper, and the cinnabar seal."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageDraw

from .fonts import FontPair
from .picture import FULL, SECOND, as_png, draw_lines, fit_text, seal, typeset_title

WIDTH, HEIGHT = 1200, 1600
SIDE, TOP, FOOT = 120, 300, 1340
# (size, most lines): a title has the first size at which it does not need more lines.
SIZES = ((150, 2), (128, 3), (108, 4), (92, 5), (80, 7))
TEXT, FACTS, SEAL, GAP, WORDS = 42, 38, 120, 56, 5


@dataclass(frozen=True, slots=True)
class Cover:
    """The texts of a cover: the title, some words below it, and a line of facts at the foot."""

    title: str
    words: str
    facts: str


def draw_cover(cover: Cover, faces: FontPair) -> bytes:
    """The cover as PNG."""
    sheet = Image.new("L", (WIDTH, HEIGHT), 0)
    pen = ImageDraw.Draw(sheet)
    measure, middle = WIDTH - 2 * SIDE, (FOOT + HEIGHT) // 2
    size, lines = typeset_title(cover.title, faces.bold, measure, SIZES)
    leading, between = round(size * 1.42), round(TEXT * 1.8)
    words_top = TOP + leading * len(lines) + GAP
    room = max(0, min(WORDS, (FOOT - GAP - words_top) // between))
    draw_lines(pen, lines, faces.bold.at_size(size), FULL, (SIDE, TOP), leading)
    draw_lines(
        pen, fit_text(cover.words, faces.regular, TEXT, measure, room), faces.regular.at_size(TEXT), SECOND, (SIDE, words_top), between
    )
    facts = fit_text(cover.facts, faces.regular, FACTS, measure - 2 * SEAL, 2)
    draw_lines(pen, facts, faces.regular.at_size(FACTS), SECOND, (SIDE, middle - round(FACTS * 0.8) * len(facts)), round(FACTS * 1.6))
    return as_png(sheet, (SIDE, FOOT, WIDTH - SIDE, FOOT), seal(faces.bold, SEAL), (WIDTH - SIDE - SEAL, middle - SEAL // 2))
