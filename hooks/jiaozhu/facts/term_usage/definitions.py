"""Definition extraction by lexico-syntactic patterns: the words that a text defines, introduces as names, or glosses in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from ...core.reading import Span
from ...rules.rulebook import Rulebook
from . import words as lexis
from .usage import How
from .words import Word

LONGEST = 10  # characters of a term
SENTENCE = regex.compile(r"[^。！？!?\n]+[。！？!?]*[”』」）]*")
TERM = r"(?P<term>[\p{Han}A-Za-z0-9]+(?:[ &+./-][A-Za-z0-9]+)*)"
LATIN = r"(?<![A-Za-z0-9.]|[A-Za-z0-9] )(?P<term>[A-Z][A-Za-z0-9&-]+(?: [A-Za-z0-9&-]+)*)"
QUOTED = regex.compile(rf"[“「『]{TERM}[”」』]")
# The patterns of a definition. \L<verbs> are the defining-verbs of words.yml, \L<names> its naming-verbs.
PATTERNS: tuple[tuple[How, str], ...] = (
    ("defined", r"所谓的?[“「『]?(?P<term>[\p{Han}A-Za-z0-9]{2,10}?)[”」』]?，?(?:\L<verbs>|[就即]?是|[指即])"),
    ("defined", rf"[“「『]{TERM}[”」』]，?(?:\L<verbs>|[就即]是|[指即]|也就是)"),
    ("defined", rf"{LATIN}，?(?:\L<verbs>|[就即]是|[指即]|也就是|是一[种个类家款]|是[^，。]{{0,16}}(?:缩写|简称))"),
    ("defined", r"(?:^|(?<=[，。；：！？]))(?P<term>\p{Han}{2,8}?)\L<verbs>"),
    ("defined", rf"{LATIN}[（(](?=\p{{Han}})[^（）()\n]{{2,40}}[）)]"),
    ("named", rf"\L<names>[“「『]{TERM}[”」』]"),
)
DOT = "·"
GLOSS = regex.compile(r"[（(](?:英文|英语|即)?[:：]?\s*(?P<gloss>[A-Za-z][A-Za-z0-9 &/.'’-]*[A-Za-z0-9])\s*[）)]")


@dataclass(frozen=True, slots=True)
class ExplainedTerm:
    """A term that a text explains: its place, that of the sentence, in which way it is explained, and the English gloss if there is one."""

    term: Span
    sentence: Span
    how: How
    english: str = ""


def explained_terms(text: str, words: Sequence[Word], rulebook: Rulebook) -> Iterator[ExplainedTerm]:
    """The terms that a text in Simplified characters explains; ``words`` are the words of the whole text."""
    patterns = _patterns(rulebook.words.get("defining-verbs", frozenset()), rulebook.words.get("naming-verbs", frozenset()))
    light = rulebook.words.get("light-words", frozenset())
    by_end = {word.end: n for n, word in enumerate(words)}
    for match in SENTENCE.finditer(text):
        sentence = _trimmed(text, Span(*match.span()))
        for how, pattern in patterns:
            for definition in pattern.finditer(text, sentence.start, sentence.end):
                term = Span(*definition.span("term"))
                if _is_term(text, term):
                    yield ExplainedTerm(term, sentence, how)
        for gloss in GLOSS.finditer(text, sentence.start, sentence.end):
            term_before = _before(text, gloss.start(), gloss["gloss"], words, by_end, light)
            if term_before:
                yield ExplainedTerm(term_before, sentence, "glossed", gloss["gloss"])


def quoted(text: str) -> Iterator[Span]:
    """The contents of quotation marks that are short enough for a term."""
    for match in QUOTED.finditer(text):
        if 2 <= len(match["term"]) <= LONGEST:
            yield Span(*match.span("term"))


@lru_cache(maxsize=8)
def _patterns(verbs: frozenset[str], names: frozenset[str]) -> tuple[tuple[How, regex.Pattern[str]], ...]:
    """The patterns with these verbs. Patterns whose list of verbs is empty are left out, because it would match everywhere."""
    usable = [(how, p) for how, p in PATTERNS if (verbs or r"\L<verbs>" not in p) and (names or r"\L<names>" not in p)]
    return tuple((how, regex.compile(p, regex.VERSION1, ignore_unused=True, verbs=verbs, names=names)) for how, p in usable)


def _trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends, and without closing marks of the sentence before."""
    words = span.slice(text)
    left = len(words) - len(words.lstrip(" \t\u3000”』」）"))
    return Span(span.start + left, max(span.start + left, span.end - (len(words) - len(words.rstrip()))))


def _is_term(text: str, span: Span) -> bool:
    """True for a form of suitable length that is set off by quotation marks or by Latin script, or is made of content words alone."""
    if not 2 <= len(span) <= LONGEST:
        return False
    marked = text[span.start - 1 : span.start] in tuple("“「『") or span.slice(text).isascii()
    return marked or all(word.is_content or word.text.isascii() for word in lexis.words(span.slice(text)))


def _before(text: str, end: int, gloss: str, words: Sequence[Word], by_end: Mapping[int, int], light: frozenset[str]) -> Span | None:
    """The term before a gloss, which ends at ``end``: as many words as the gloss has words, or letters if it is an abbreviation."""
    if text[end - 1 : end] in tuple("”」』"):
        opening = max(text.rfind(c, max(0, end - LONGEST - 2), end) for c in "“「『")
        return Span(opening + 1, end - 1) if 0 <= opening < end - 3 else None
    missing = len(gloss) if gloss.isupper() and " " not in gloss else len(gloss.split())
    start, n = end, by_end.get(end, -1)
    while n >= 0 and missing and end - words[n].start <= LONGEST:
        joined = n > 0 and words[n - 1].text == DOT  # the parts of a foreign name
        if not joined and (not words[n].is_content or words[n].text in light):
            break
        start = words[n].start
        n, missing = (n - 2, 1) if joined else (n - 1, missing - 1)
    return Span(start, end) if end - start >= 2 else None
