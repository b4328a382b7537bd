"""术语: every term of the glossary, with what it means and where the collection mentions it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

from ...model import Mention, Term
from ..render import File, page
from ..terms import Cited, Terms, Usage

AROUND = 20  # characters of context on each side of a mention
SHOWN = 50  # mentions of one term that are shown; the rest are counted
ON_PAGE = 2_000  # mentions of all terms that are shown: about 700 kB
TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
UMLAUT = "\u0308"  # of ü, which stands behind u
DIGITS = "0–9"
HAN = "\u3400"
LEFTOVERS = "，。、；：！？）》”’」』… \n"  # marks that close what is not shown


@dataclass(frozen=True, slots=True)
class Line:
    """A mention in its context."""

    block: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Group:
    """An article that mentions a term: how often, and the lines that are shown of it."""

    id: str
    title: str
    times: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A term as the page shows it. ``traditional`` and ``pinyin`` are empty where they would say nothing new."""

    term: Term
    traditional: str
    pinyin: str
    letter: str
    cited: Cited | None
    see: tuple[Term, ...]
    seen_from: tuple[Term, ...]
    articles: int
    times: int
    groups: tuple[Group, ...]

    @property
    def unshown(self) -> int:
        return self.times - sum(len(group.lines) for group in self.groups)

    @property
    def anchor(self) -> str:
        """The anchor of the entry's letter in the index: no id of a term has a capital letter or an underscore."""
        return "_0" if self.letter == DIGITS else self.letter


def files(terms: Terms) -> tuple[File, ...]:
    entries = sorted(_entries(terms), key=lambda entry: spelled(entry.term))
    order = {category: n for n, category in enumerate(terms.glossary.categories, 1)}
    parts = [(n, category, [e for e in entries if e.term.category == category]) for category, n in order.items()]
    letters = [(letter, list(group)) for letter, group in groupby(entries, key=lambda entry: entry.letter)]
    times = sum(map(terms.times, terms.glossary.terms))
    return (page("glossary/page.md.j2", "glossary/index.md", parts=parts, letters=letters, total=len(entries), times=times),)


def _entries(terms: Terms) -> Iterator[Entry]:
    known = {term.id: term for term in terms.glossary.terms}
    seen_from: dict[str, list[Term]] = {}
    for term in known.values():
        for other in term.see:
            seen_from.setdefault(other, []).append(term)
    to_taiwan = OpenCC("s2tw")
    limits = shares([min(SHOWN, terms.times(term)) for term in known.values()], ON_PAGE)
    for term, limit in zip(known.values(), limits, strict=True):
        traditional = to_taiwan.convert(term.form)
        yield Entry(
            term=term,
            traditional=traditional if traditional != term.form else "",
            pinyin=pinyin(term) if any(c >= HAN for c in term.form) else "",
            letter=initial(term),
            cited=terms.cited.get(term.id),
            see=tuple(known[other] for other in term.see),
            seen_from=tuple(other for other in seen_from.get(term.id, ()) if other.id not in term.see),
            articles=len(terms.used(term)),
            times=terms.times(term),
            groups=tuple(_groups(terms.used(term), limit)),
        )


def pinyin(term: Term) -> str:
    """How a term is said, in syllables with tone marks: as the glossary has it, or as the library knows it."""
    return term.pinyin or " ".join(lazy_pinyin(term.form, style=Style.TONE))


def spelled(term: Term) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """What a term is sorted by: its syllables, then their tones; ü stands behind u."""
    syllables = pinyin(term).casefold().split()
    return tuple(map(_bare, syllables)), tuple(map(_tone, syllables)), term.form


def initial(term: Term) -> str:
    """The letter of the index under which a term stands."""
    first = spelled(term)[0][0][:1].upper()
    return first if "A" <= first <= "Z" else DIGITS


def shares(counts: Sequence[int], limit: int) -> list[int]:
    """How many of each count are shown where ``limit`` may be shown of all: as evenly as can be."""
    found = list(counts)
    left = limit
    for done, n in enumerate(sorted(range(len(counts)), key=lambda n: counts[n])):
        found[n] = min(counts[n], left // (len(counts) - done))
        left -= found[n]
    return found


def _bare(syllable: str) -> str:
    letters = unicodedata.normalize("NFD", syllable).replace("u" + UMLAUT, "v")
    return "".join(c for c in letters if c not in TONES)


def _tone(syllable: str) -> str:
    return next((TONES[c] for c in unicodedata.normalize("NFD", syllable) if c in TONES), "5")


def _groups(used: Sequence[Usage], limit: int) -> Iterator[Group]:
    """The articles of a term of which a line is shown; ``limit`` lines in all."""
    for usage, share in zip(used, shares([len(usage.mentions) for usage in used], limit), strict=True):
        if share:
            texts = {block.id: block.text for block in usage.edition.blocks}
            lines = tuple(_line(mention, texts[mention.block]) for mention in usage.mentions[:share])
            yield Group(usage.id, usage.title, len(usage.mentions), lines)


def _line(mention: Mention, text: str) -> Line:
    start, end = max(0, mention.start - AROUND), mention.end + AROUND
    before, after = text[start : mention.start], text[mention.end : end]
    before = before if start == 0 else f"……{before.lstrip(LEFTOVERS)}"
    after = after if end >= len(text) else f"{after}……"
    return Line(mention.block, before, text[mention.start : mention.end], after)
