"""Surnames that are written alike in both scripts, before given names: 范曉東, but 範圍; 于洋, but 於是.

A character of the list is a surname only on evidence of what stands around it: a title behind it or behind the given name, a verb of
speaking behind the name, other people in the same enumeration, or the tagger's word that it begins a personal name where a name can begin.
What is known as a name in one place of a text is a name in all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import rjieba

from .corner_brackets import HAN

PERSON, NO_GIVEN_NAME = "nr", ("t", "s", "ns", "nt", "r", "m", "d", "p")  # tags: a person's name; times, places and the like
PROPER = ("nr", "ns", "nz", "nt")
PREPOSITION = "于"  # it stands before nouns much oftener than before given names, and so needs a place where a name can begin
SIGNATURE = re.compile(r"\s*[\u4e00-\u9fff]{1,7}[长员师人家者任记事工][ \t\u3000]+")  # the office before the name of who signs
PERSONS = tuple("主人者员工匠师长伯叔婶嫂哥姐弟妹妻夫母父婆爷奶友生手户汉客民兵")  # with which words end that say what somebody is
PEOPLE = ("老伴", "邻居", "裁缝", "司机", "会计", "保安", "保姆", "护工", "警察", "裁判", "厨子", "掌柜")  # … and that say it otherwise
ATTRIBUTIVE, CLAN = "的", "氏"  # no preposition stands behind the former
BEHIND = re.compile(  # times and places
    r"(?:前|后)(?!来)|时(?!常|而)|初|以[前后东南西北上下来内外]|之|期间|年代|当[时天]|中(?!午)|内|里|畔|旁|岸|沿|边(?!.边)"
)
PLACES = "中里内上下边旁间前后"  # with which what stands behind a preposition ends
OF_NAME = re.compile(r"(?<![百同])姓(.)(?![是之])")  # 他姓于
FAMILIAR = ("老", "小", "阿")
CONJUNCTIONS = ("和", "与", "及", "跟", "以及", "等", "或")
JOINING = ("、", *CONJUNCTIONS[:5])


class TaggedWord(NamedTuple):
    start: int
    word: str
    tag: str


@dataclass(frozen=True, slots=True, eq=False)  # a key of caches, known by its identity: its words would be hashed for each line
class SurnameEvidence:
    """``surnames``, and by what they are known: titles, verbs, words before a name, and given names that are words too; ``others`` begin
    like a name and are none.
    """

    surnames: tuple[str, ...]
    titles: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    givens: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    any_surname: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "any_surname", re.compile("|".join(map(re.escape, self.surnames)) or "(?!)"))

    def names(self, text: str) -> frozenset[str]:
        """The names with a given name for which there is evidence in a text of several lines."""
        return frozenset(
            line[start:end] for line in dict.fromkeys(text.split("\n")) for start, end in _evident(self, line) if end - start > 1
        )

    def offsets(self, line: str, names: Iterable[str] = ()) -> frozenset[int]:
        """The offsets of the surnames in a line, by the evidence in it and where one of ``names`` stands."""
        offsets = {start for start, _ in _evident(self, line)}
        known = [name for name in names if name in line]
        if known:
            offsets.update(token.start for token in _tagged(line) if any(line.startswith(name, token.start) for name in known))
        return frozenset(offsets)

    def evident(self, line: str) -> Iterator[tuple[int, int]]:
        """The start and end of each surname with a title, and of each surname with a given name, that the line itself proves."""
        if not self.any_surname.search(line):
            return
        yield from (match.span(1) for match in OF_NAME.finditer(line) if match[1] in self.surnames)
        tokens = _tagged(line)
        borders = frozenset(token.start for token in tokens) | {len(line)}
        for n, token in enumerate(tokens):
            familiar = token.word[0] in FAMILIAR and token.word[1:] in self.surnames and token.word[1:] != PREPOSITION
            if (
                familiar
                and (self._can_begin(line, tokens, n) or tokens[n - 1].tag.startswith("u"))
                and self._follows_name(line, token.start + 2)
            ):
                yield token.start + 1, token.start + 2
            elif token.word[0] in self.surnames:
                yield from self._at(line, tokens, n, borders)

    def _at(self, line: str, tokens: Sequence[TaggedWord], n: int, borders: frozenset[int]) -> Iterator[tuple[int, int]]:
        """The surname or the name that begins with a token, if there is evidence for it."""
        start, word, _ = tokens[n]
        begins = self._can_begin(line, tokens, n)
        certain = begins or word[0] != PREPOSITION or line.endswith(ATTRIBUTIVE, 0, start)
        for end in (start + 3, start + 2):
            is_name = self._is_name(line, tokens, n, end, borders)
            if is_name and ((certain and self._is_evident(line, tokens, n, end, begins)) or self._is_of_person(line, tokens, n, end)):
                yield start, end
                return
        title = self._longest(self.titles, line, start + 1)
        after = start + 1 + len(title)
        certain = certain or (title == CLAN and _names_person(tokens, n))
        whole = len(title) > 1 or (after in borders and self._follows_name(line, after))
        if title and whole and certain and word not in self.others:
            yield start, start + 1

    def _is_name(self, line: str, tokens: Sequence[TaggedWord], n: int, end: int, borders: frozenset[int]) -> bool:
        """True where a surname and what follows it, up to ``end``, may be a name by its form: no word, and none is cut in two."""
        start, word, tag = tokens[n]
        name = line[start:end]
        if end > len(line) or not all(map(HAN.match, name)) or any(name.startswith(other) for other in self.others):
            return False
        if word[0] == PREPOSITION and name[-1] in PLACES:
            return False
        if end not in borders and not (tag.startswith(PERSON) and end - start < len(word)):
            return False
        return not _is_word(name[:2])

    def _is_evident(self, line: str, tokens: Sequence[TaggedWord], n: int, end: int, begins: bool) -> bool:
        """True for a name that is listed among people, or where a title, a verb or the tagger speaks for it."""
        start, word, tag = tokens[n]
        following = tokens[n + 1] if n + 1 < len(tokens) else None
        is_split = (
            len(word) == 1 and following is not None and following.tag.startswith(PERSON) and end == following.start + len(following.word)
        )
        tagged = is_split or (tag.startswith(PERSON) and len(word) == end - start)
        in_company = (tagged and word[0] != PREPOSITION) or (begins and _people(line, tokens, n) > 0)
        if in_company and _is_listed(line, start, end) and self._ends_item(line, end):
            return True
        if word[0] == PREPOSITION and BEHIND.match(line, end):
            return False
        given = following if word == PREPOSITION else None
        if given is not None and given.tag in NO_GIVEN_NAME and given.start + len(given.word) <= end:
            return False
        if SIGNATURE.fullmatch(line, 0, start) and end == len(line):
            return True
        titled = len(self._longest(self.titles, line, end)) > 1 and (tagged or word[0] != PREPOSITION)
        if titled or (begins and self._longest(self.verbs, line, end)):
            return True
        return tagged and ((end - start > 2 and word[0] != PREPOSITION) or (begins and self._follows_name(line, end)))

    def _is_of_person(self, line: str, tokens: Sequence[TaggedWord], n: int, end: int) -> bool:
        """True for a name right behind a word that says what somebody is (锁匠于桂芝): one word to the tagger, or a surname with one of
        the given names that are words too, before what a name can go on with.
        """
        start, word, tag = tokens[n]
        given, after = line[start + 1 : end], next((token for token in tokens if token.start == end), None)
        if not _names_person(tokens, n) or BEHIND.match(line, end) or (after is None and end < len(line)):
            return False
        return given in self.givens or (len(word) == end - start == 3 and tag.startswith(PROPER) and not rjieba.has_word(given))

    def _can_begin(self, line: str, tokens: Sequence[TaggedWord], n: int) -> bool:
        """True where a name can begin: at the start of a line, behind a mark, a conjunction, or a word that stands before names."""
        start, previous = tokens[n].start, tokens[n - 1].word if n else ""
        if not previous or not HAN.match(line[start - 1]) or previous in (*CONJUNCTIONS, *self.before):
            return True
        return line.endswith(tuple(word for word in self.before if len(word) > 1), 0, start)

    def _follows_name(self, line: str, at: int) -> bool:
        """True where a mark or a word begins with which a name can go on, and not the rest of a noun."""
        after = line[at : at + 1]
        if not after or not HAN.match(after):
            return True
        token = next((token for token in _tagged(line) if token.start == at), None)
        return token is not None and not token.tag.startswith(("n", "k", "g", "m", "q"))

    def _ends_item(self, line: str, end: int) -> bool:
        after = line[end : end + 1]
        return not after or not HAN.match(after) or line.startswith((*CONJUNCTIONS, *self.verbs), end) or self._follows_name(line, end)

    def _longest(self, words: Iterable[str], line: str, at: int) -> str:
        return max((word for word in words if line.startswith(word, at)), key=len, default="")


@lru_cache(maxsize=2048)  # because each script asks for the same lines, one after the other
def _evident(evidence: SurnameEvidence, line: str) -> tuple[tuple[int, int], ...]:
    return tuple(evidence.evident(line))


def _people(line: str, tokens: Sequence[TaggedWord], n: int) -> int:
    """The number of other names of people that are listed in a line."""
    others = (token for k, token in enumerate(tokens) if k != n and token.tag.startswith(PERSON) and len(token.word) > 1)
    return sum(_is_listed(line, token.start, token.start + len(token.word)) for token in others)


def _names_person(tokens: Sequence[TaggedWord], n: int) -> bool:
    """True where the word before a token says what somebody is: 摊主, 锁匠, 老伴."""
    before = tokens[n - 1] if n else None
    return before is not None and len(before.word) > 1 and before.tag[0] in "nv" and before.word.endswith((*PERSONS, *PEOPLE))


def _is_listed(line: str, start: int, end: int) -> bool:
    """True where the comma of an enumeration or a conjunction stands beside a word."""
    return line.endswith(JOINING, 0, start) or line.startswith(JOINING, end)


@lru_cache(maxsize=4096)
def _is_word(word: str) -> bool:
    """True for a word of the dictionary that is no proper name."""
    if not rjieba.has_word(word):
        return False
    tagged = rjieba.tag(word)
    return len(tagged) == 1 and not tagged[0][1].startswith(PROPER)


@lru_cache(maxsize=64)
def _tagged(line: str) -> tuple[TaggedWord, ...]:
    """The words of a line with their parts of speech; none, should the words not add up to the line."""
    tokens, start = [], 0
    for word, tag in rjieba.tag(line):
        tokens.append(TaggedWord(start, word, tag))
        start += len(word)
    return tuple(tokens) if start == len(line) else ()
