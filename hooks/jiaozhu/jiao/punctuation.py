"""Punctuation that was destroyed: `随着618的到来 。各大平台也启动了活动 。` where `，` stood in the place of the first `。`.

Two manners are known, by the one mark that is left: all full stops, and all commas. Whether it happened is decided by
:func:`manner` for the document as a whole, and a document in doubt is sound. What stood there is decided by what stands on
both sides, one sign at a time: each sign of `rules/marks.yml` has a weight, and the sum over the signs of a mark is the
log-odds that it ends the sentence (a logistic regression). How far a sentence has come is a sign as well, so the marks of
a paragraph are decided together: of all ways to cut it into sentences the likeliest is taken (Viterbi 1967).

Text without any mark is left alone. Where its clauses end would have to be guessed before how they end.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import regex

from ..rulebook import WHERE, Rulebook, Sign
from ..text import Change, Reading, Span
from .lines import Line, lines

RESTORED = "restored-mark"
STOP, COMMA, COLON = "。", "，", "："
ENDS = "。！？；…"  # what ends a sentence, unless it is the mark in question
FEW, MANY = 8, 24  # full stops inside paragraphs from which there is enough to judge by: with a space before each, and without
HUNDREDS, RUNNING = 100, 100  # commas, and letters to a sentence, from which commas are too many
RARE, OFTEN = 0.02, 0.9  # shares
HALTING, TWICE = 0.05, 2  # the share of full stops that end what is no sentence, and how many there must be
LIKELY = 0.45  # the probability from which a mark is put down as a full stop: with it most marks come out right
LONGEST = 16  # clauses of a sentence
LOOK = 7  # letters of the longest word of a sign

SUBJECTS = frozenset({"next-pronoun", "next-points", "next-its", "next-then", "next-frame", "next-further", "next-so", "next-however"})
NAMED = 3  # clauses of a document that begin with the same two characters, from which these are a name
NUMERAL = r"[0-9一二三四五六七八九十]"
TIME = regex.compile(rf"{NUMERAL}{{1,4}}(?:[年月日号点时]|世纪)")
VERB = regex.compile("[是有将会能要可在被把让使成了着过给]")  # in nearly every clause that has a predicate
CLOSERS = "”’）》】」』"


@dataclass(frozen=True, slots=True)
class Gap:
    """A mark of which only the place is known: its offset in the text, and the clauses on both sides.

    ``left`` is the number of marks behind it before the sentence is known to end. ``edge`` holds the characters before and
    after the mark itself.
    """

    at: int
    last: str
    next: str
    left: int
    edge: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Marks that are decided together: those before a mark that is known to end a sentence, or the end of a paragraph.

    ``end`` is the place of a mark at the very end of a paragraph, if it is one of those in question.
    """

    gaps: tuple[Gap, ...]
    end: int | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The signs, the words that each is known by, per place, and the names of the document at hand."""

    weights: Mapping[str, float]
    words: Mapping[str, Mapping[str, str]]
    names: frozenset[str]

    @classmethod
    def of(cls, signs: Mapping[str, Sign], text: str) -> Lexicon:
        words: dict[str, dict[str, str]] = {place: {} for place in WHERE}
        for name, sign in signs.items():
            for word in sign.words:
                words[sign.where][word] = name
        starts = Counter(clause[:2] for line in lines(text) if line.prose for clause in _clauses(line.text) if len(clause) > 3)
        known = {word[:2] for place in ("next-begins", "last-begins") for word in words[place]}
        names = {start for start, times in starts.items() if times >= NAMED and not {start, start[0]} & known}
        return cls({name: sign.weight for name, sign in signs.items()}, words, frozenset(names))

    def begins(self, place: str, clause: str) -> str:
        """The sign whose word, the longest, stands at the beginning of a clause; empty where there is none."""
        table = self.words[place]
        return next((table[clause[:n]] for n in range(LOOK, 0, -1) if clause[:n] in table), "")

    def ends(self, clause: str) -> str:
        table = self.words["last-ends"]
        return next((table[clause[-n:]] for n in range(LOOK, 0, -1) if clause[-n:] in table), "")

    def alone(self, clause: str) -> bool:
        """True for a clause that only opens another: 事实上."""
        return clause in self.words["alone"]

    def frame(self, clause: str) -> bool:
        """True for a clause that only says when, where or on what ground: 在…的情况下."""
        return self.begins("last-begins", clause) == "last-frame" and self.ends(clause) == "ends-frame"


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Put `，`, `。` or `：` where a mark was destroyed and another one is likelier than what stands there."""
    if RESTORED not in rulebook.rules or not rulebook.signs:
        return
    mark = manner(reading, rulebook.signs)
    if mark is None:
        return
    lexicon = Lexicon.of(rulebook.signs, reading.text)
    for line in paragraphs(reading.text, mark):
        for at, put in restored(line, mark, lexicon):
            if put != mark:
                yield Change(at, at + 1, put, RESTORED, sure=False)


# ------------------------------------------------------------------------------------------------------ did it happen?


def manner(reading: Reading, signs: Mapping[str, Sign]) -> str | None:
    """The mark that has taken the place of the others in this document; None where its punctuation is sound."""
    if _all_stops(reading, paragraphs(reading.text, STOP), signs):
        return STOP
    return COMMA if _all_commas(paragraphs(reading.text, COMMA)) else None


def paragraphs(text: str, mark: str) -> list[Line]:
    """The lines of prose, and those that would be prose if the mark at their end were a full stop."""
    ended = lines(text.replace(mark, STOP))
    return [
        line
        for line, other in zip(lines(text), ended, strict=True)
        if line.prose or (other.prose and line.text.rstrip(CLOSERS).endswith(mark))
    ]


def _all_stops(reading: Reading, prose: Sequence[Line], signs: Mapping[str, Sign]) -> bool:
    """True where there is next to no comma, and full stops stand where no sentence can end.

    The last is what tells such a text from old prints, which have `。` alone, and from primers in short sentences.
    """
    stops = [line.span.start + n for line in prose for n, c in enumerate(line.text) if c == STOP]
    others = sum(line.text.count(COMMA) + line.text.count(COLON) for line in prose)
    if len(stops) < FEW or others > RARE * len(stops):
        return False
    gaps = [gap for line in prose for stretch in stretches(line, STOP) for gap in stretch.gaps]
    spaced = sum(_after_space(reading, at) for at in stops) >= OFTEN * len(stops)
    if len(gaps) < (FEW if spaced else MANY):
        return False
    lexicon = Lexicon.of(signs, reading.text)
    halting = sum(_halting(gap, lexicon) for gap in gaps)
    return halting >= max(TWICE, HALTING * len(gaps))


def _all_commas(prose: Sequence[Line]) -> bool:
    """True where next to nothing ends a sentence inside a paragraph, and the paragraphs are long or end in commas themselves."""
    commas = sum(line.text.count(COMMA) for line in prose)
    ends = sum(c in ENDS for line in prose for c in line.text[: _last_letter(line.text)])
    letters = sum(len(line.core) for line in prose)
    if commas < HUNDREDS or ends > RARE * commas:
        return False
    return letters >= RUNNING * (len(prose) + ends) or sum(line.text.endswith(COMMA) for line in prose) >= OFTEN * len(prose)


def _after_space(reading: Reading, at: int) -> bool:
    """True where a space stood before this mark in the source, whatever has become of it."""
    start = reading.origin(Span(at, at + 1)).start
    return start > 0 and reading.raw[start - 1] in " \u3000\xa0"


def _halting(gap: Gap, lexicon: Lexicon) -> bool:
    """True where what stands before the mark cannot be the end of a sentence."""
    return lexicon.alone(gap.last) or lexicon.frame(gap.last) or lexicon.ends(gap.last) in ("ends-saying", "ends-is")


# ------------------------------------------------------------------------------------------------------ what was there?


def restored(line: Line, mark: str, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """Each mark of a line that is in question, by its place in the text, and what is put there."""
    for stretch in stretches(line, mark):
        for gap, ends in zip(stretch.gaps, decided(stretch.gaps, lexicon), strict=True):
            yield gap.at, COLON if _quotes(gap, lexicon) else STOP if ends else COMMA
        if stretch.end is not None:
            yield stretch.end, STOP


def stretches(line: Line, mark: str) -> Iterator[Stretch]:
    """The marks of a line that are in question, up to each that is known to end a sentence."""
    text, final = line.text, _last_letter(line.text)
    first = next((n for n, c in enumerate(text) if c.isalnum()), len(text))
    found = list(regex.compile(rf"[{ENDS}{mark}]+").finditer(text, first))
    edges = [0, *(match.end() for match in found)]
    clauses = [_letters(text[start:end]) for start, end in zip(edges, [*(match.start() for match in found), len(text)], strict=True)]
    begun = 0
    for n, match in enumerate(found):
        if match.group() != mark or match.start() > final:
            yield _stretch(line, found[begun:n], clauses[begun : n + 1], match if match.group() == mark else None)
            begun = n + 1
        if match.start() > final:
            return
    if begun < len(found):
        yield _stretch(line, found[begun:], clauses[begun:], None)


def _stretch(line: Line, marks: Sequence[regex.Match[str]], clauses: Sequence[str], end: regex.Match[str] | None) -> Stretch:
    gaps = []
    for n, match in enumerate(marks):
        at = match.start()
        edge = (line.text[at - 1 : at], line.text[at + 1 : at + 2])
        gaps.append(Gap(line.span.start + at, clauses[n], clauses[n + 1], len(marks) - n, edge))
    return Stretch(tuple(gaps), line.span.start + end.start() if end else None)


def decided(gaps: Sequence[Gap], lexicon: Lexicon) -> list[bool]:
    """For each mark whether it ends a sentence: in enough of all ways to cut the whole, each counted by its likelihood."""
    size = len(gaps)
    likely = _sentences(gaps, lexicon)
    until = [0.0, *(-math.inf for _ in gaps)]  # the logarithm of all ways to cut what stands before
    since = [*(-math.inf for _ in gaps), 0.0]  # and of all ways to cut what stands behind
    for begin in range(size):
        for end, log in likely[begin].items():
            if end <= size:
                until[end] = _sum(until[end], until[begin] + log)
    for begin in reversed(range(size)):
        for end, log in likely[begin].items():
            since[begin] = _sum(since[begin], log + (since[end] if end <= size else 0.0))
    return [until[n] + since[n] > since[0] + math.log(LIKELY) for n in range(1, size + 1)]


def _sentences(gaps: Sequence[Gap], lexicon: Lexicon) -> list[dict[int, float]]:
    """For each place where a sentence may begin, where it may end (one behind the last mark: with the stretch), and how likely."""
    weight = lexicon.weights.get
    here = [sum(weight(sign, 0.0) for sign in signs(gap, lexicon)) for gap in gaps]
    made: list[dict[int, float]] = []
    for begin in range(len(gaps)):
        stops: dict[int, float] = {}
        commas = 0.0
        for n, so_far in enumerate(progress(gaps[begin : begin + LONGEST], lexicon), begin):
            odds = here[n] + sum(weight(sign, 0.0) for sign in so_far)
            stops[n + 1] = commas + _log(odds)
            commas += _log(-odds)
        if len(gaps) - begin <= LONGEST:
            stops[len(gaps) + 1] = commas
        made.append(stops)
    return made


def _sum(a: float, b: float) -> float:
    """The logarithm of the sum of two numbers whose logarithms are given."""
    return max(a, b) + math.log1p(math.exp(-abs(a - b))) if min(a, b) > -math.inf else max(a, b)


def _log(odds: float) -> float:
    """The logarithm of the probability whose log-odds are given."""
    return -math.log1p(math.exp(-odds)) if odds > -30 else odds


def progress(gaps: Sequence[Gap], lexicon: Lexicon) -> Iterator[list[str]]:
    """For each mark the signs of how far the sentence has come, if it began with the first of ``gaps``."""
    letters = accumulate(len(gap.last) for gap in gaps)
    whole = accumulate(_whole(gap.last, lexicon) for gap in gaps)
    for n, (length, clauses) in enumerate(zip(letters, whole, strict=True)):
        yield [
            _step("letters", length, (12, 20, 30, 40, 55, 75)),
            _step("clauses", clauses, (0, 1, 2, 3, 4, 6)),
            *(["first"] if n == 0 else []),
        ]


def signs(gap: Gap, lexicon: Lexicon) -> Iterator[str]:
    """The signs to be seen on both sides of a mark, by the names that they have in `marks.yml`."""
    yield "always"
    yield from _of_last(gap.last, lexicon)
    yield from _of_next(gap.next, lexicon)
    yield from _of_both(gap, lexicon)
    yield _step("left", gap.left, (1, 2, 3))
    before, after = gap.edge
    if after in CLOSERS and after:
        yield "inside-quotation"
    elif before in CLOSERS and before:
        yield "after-quotation"


def _of_last(clause: str, lexicon: Lexicon) -> Iterator[str]:
    yield from filter(None, (lexicon.begins("last-begins", clause), lexicon.ends(clause)))
    if lexicon.frame(clause):
        yield "last-is-frame"
    if lexicon.alone(clause) or len(clause) <= 2:
        yield "last-is-opener"
    if clause.isdigit():
        yield "last-is-number"
    if TIME.match(clause):
        yield "last-is-time"
    if not VERB.search(clause):
        yield "last-without-verb"


def _of_next(clause: str, lexicon: Lexicon) -> Iterator[str]:
    yield from filter(None, (lexicon.begins("next-begins", clause),))
    yield _step("next", len(clause), (4, 14, 20, 28))
    if lexicon.alone(clause):
        yield "next-is-opener"
    if lexicon.ends(clause) in ("ends-frame", "ends-saying"):
        yield "next-" + lexicon.ends(clause)
    if clause.isdigit():
        yield "next-is-number"
    elif TIME.match(clause):
        yield "next-is-time"
    if clause[:2] in lexicon.names:
        yield "next-is-name"


def _of_both(gap: Gap, lexicon: Lexicon) -> Iterator[str]:
    whole = _whole(gap.last, lexicon) and VERB.search(gap.last)
    yield f"{'whole' if whole else 'part'}-before-{_kind(gap.next, lexicon)}"
    if gap.last[:1] == gap.next[:1]:
        yield "same-first"
    if gap.last[-1:] == gap.next[-1:]:
        yield "same-last"
    if len(gap.last) == len(gap.next):
        yield "same-length"
    if len(_pairs(gap.last) & _pairs(gap.next)) > 1:
        yield "same-words"


def _kind(clause: str, lexicon: Lexicon) -> str:
    """Whether a clause brings its own subject, by its beginning: `subject`, `none`, or `unknown`."""
    sign = lexicon.begins("next-begins", clause)
    if sign:
        return "subject" if sign in SUBJECTS else "none"
    return "subject" if clause[:2] in lexicon.names or TIME.match(clause) or clause[:1].isascii() else "unknown"


def _whole(clause: str, lexicon: Lexicon) -> bool:
    """True for a clause that could be a sentence, as far as its ends show."""
    start, end = lexicon.begins("last-begins", clause), lexicon.ends(clause)
    return len(clause) > 4 and not (lexicon.alone(clause) or start in ("last-frame", "last-if") or end in ("ends-frame", "ends-saying"))


def _quotes(gap: Gap, lexicon: Lexicon) -> bool:
    """True between a verb of saying and what is said, in quotation marks."""
    return gap.edge[1] == "“" and lexicon.ends(gap.last) in ("ends-saying", "ends-is")


def _step(name: str, number: int, steps: Sequence[int]) -> str:
    """The sign for a number: `letters-to-20`, or `letters-over-75`."""
    return next((f"{name}-to-{step}" for step in steps if number <= step), f"{name}-over-{steps[-1]}")


def _clauses(text: str) -> list[str]:
    return [_letters(part) for part in regex.split(r"[，：。！？；…]+", text)]


def _pairs(clause: str) -> set[str]:
    return {clause[n : n + 2] for n in range(len(clause) - 1)}


def _last_letter(text: str) -> int:
    """The place of the last letter, digit or Han character; -1 where there is none."""
    return next((n for n in range(len(text) - 1, -1, -1) if text[n].isalnum()), -1)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
