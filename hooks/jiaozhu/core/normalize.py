"""Text as the glossary compares it: in Simplified characters, half width and lower case, one character for one."""

from __future__ import annotations

from opencc import OpenCC

FULL_WIDTH = range(0xFF01, 0xFF5F)  # ！ to ～, which stand at a fixed distance from their ASCII twins
DISTANCE = 0xFEE0
HAN = "\u3400"  # below it nothing has a Traditional form
SURROGATES = range(0xD800, 0xE000)


def fold(text: str) -> str:
    """The text folded character by character: offsets in it are offsets in ``text``, and its neighbours do not matter."""
    return text.translate(_TABLE)


class _Table(dict[int, str]):
    """What each character becomes, found out when it is first met."""

    def __init__(self) -> None:
        super().__init__()
        self._simplifier = OpenCC("t2s")

    def __missing__(self, code: int) -> str:
        self[code] = put = self._folded(code)
        return put

    def _folded(self, code: int) -> str:
        character = chr(code - DISTANCE if code in FULL_WIDTH else code)
        put = self._simplified(character) if character >= HAN else character.lower()
        return put if len(put) == 1 else character

    def _simplified(self, character: str) -> str:
        """A character that the converter cannot be asked about stays as it is."""
        return character if ord(character) in SURROGATES else self._simplifier.convert(character)


_TABLE = _Table()
