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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import regex

from ..core.lines import Line, lines
from ..core.reading import Change, Reading, Span
from ..rules.rulebook import PunctuationSign, Rulebook
from .punctuation_evidence import CLOSERS, Gap, Lexicon, alphanumerics, bucket_sign, is_whole, last_letter_offset, signs, takes_colon

RESTORED = "restored-mark"
STOP, COMMA, COLON = "。", "，", "："
ENDS = "。！？；…"  # what ends a sentence, unless it is the mark in question
FEW, MANY = 8, 24  # full stops inside paragraphs from which there is enough to judge by: with a space before each, and without
HUNDREDS, RUNNING = 100, 100  # commas, and letters to a sentence, from which commas are too many
RARE, OFTEN = 0.02, 0.9  # shares
HALTING, TWICE = 0.05, 2  # the share of full stops that end what is no sentence, and how many there must be
LIKELY = 0.45  # the probability from which a mark is put down as a full stop: with it most marks come out right
LONGEST = 16  # clauses of a sentence


@dataclass(frozen=True, slots=True)
class MarkStretch:
    """Marks that are decided together: those before a mark that is known to end a sentence, or the end of a paragraph.

    ``end`` is the place of a mark at the very end of a paragraph, if it is one of those in question.
    """

    gaps: tuple[Gap, ...]
    end: int | None


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Put `，`, `。` or `：` where a mark was destroyed and another one is likelier than what stands there."""
    if RESTORED not in rulebook.rules or not rulebook.signs:
        return
    mark = surviving_mark(reading, rulebook.signs)
    if mark is None:
        return
    lexicon = Lexicon.from_signs(rulebook.signs, reading.text)
    for line in paragraphs(reading.text, mark):
        for at, put in restored_marks(line, mark, lexicon):
            if put != mark:
                yield Change(at, at + 1, put, RESTORED, sure=False)


# ------------------------------------------------------------------------------------------------------ did it happen?


def surviving_mark(reading: Reading, signs: Mapping[str, PunctuationSign]) -> str | None:
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


def _all_stops(reading: Reading, prose: Sequence[Line], signs: Mapping[str, PunctuationSign]) -> bool:
    """True where there is next to no comma, and full stops stand where no sentence can end.

    The last is what tells such a text from old prints, which have `。` alone, and from primers in short sentences.
    """
    stops = [line.span.start + n for line in prose for n, c in enumerate(line.text) if c == STOP]
    others = sum(line.text.count(COMMA) + line.text.count(COLON) for line in prose)
    if len(stops) < FEW or others > RARE * len(stops):
        return False
    gaps = [gap for line in prose for stretch in mark_stretches(line, STOP) for gap in stretch.gaps]
    spaced = sum(_after_space(reading, at) for at in stops) >= OFTEN * len(stops)
    if len(gaps) < (FEW if spaced else MANY):
        return False
    lexicon = Lexicon.from_signs(signs, reading.text)
    halting = sum(_halting(gap, lexicon) for gap in gaps)
    return halting >= max(TWICE, HALTING * len(gaps))


def _all_commas(prose: Sequence[Line]) -> bool:
    """True where next to nothing ends a sentence inside a paragraph, and the paragraphs are long or end in commas themselves."""
    commas = sum(line.text.count(COMMA) for line in prose)
    ends = sum(c in ENDS for line in prose for c in line.text[: last_letter_offset(line.text)])
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


def restored_marks(line: Line, mark: str, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """Each mark of a line that is in question, by its place in the text, and what is put there."""
    for stretch in mark_stretches(line, mark):
        for gap, ends in zip(stretch.gaps, sentence_ends(stretch.gaps, lexicon), strict=True):
            yield gap.at, COLON if takes_colon(gap, lexicon) else STOP if ends else COMMA
        if stretch.end is not None:
            yield stretch.end, STOP


def mark_stretches(line: Line, mark: str) -> Iterator[MarkStretch]:
    """The marks of a line that are in question, up to each that is known to end a sentence."""
    text, final = line.text, last_letter_offset(line.text)
    first = next((n for n, c in enumerate(text) if c.isalnum()), len(text))
    found = list(regex.compile(rf"[{ENDS}{mark}]+").finditer(text, first))
    edges = [0, *(match.end() for match in found)]
    clauses = [alphanumerics(text[start:end]) for start, end in zip(edges, [*(match.start() for match in found), len(text)], strict=True)]
    begun = 0
    for n, match in enumerate(found):
        if match.group() != mark or match.start() > final:
            yield _stretch(line, found[begun:n], clauses[begun : n + 1], match if match.group() == mark else None)
            begun = n + 1
        if match.start() > final:
            return
    if begun < len(found):
        yield _stretch(line, found[begun:], clauses[begun:], None)


def _stretch(line: Line, marks: Sequence[regex.Match[str]], clauses: Sequence[str], end: regex.Match[str] | None) -> MarkStretch:
    gaps = []
    for n, match in enumerate(marks):
        at = match.start()
        edge = (line.text[at - 1 : at], line.text[at + 1 : at + 2])
        gaps.append(Gap(line.span.start + at, clauses[n], clauses[n + 1], len(marks) - n, edge))
    return MarkStretch(tuple(gaps), line.span.start + end.start() if end else None)


def sentence_ends(gaps: Sequence[Gap], lexicon: Lexicon) -> list[bool]:
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
        for n, so_far in enumerate(progress_signs(gaps[begin : begin + LONGEST], lexicon), begin):
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


def progress_signs(gaps: Sequence[Gap], lexicon: Lexicon) -> Iterator[list[str]]:
    """For each mark the signs of how far the sentence has come, if it began with the first of ``gaps``."""
    letters = accumulate(len(gap.last) for gap in gaps)
    whole = accumulate(is_whole(gap.last, lexicon) for gap in gaps)
    for n, (length, clauses) in enumerate(zip(letters, whole, strict=True)):
        yield [
            bucket_sign("letters", length, (12, 20, 30, 40, 55, 75)),
            bucket_sign("clauses", clauses, (0, 1, 2, 3, 4, 6)),
            *(["first"] if n == 0 else []),
        ]
