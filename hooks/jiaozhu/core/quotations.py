"""Where the words that a person quotes stand in a text: words copied from a page are found in the source, and the other way round."""

from __future__ import annotations

from functools import lru_cache

import regex
from opencc import OpenCC
from rapidfuzz import fuzz

from .normalize import fold, half_width_marks, letters, without_white_space
from .runs import Span

NOTE_SIGN = regex.compile(r"[\u2060①-⑳㉑-㉟㊱-㊿]|〔\d+〕")  # what a page shows of its notes in the text
REGIONAL = ("tw2s", "hk2s")  # conversions of OpenCC from the scripts of pages, which have other forms of some characters (着, 着)
ENOUGH = 4  # letters of words that are looked for by their letters alone
NEAR = 60  # per cent of the letters from which words are near to others


def find_words(text: str, words: str) -> list[Span]:
    """All places of ``words`` in ``text``, in order, whatever the white space and the width of marks in both; none for no words."""
    characters, offsets = _quotable(text)
    return _spans(characters, offsets, _without_gaps(words))


def find_copied_words(text: str, words: str) -> list[Span]:
    """All places of ``words`` in ``text``, also where they were copied from a page: those of `find_words`; where there are none, of the
    words without the signs of notes; and where there are none, of their letters alone, in whatever script, if they are ENOUGH.

    Marks at the ends of what was copied are then those that stand there in the text.
    """
    spans = find_words(text, words)
    plain = NOTE_SIGN.sub("", words)
    if not spans and plain != words:
        spans = find_words(text, plain)
    letters_of_words = letters(plain)
    if spans or len(letters_of_words) < ENOUGH:
        return spans
    characters, offsets = _letters(text)
    versions = (letters_of_words, *(_converter(name).convert(letters_of_words) for name in REGIONAL))
    for sought in dict.fromkeys(map(fold, versions)):
        spans = [_with_marks(text, plain, span) for span in _spans(characters, offsets, sought)]
        if spans:
            break
    return spans


def precedes(text: str, words: str, span: Span) -> bool:
    """True where ``words`` stand right before a span, as `find_words` compares them."""
    window = text[max(0, span.start - _reach(words)) : span.start]
    return _without_gaps(window).endswith(_without_gaps(words))


def follows(text: str, words: str, span: Span) -> bool:
    """True where ``words`` stand right behind a span, as `find_words` compares them."""
    window = text[span.end : span.end + _reach(words)]
    return _without_gaps(window).startswith(_without_gaps(words))


def nearest_words(text: str, words: str) -> Span | None:
    """The stretch of ``text`` that has the most letters of ``words`` in their order; None where too few are alike."""
    characters, offsets = _letters(text)
    sought = fold(letters(NOTE_SIGN.sub("", words)))
    if not sought or not characters:
        return None
    near = fuzz.partial_ratio_alignment(sought, characters, score_cutoff=NEAR)
    if near is None or near.dest_start == near.dest_end:
        return None
    return Span(offsets[near.dest_start], offsets[near.dest_end - 1] + 1)


def _without_gaps(words: str) -> str:
    """Words as `find_words` compares them: without white space, and with marks of half width."""
    return half_width_marks("".join(words.split()))


def _reach(words: str) -> int:
    """In how many characters of a text ``words`` stand, with the white space that it may have between them."""
    return 4 * len(words) + 40


def _spans(characters: str, offsets: tuple[int, ...], sought: str) -> list[Span]:
    spans, start = [], characters.find(sought)
    while sought and start >= 0:
        spans.append(Span(offsets[start], offsets[start + len(sought) - 1] + 1))
        start = characters.find(sought, start + 1)
    return spans


def _with_marks(text: str, words: str, span: Span) -> Span:
    """A span of letters with the marks of the text at those of its ends where ``words`` have one."""
    start, end = span.start, span.end
    if not words.strip()[0].isalnum():
        while start and not text[start - 1].isalnum() and not text[start - 1].isspace():
            start -= 1
    if not words.strip()[-1].isalnum():
        while end < len(text) and not text[end].isalnum() and not text[end].isspace():
            end += 1
    return Span(start, end)


@lru_cache(maxsize=4)
def _quotable(text: str) -> tuple[str, tuple[int, ...]]:
    """The characters of a text by which quotations are compared, and the offset in the text of each."""
    characters, offsets = without_white_space(text)
    return half_width_marks(characters), offsets


@lru_cache(maxsize=4)
def _letters(text: str) -> tuple[str, tuple[int, ...]]:
    """The letters of a text, folded, and the offset in the text of each."""
    offsets = tuple(n for n, character in enumerate(text) if character.isalnum())
    folded = fold(text)
    return "".join(folded[n] for n in offsets), offsets


@lru_cache(maxsize=2)
def _converter(name: str) -> OpenCC:
    return OpenCC(name)
