"""The normal forms of text: for each purpose, which differences between two texts do not count. One function makes one form.

=====================  ============  ==========  ======  ==========  ===========  =======  =================================================
form                   script        width       case    marks       white space  offsets  used for
=====================  ============  ==========  ======  ==========  ===========  =======  =================================================
letters                kept          kept        kept    dropped     dropped      lost     clauses beside a mark, forms of glossary entries
caseless_letters       kept          kept        folded  dropped     dropped      lost     lines, titles, ids of blocks
nfkc                   kept          folded      kept    width only  width only   lost     numbers of an article
nfkc_letters           kept          folded      kept    dropped     dropped      lost     provenance: what a witness reads and what was put
caseless_nfkc_letters  kept          folded      folded  dropped     dropped      lost     copies of one article
to_simplified          by phrase     kept        kept    kept        kept         kept     rules and words, which know Simplified only
caseless_simplified    by phrase     kept        folded  kept        kept         lost     term candidates that the glossary already has
fold                   by character  half width  folded  width only  kept         kept     terms, names, dates, figures, events, n-grams
without_white_space    kept          kept        kept    kept        dropped      mapped   alignment of copies, quotations
half_width_marks       kept          kept        kept    width only  kept         kept     quotations
ordinary_characters    kept          letters     kept    kept        kept         lost     titles of pages beside clean lines
file_name_key          kept          kept        folded  kept        kept         lost     names of files
=====================  ============  ==========  ======  ==========  ===========  =======  =================================================

"By phrase" is OpenCC's conversion, which reads a character with its neighbours: 乾隆 stays, 乾杯 becomes 干杯. "By character" converts
each by itself, so that a form is found wherever it stands. NFKC also folds ligatures, superscripts and circled digits, and so changes
the length of a text. `caseless_nfkc_letters` folds case last: İ leaves a combining dot, which `caseless_letters` drops. Blocks have
their ids from the one, and articles their digests from the other, so none of the two can take the place of the other.

One form stands elsewhere: a searched text is folded by the site's own table of conversions (`outputs/search/folding.py`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain

from opencc import OpenCC

HALF_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # ！ to ～, each with its ASCII twin
HALF_WIDTH_MARKS = {ord("。"): ".", **{ord(mark): HALF_WIDTH[ord(mark)] for mark in "，：；？！（）．"}}
# Radicals that look like an ideograph, with that: of the supplement of radicals in pairs, for Unicode does not decompose these; then all
# of KangXi, of which two are written otherwise where they come from (the fonts of PDF files in Simplified script).
_SUPPLEMENT = (
    "⺁厂⺅亻⺇几⺉刂⺊卜⺎兀⺒巳⺓幺⺖忄⺘扌⺙攵⺛旡⺜日⺝月⺟母⺠民⺡氵⺣灬⺥爪⺧牛⺨犭⺪疋⺭礻⺰纟⺶羊⺻聿⺽臼⺾艹⻁虎⻂衤⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻏阝⻐钅⻑長⻓长⻔门⻖阝⻗雨⻘青"
    "⻙韦⻚页⻛风⻜飞⻝食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻯竜⻰龙⻱龜⻲亀⻳龟"
)
RADICALS = {
    **dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)),
    **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    "\u2f3e": "户",
    "\u2fad": "青",
}
COMPATIBILITY = (range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))  # ideographs that were encoded a second time
HAN = "\u3400"  # below it nothing has a Traditional form
SURROGATE = re.compile(r"[\ud800-\udfff]")  # no text, and OpenCC refuses it
REPLACEMENT = "\ufffd"
INK = re.compile(r"\S+")


def letters(text: str) -> str:
    """The letters, digits and Han characters of a text, as they stand."""
    return "".join(filter(str.isalnum, text))


@lru_cache(maxsize=4096)
def caseless_letters(text: str) -> str:
    """The letters, digits and Han characters of a text without case: what no typographic choice changes."""
    return letters(text.casefold())


def nfkc(text: str) -> str:
    """The text in Unicode's compatibility composition (NFKC)."""
    return unicodedata.normalize("NFKC", text)


def nfkc_letters(text: str) -> str:
    """The letters, digits and Han characters of a text, whatever their width."""
    return letters(nfkc(text))


def caseless_nfkc_letters(text: str) -> str:
    """The letters, digits and Han characters of a text, whatever their width and case."""
    return nfkc_letters(text).casefold()


@lru_cache(maxsize=8)
def to_simplified(text: str) -> str:
    """The text in Simplified characters, one for one; as it is where the conversion would change its length."""
    text = SURROGATE.sub(REPLACEMENT, text)
    simplified: str = _simplifier().convert(text.replace("\0", " "))  # OpenCC stops at NUL
    return simplified if len(simplified) == len(text) else text


def caseless_simplified(text: str) -> str:
    """The text in Simplified characters and without case."""
    return to_simplified(text).casefold()


def fold(text: str) -> str:
    """The text in Simplified characters, half width and lower case, character by character: offsets in it are offsets in ``text``."""
    return text.translate(_FOLDING)


def without_white_space(text: str, start: int = 0, end: int | None = None) -> tuple[str, tuple[int, ...]]:
    """The characters of ``text[start:end]`` that are no white space, and the offset in ``text`` of each."""
    stretches = [match.span() for match in INK.finditer(text, start, len(text) if end is None else end)]
    return "".join([text[a:b] for a, b in stretches]), tuple(chain.from_iterable(range(a, b) for a, b in stretches))


def half_width_marks(text: str) -> str:
    """The text with the marks that end or enclose a clause in half width, one for one: the full stop too."""
    return text.translate(HALF_WIDTH_MARKS)


def ordinary_characters(text: str) -> str:
    """The text with the characters that the rules of cleaning put for others: ideographs for radicals and for those that were encoded
    twice, letters with their marks, and letters and digits in half width."""
    plain = "".join(RADICALS.get(c) or (HALF_WIDTH.get(ord(c), c) if c.isalnum() else c) for c in text)
    return unicodedata.normalize("NFC", plain)


def file_name_key(stem: str) -> str:
    """A name as file systems see it that ignore case and Unicode composition."""
    return unicodedata.normalize("NFC", stem).casefold()


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


class _Folding(dict[int, str]):
    """What `fold` puts for each character, computed when the character is first met."""

    def __missing__(self, code: int) -> str:
        character = HALF_WIDTH.get(code, chr(code))
        put = self._simplified(character) if character >= HAN else character.lower()
        self[code] = put = put if len(put) == 1 else character
        return put

    def _simplified(self, character: str) -> str:
        """The character in Simplified script; a lone surrogate stays, since OpenCC refuses it."""
        simplified: str = character if SURROGATE.match(character) else _simplifier().convert(character)
        return simplified


_FOLDING = _Folding()
