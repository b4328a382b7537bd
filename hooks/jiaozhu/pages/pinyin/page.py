"""The pinyin of an article, `articles/<id>/pinyin.js`: a table of its words, from which `docs/assets/pinyin.js` sets readings above them.

The file calls `jzPinyin` with the readings of each block by its id, so that a page on a disk can load it too. They stand in the order of
the text: the syllables of a word are joined by `.`, words are separated by a space, and runs of Han characters by `/`. A word that everyday
Chinese hardly has begins with `*`; one that cannot be read is a `?` for each character. The browser aligns them with the text by
counting Han characters, which holds in every script. Terms and names are words, and are read as their entries say.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ...core.entries import Mention, Name, Term
from ...core.lines import HAN
from ...corpus.index import Index
from ...facts.pronunciation import pronounced_words, syllables
from ...facts.term_usage.words import knows, rate
from ...html.script_json import script_json
from ..render import File

EVERYDAY = 1e-6  # the least relative frequency of an everyday word: one in a million
WORD = 3  # characters up to which a term or a name is one word; a longer one consists of several
UNREADABLE = frozenset({"code", "figure", "break"})  # kinds of blocks that are no prose, or not the source's
UNKNOWN, RARE, SYLLABLE, BETWEEN, BREAK = "?", "*", ".", " ", "/"


@dataclass(frozen=True, slots=True)
class FixedWord:
    """A term or a name in the text of a block, and its pinyin where a person has written it."""

    start: int
    end: int
    pinyin: str


@dataclass(frozen=True, slots=True)
class PinyinBlock:
    """A block of text with the terms and names in it, in order."""

    id: str
    text: str
    fixed: tuple[FixedWord, ...]


@dataclass(frozen=True, slots=True)
class PinyinInput:
    article: str
    blocks: tuple[PinyinBlock, ...]


def inputs(index: Index) -> Iterator[PinyinInput]:
    entries: tuple[Term | Name, ...] = (*index.glossary.terms, *index.register.names)
    # The pinyin of an entry is that of its first form, and of no other.
    pinyin = {form: entry.pinyin if form == entry.form else "" for entry in entries for form in entry.forms}
    for article in index.articles:
        edition = article.edition
        mentions: dict[str, list[Mention]] = {}
        for mention in sorted((*edition.mentions, *edition.names), key=lambda mention: mention.start):
            mentions.setdefault(mention.block, []).append(mention)
        blocks = (b for b in article.body if b.kind not in UNREADABLE and HAN.search(b.text))
        yield PinyinInput(
            article.id, tuple(PinyinBlock(b.id, b.text, tuple(_fixed(b.text, mentions.get(b.id, ()), pinyin))) for b in blocks)
        )


def render(data: PinyinInput) -> Iterator[File]:
    readings = {block.id: block_reading(block) for block in data.blocks}
    yield File(f"articles/{data.article}/pinyin.js", f"jzPinyin({script_json(readings)})\n")


def block_reading(block: PinyinBlock) -> str:
    """The reading of a block, as the head of this file describes it."""
    runs = "".join(_word_reading(word, sounds) for word, sounds in _words(block)).split(BREAK)
    return BREAK.join(run.strip() for run in runs if run)


@lru_cache(maxsize=1 << 14)
def _word_reading(word: str, sounds: tuple[str, ...]) -> str:
    """The reading of a word, with what separates it from the next one; a break for each character in it that is not Han."""
    parts: list[str] = []
    is_rare = not knows(word) or rate(word) < EVERYDAY
    for is_han, some in _runs(word, sounds):
        if not is_han:
            parts.append(BREAK)
        elif UNKNOWN not in some:
            parts.append((RARE if is_rare else "") + SYLLABLE.join(some) + BETWEEN)
        else:
            parts.append(SYLLABLE.join(UNKNOWN for _ in some) + BETWEEN)
    return "".join(parts)


def _fixed(text: str, mentions: Iterable[Mention], pinyin: Mapping[str, str]) -> Iterator[FixedWord]:
    """The terms and names of a block. One that is no single word has those in it as words: 快手电商 is 快手 and 电商, and no 手电."""
    for mention in mentions:
        form = text[mention.start : mention.end]
        is_word = len(form) <= WORD or pinyin.get(form)
        inner = () if is_word else tuple(_inside(form, pinyin))
        for start, end in inner or ((0, len(form)),):
            yield FixedWord(mention.start + start, mention.start + end, pinyin.get(form[start:end], ""))


def _inside(form: str, known: Container[str]) -> Iterator[tuple[int, int]]:
    """Where other terms and names stand in a longer one, from the left, the longest first."""
    at = 0
    while at < len(form):
        ends = range(len(form) if at else len(form) - 1, at + 1, -1)
        end = next((end for end in ends if form[at:end] in known), 0)
        if end:
            yield at, end
        at = end or at + 1


def _words(block: PinyinBlock) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words of a block in order, each with its syllables."""
    at = 0
    for fixed in block.fixed:
        yield from _segmented(block.text[at : fixed.start])
        form, given = block.text[fixed.start : fixed.end], tuple(fixed.pinyin.split())
        if len(given) == len(form):
            yield form, given
        elif len(form) <= WORD:
            yield form, syllables(form)
        else:
            yield from _segmented(form)
        at = fixed.end
    yield from _segmented(block.text[at:])


def _segmented(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for word, sounds in pronounced_words(text):
        yield word.text, sounds


def _runs(word: str, sounds: tuple[str, ...]) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """The runs of Han and of other characters in a word, with the syllables of the former; unknown where they are not one a character."""
    aligned = sounds if len(sounds) == len(word) else (UNKNOWN,) * len(word)
    run: list[str] = []
    for character, syllable in zip(word, aligned, strict=True):
        if HAN.match(character):
            run.append(syllable if syllable != character else UNKNOWN)
            continue
        if run:
            yield True, tuple(run)
            run = []
        yield False, ()
    if run:
        yield True, tuple(run)
