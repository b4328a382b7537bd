"""The faces of the system's fonts that have the characters of a script. If there is none, no picture is drawn."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from ...script_conversion.regions import BASE_LANG, HONG_KONG, TAIWAN, Region

# Families by script, the best first: Song, then Hei. Each script has its own, because fonts of other regions have other glyph forms.
FAMILIES = {
    BASE_LANG: ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "Songti SC", "Noto Sans CJK SC", "Microsoft YaHei"),
    TAIWAN.lang: ("Noto Serif CJK TC", "Source Han Serif TC", "Noto Serif TC", "Songti TC", "Noto Sans CJK TC", "Microsoft JhengHei"),
    HONG_KONG.lang: ("Noto Serif CJK HK", "Source Han Serif HC", "Noto Serif HK", "Songti TC", "Noto Sans CJK HK", "Microsoft JhengHei"),
}
WEIGHTS = ("Bold", "Regular")
# Font files of systems without fontconfig.
FILES = (
    "/System/Library/Fonts/Supplemental/Songti.ttc",
    "C:/Windows/Fonts/msyhbd.ttc",
    "C:/Windows/Fonts/msyh.ttc",
    "C:/Windows/Fonts/msjhbd.ttc",
    "C:/Windows/Fonts/msjh.ttc",
)
MAX_FACES = 64  # faces of one file that are tried
NO_CHARACTER = "\U0010fffe"
SAMPLE = "校注体體說书"


@dataclass(frozen=True, slots=True)
class Font:
    """One face of a file. ``name`` is its family and style."""

    file: str
    index: int
    name: tuple[str, str]

    def at_size(self, size: int) -> ImageFont.FreeTypeFont:
        return _load(self.file, self.index, size)

    def width(self, text: str, size: int) -> float:
        """The advance width of ``text`` in pixels, without kerning."""
        return sum(_advance(self, character, size) for character in text)

    def has(self, character: str) -> bool:
        """True if the face has a glyph for ``character``."""
        return _bitmap(self, character) != _bitmap(self, NO_CHARACTER)


@dataclass(frozen=True, slots=True)
class FontPair:
    """The two faces of one script: bold for titles, regular for texts."""

    bold: Font
    regular: Font


@lru_cache(maxsize=8)
def font_pair(lang: str) -> FontPair | None:
    """The faces for the script of ``lang``; None if the system has none."""
    for family in FAMILIES[lang]:
        faces = [face for weight in WEIGHTS if (face := _find_face(family, weight))]
        if faces and all(faces[0].has(character) for character in SAMPLE):
            return FontPair(faces[0], faces[-1])
    return None


def can_draw(regions: Iterable[Region]) -> bool:
    """True if the system has faces for Simplified script and for the scripts of ``regions``."""
    return all(font_pair(lang) for lang in (BASE_LANG, *(region.lang for region in regions)))


def _find_face(family: str, weight: str) -> Font | None:
    for file, index in (*_fontconfig_match(family, weight), *_known_faces()):
        try:
            name = _load(file, index, 20).getname()
        except OSError:
            continue
        if name == (family, weight):
            return Font(file, index, (family, weight))
    return None


def _fontconfig_match(family: str, weight: str) -> Iterator[tuple[str, int]]:
    """File and index of the face that fontconfig has for a family, or substitutes for it."""
    program = shutil.which("fc-match")
    if program is None:
        return
    command = [program, "--format", "%{file}\n%{index}", f"{family}:style={weight}"]
    try:
        output = subprocess.run(command, capture_output=True, encoding="utf-8", errors="surrogateescape", timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return
    file, _, index = output.partition("\n")
    if index.isdigit():
        yield file, int(index)


def _known_faces() -> Iterator[tuple[str, int]]:
    """File and index of each face in `FILES`."""
    for file in FILES:
        if Path(file).is_file():
            for index in range(MAX_FACES):
                try:
                    _load(file, index, 20)
                except OSError:
                    break
                yield file, index


@lru_cache(maxsize=256)
def _load(file: str, index: int, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout engine gives the same result with every build of Pillow.
    return ImageFont.truetype(file, size, index=index, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=32768)
def _advance(face: Font, character: str, size: int) -> float:
    return face.at_size(size).getlength(character)


@lru_cache(maxsize=8192)
def _bitmap(face: Font, character: str) -> tuple[tuple[int, int], bytes]:
    mask = face.at_size(20).getmask(character)
    return mask.size, bytes(mask)
