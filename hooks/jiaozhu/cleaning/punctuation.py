"""Restoring destroyed punctuation: `随着618的到来 。各大平台也启动了活动 。` where `，` stood in the place of the first `。`.

Two kinds of damage are known, by the one mark that survives: all marks are full stops, or all are commas. :func:`surviving_mark`
decides for the document as a whole whether that happened; in doubt it did not. What stood in the place of each mark is decided by
logistic regression: each sign to be seen in the clauses on both sides has a weight (`rules/marks.yml`), and the sum of the weights is
the log-odds that the mark ends a sentence. How far the sentence has come is a sign as well, so the marks of a paragraph are decided
together, by the forward–backward algorithm over all ways to segment it into sentences (a semi-Markov model).

Text without any mark is left alone, because the ends of its clauses would have to be guessed first.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import regex

from ..core.lines import Line, lines
from ..core.normalize import letters
from ..core.reading import Change, Reading, Span
from ..rules.rulebook import PunctuationSign, Rulebook
from .punctuation_evidence import CLOSERS, Gap, Lexicon, bucket_sign, is_whole, last_letter_offset, signs, takes_colon

RESTORED = "restored-mark"
STOP, COMMA, COLON = "。", "，", "："
ENDS = "。！？；…"  # marks that end a sentence, unless they are the surviving mark
FEW, MANY = 8, 24  # full stops inside paragraphs that are enough evidence: with a space before each, and without
HUNDREDS, RUNNING = 100, 100  # commas, and letters to a sentence, from which commas are too many
RARE, OFTEN = 0.02, 0.9  # shares up to which something is rare, and from which it is usual
HALTING, TWICE = 0.05, 2  # the least share and number of full stops that end what is no sentence
LIKELY = 0.45  # the probability above which a mark becomes a full stop: with this one most marks come out right
LONGEST = 16  # clauses of a sentence


@dataclass(frozen=True, slots=True)
class MarkStretch:
    """Marks that are decided together: those up to a mark that is known to end a sentence, or to the end of the paragraph.

    ``end`` is the offset of the mark at the very end of the paragraph, where that is a surviving mark.
    """

    gaps: tuple[Gap, ...]
    end: int | None


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Put the likeliest of `，`, `。` and `：` into the place of each mark of a document whose punctuation was destroyed."""
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


# --------------------------------------------------------------------------------------------------------- detection


def surviving_mark(reading: Reading, signs: Mapping[str, PunctuationSign]) -> str | None:
    """The mark that has taken the place of all others in this document; None where its punctuation is sound."""
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

    The second condition tells such a text from old prints, which have `。` alone, and from primers in short sentences.
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
    halting = sum(_follows_no_sentence(gap, lexicon) for gap in gaps)
    return halting >= max(TWICE, HALTING * len(gaps))


def _all_commas(prose: Sequence[Line]) -> bool:
    """True where next to no sentence ends inside a paragraph, and the paragraphs are long or end in commas themselves."""
    commas = sum(line.text.count(COMMA) for line in prose)
    ends = sum(c in ENDS for line in prose for c in line.text[: last_letter_offset(line.text)])
    letters = sum(len(line.core) for line in prose)
    if commas < HUNDREDS or ends > RARE * commas:
        return False
    return letters >= RUNNING * (len(prose) + ends) or sum(line.text.endswith(COMMA) for line in prose) >= OFTEN * len(prose)


def _after_space(reading: Reading, at: int) -> bool:
    """True where a space stood before this mark in the source, even if it has been cut since."""
    start = reading.origin(Span(at, at + 1)).start
    return start > 0 and reading.raw[start - 1] in " \u3000\xa0"


def _follows_no_sentence(gap: Gap, lexicon: Lexicon) -> bool:
    """True where what stands before the mark cannot be the end of a sentence."""
    return lexicon.is_opener(gap.last) or lexicon.is_frame(gap.last) or lexicon.sign_at_end(gap.last) in ("ends-saying", "ends-is")


# ------------------------------------------------------------------------------------------------------- restoration


def restored_marks(line: Line, mark: str, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """Each surviving mark of a line, as its offset in the text and the mark that belongs there."""
    for stretch in mark_stretches(line, mark):
        for gap, ends in zip(stretch.gaps, sentence_ends(stretch.gaps, lexicon), strict=True):
            yield gap.at, COLON if takes_colon(gap, lexicon) else STOP if ends else COMMA
        if stretch.end is not None:
            yield stretch.end, STOP


def mark_stretches(line: Line, mark: str) -> Iterator[MarkStretch]:
    """The surviving marks of a line, in stretches up to each mark that is known to end a sentence."""
    text, final = line.text, last_letter_offset(line.text)
    first = next((n for n, c in enumerate(text) if c.isalnum()), len(text))
    matches = list(regex.compile(rf"[{ENDS}{mark}]+").finditer(text, first))
    edges = [0, *(match.end() for match in matches)]
    clauses = [letters(text[start:end]) for start, end in zip(edges, [*(match.start() for match in matches), len(text)], strict=True)]
    begun = 0
    for n, match in enumerate(matches):
        if match.group() != mark or match.start() > final:
            yield _stretch(line, matches[begun:n], clauses[begun : n + 1], match if match.group() == mark else None)
            begun = n + 1
        if match.start() > final:
            return
    if begun < len(matches):
        yield _stretch(line, matches[begun:], clauses[begun:], None)


def _stretch(line: Line, marks: Sequence[regex.Match[str]], clauses: Sequence[str], end: regex.Match[str] | None) -> MarkStretch:
    """The stretch of these marks; ``clauses`` are the clause before each of them and the one behind the last."""
    gaps = []
    for n, match in enumerate(marks):
        at = match.start()
        edge = (line.text[at - 1 : at], line.text[at + 1 : at + 2])
        gaps.append(Gap(line.span.start + at, clauses[n], clauses[n + 1], len(marks) - n, edge))
    return MarkStretch(tuple(gaps), line.span.start + end.start() if end else None)


def sentence_ends(gaps: Sequence[Gap], lexicon: Lexicon) -> list[bool]:
    """For each mark, whether it ends a sentence: by its marginal probability over all segmentations (forward–backward)."""
    size = len(gaps)
    sentences = _sentence_likelihoods(gaps, lexicon)
    forward = [0.0, *(-math.inf for _ in gaps)]  # the log-likelihood of all segmentations of what stands before
    backward = [*(-math.inf for _ in gaps), 0.0]  # and of all segmentations of what stands behind
    for begin in range(size):
        for end, log in sentences[begin].items():
            if end <= size:
                forward[end] = _log_sum(forward[end], forward[begin] + log)
    for begin in reversed(range(size)):
        for end, log in sentences[begin].items():
            backward[begin] = _log_sum(backward[begin], log + (backward[end] if end <= size else 0.0))
    return [forward[n] + backward[n] > backward[0] + math.log(LIKELY) for n in range(1, size + 1)]


def _sentence_likelihoods(gaps: Sequence[Gap], lexicon: Lexicon) -> list[dict[int, float]]:
    """For each place where a sentence may begin, the places where it may end, each with the log-likelihood of that sentence.

    Places count the marks before them; one more than there are marks is the end of the stretch.
    """
    weight = lexicon.weights.get
    local_odds = [sum(weight(sign, 0.0) for sign in signs(gap, lexicon)) for gap in gaps]
    sentences: list[dict[int, float]] = []
    for begin in range(len(gaps)):
        likelihoods: dict[int, float] = {}
        commas = 0.0
        for n, progress in enumerate(progress_signs(gaps[begin : begin + LONGEST], lexicon), begin):
            odds = local_odds[n] + sum(weight(sign, 0.0) for sign in progress)
            likelihoods[n + 1] = commas + _log_probability(odds)
            commas += _log_probability(-odds)
        if len(gaps) - begin <= LONGEST:
            likelihoods[len(gaps) + 1] = commas
        sentences.append(likelihoods)
    return sentences


def _log_sum(a: float, b: float) -> float:
    """The logarithm of the sum of two numbers that are given by their logarithms."""
    return max(a, b) + math.log1p(math.exp(-abs(a - b))) if min(a, b) > -math.inf else max(a, b)


def _log_probability(odds: float) -> float:
    """The logarithm of the probability whose log-odds are given."""
    return -math.log1p(math.exp(-odds)) if odds > -30 else odds


def progress_signs(gaps: Sequence[Gap], lexicon: Lexicon) -> Iterator[list[str]]:
    """For each mark the signs of how far its sentence has come, if that begins with the first of the ``gaps``."""
    letters = accumulate(len(gap.last) for gap in gaps)
    whole = accumulate(is_whole(gap.last, lexicon) for gap in gaps)
    for n, (length, clauses) in enumerate(zip(letters, whole, strict=True)):
        yield [
            bucket_sign("letters", length, (12, 20, 30, 40, 55, 75)),
            bucket_sign("clauses", clauses, (0, 1, 2, 3, 4, 6)),
            *(["first"] if n == 0 else []),
        ]
