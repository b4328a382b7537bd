"""The telling words of an article: those that it uses far more often than everyday Chinese does. They depend on nothing but the article.

The weight of a word is the logarithm of how often the article has it, times its keyness: the bits by which it is more frequent there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import log2

from ...core.normalize import to_simplified
from ...facts.term_usage import words as lexis
from ...facts.term_usage.usage import TermUsage, all_unpacked
from ..group_key import name_key
from ..termhood import MAX_NESTED, MIN_TIMES, MIN_WHOLE, WORD_LENGTH

MOST = 12  # telling words of an article
PARTS = 3  # dictionary words of which a telling word consists at the most
ORDINARY, SALIENT = 4.0, 12.0  # bits of keyness: up to the first a word is an ordinary one, and the second is the most that counts
USUAL = 2.0  # bits of keyness of a word that weighs nothing
BLANK = "x"  # the letter that writers put where a word or a name is left open
SHORTEST = 300  # characters of a text that is long enough to compare frequencies; a shorter one counts as this long
IN_TITLE, LISTED = 1.6, 1.3  # the factors for a word of the title, and for one of the glossary or the register of names


@dataclass(frozen=True, slots=True)
class TellingWord:
    """A word with its weight in an article, how often it stands there, and whether it is in the title.

    ``key`` is the same for all its forms.
    """

    key: str
    form: str
    weight: float
    times: int
    in_title: bool


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """``telling`` are the telling words of an article, the weightiest first; ``used`` are the keys of all that it uses more than once."""

    telling: tuple[TellingWord, ...] = ()
    used: tuple[str, ...] = ()


def article_words(title: str, usages: bytes, length: int, listed: Mapping[str, str]) -> ArticleWords:
    """The words of an article of ``length`` characters, whose usages are packed.

    ``listed`` maps the keys of the forms in the glossary and the register to the preferred form of their entry, by which they are known.
    """
    heading = to_simplified(title)
    repeated = [usage for usage in all_unpacked(usages) if usage.times > 1]
    candidates = [usage for usage in repeated if _is_word(usage)]
    parts = _mere_parts(candidates)
    best: dict[str, TellingWord] = {}
    for usage in candidates:
        if usage.form in parts or (keyness := _keyness(usage, max(length, SHORTEST))) < ORDINARY:
            continue
        entry = listed.get(name_key(usage.form), "")
        key, in_title = name_key(entry or usage.form), usage.form in heading
        weight = log2(1 + usage.times) * (min(keyness, SALIENT) - USUAL) * (IN_TITLE if in_title else 1.0) * (LISTED if entry else 1.0)
        word = TellingWord(key, entry or usage.form, weight, usage.times, in_title)
        best[key] = _together(best[key], word) if key in best else word
    keys = (name_key(usage.form) for usage in repeated)
    used = tuple(sorted({name_key(listed.get(key, key)) for key in keys}))
    return ArticleWords(tuple(sorted(best.values(), key=lambda word: (-word.weight, word.key))[:MOST]), used)


def _together(one: TellingWord, other: TellingWord) -> TellingWord:
    """Two forms of one word together."""
    times, in_title = one.times + other.times, one.in_title or other.in_title
    return replace(max(one, other, key=lambda word: word.weight), times=times, in_title=in_title)


def _is_word(usage: TermUsage) -> bool:
    """True for a form that stands often enough as a word of its own, has letters by which it can be addressed, and is no mere blank."""
    whole, letters = usage.times >= MIN_TIMES and usage.whole >= MIN_WHOLE * usage.times, name_key(usage.form)
    return whole and len(usage.form) > 1 and len(usage.parts) <= PARTS and not letters.isdigit() and set(letters) != {BLANK}


def _keyness(usage: TermUsage, length: int) -> float:
    """The bits by which a form is more frequent than in everyday Chinese: of several words, those of the most ordinary one."""
    forms = usage.parts if len(usage.parts) > 1 else (usage.form,)
    return min(log2(usage.times * WORD_LENGTH / length / lexis.rate(form)) for form in forms)


def _mere_parts(usages: Iterable[TermUsage]) -> Collection[str]:
    """The forms that stand for the most part inside one longer form: 经理 in 产品经理."""
    times = {usage.form: usage.times for usage in usages}
    return {part for form, count in times.items() for part in _inner(form) if part in times and count >= MAX_NESTED * times[part]}


def _inner(form: str) -> Iterator[str]:
    return (form[a:b] for a in range(len(form)) for b in range(a + 2, len(form) + 1) if (a, b) != (0, len(form)))
