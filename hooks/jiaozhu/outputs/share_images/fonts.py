"""The faces to draw with: those of the system that have the characters of a script. Where there is none, nothing is drawn."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from ...script_conversion.regions import BASE_LANG, HONG_KONG, TAIWAN, Region

# Families by script, the best first: Song, and Hei where there is no Song. A face of another region has other forms of characters.
FAMILIES = {
    BASE_LANG: ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "Songti SC", "Noto Sans CJK SC", "Microsoft YaHei"),
    TAIWAN.lang: ("Noto Serif CJK TC", "Source Han Serif TC", "Noto Serif TC", "Songti TC", "Noto Sans CJK TC", "Microsoft JhengHei"),
    HONG_KONG.lang: ("Noto Serif CJK HK", "Source Han Serif HC", "Noto Serif HK", "Songti TC", "Noto Sans CJK HK", "Microsoft JhengHei"),
}
WEIGHTS = ("Bold", "Regular")
# Where systems without fontconfig have such families.
FILES = (
    "/System/Library/Fonts/Supplemental/Songti.ttc",
    "C:/Windows/Fonts/msyhbd.ttc",
    "C:/Windows/Fonts/msyh.ttc",
    "C:/Windows/Fonts/msjhbd.ttc",
    "C:/Windows/Fonts/msjh.ttc",
)
MOST_IN_ONE = 64  # faces that one file may hold
NO_CHARACTER = "\U0010fffe"
SAMPLE = "校注体體說书"


@dataclass(frozen=True, slots=True)
class Font:
    """One face of a file. ``name`` is its family and style."""

    file: str
    index: int
    name: tuple[str, str]

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        return _opened(self.file, self.index, size)

    def width(self, text: str, size: int) -> float:
        """How wide ``text`` is, but for kerning."""
        return sum(_advance(self, character, size) for character in text)

    def has(self, character: str) -> bool:
        """True where the face has a form of its own for ``character``."""
        return _drawn(self, character) != _drawn(self, NO_CHARACTER)


@dataclass(frozen=True, slots=True)
class FontPair:
    """The faces of one script: one for titles, one for texts."""

    bold: Font
    regular: Font


@lru_cache(maxsize=8)
def font_pair(lang: str) -> FontPair | None:
    """The faces for the script of ``lang``; None where the system has none."""
    for family in FAMILIES[lang]:
        found = [face for weight in WEIGHTS if (face := _face(family, weight))]
        if found and all(found[0].has(character) for character in SAMPLE):
            return FontPair(found[0], found[-1])
    return None


def can_draw(regions: Iterable[Region]) -> bool:
    """True where the system has faces for the first script and for those of ``regions``."""
    return all(font_pair(lang) for lang in (BASE_LANG, *(region.lang for region in regions)))


def _face(family: str, weight: str) -> Font | None:
    for file, index in (*_configured(family, weight), *_installed()):
        try:
            name = _opened(file, index, 20).getname()
        except OSError:
            continue
        if name == (family, weight):
            return Font(file, index, (family, weight))
    return None


def _configured(family: str, weight: str) -> Iterator[tuple[str, int]]:
    """What fontconfig has for a family, or would take in its place."""
    program = shutil.which("fc-match")
    if program is None:
        return
    asked = [program, "--format", "%{file}\n%{index}", f"{family}:style={weight}"]
    try:
        said = subprocess.run(asked, capture_output=True, text=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return
    file, _, index = said.partition("\n")
    if index.isdigit():
        yield file, int(index)


def _installed() -> Iterator[tuple[str, int]]:
    for file in FILES:
        if Path(file).is_file():
            for index in range(MOST_IN_ONE):
                try:
                    _opened(file, index, 20)
                except OSError:
                    break
                yield file, index


@lru_cache(maxsize=256)
def _opened(file: str, index: int, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout draws alike with whatever Pillow was built with.
    return ImageFont.truetype(file, size, index=index, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=32768)
def _advance(face: Font, character: str, size: int) -> float:
    return face.at(size).getlength(character)


@lru_cache(maxsize=8192)
def _drawn(face: Font, character: str) -> tuple[tuple[int, int], bytes]:
    mask = face.at(20).getmask(character)
    return mask.size, bytes(mask)
