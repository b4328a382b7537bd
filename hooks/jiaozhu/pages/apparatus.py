"""What was done to a source, told for readers: counts by rule, every cut in full, every supplied reading, every note."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from ..jiao.collate import SUPPLIED, VARIANT
from ..jiao.lines import core
from ..jiao.markup import is_page, legible
from ..model import Edition
from ..rulebook import Kind, Rule, Rulebook
from ..text import Reading, Run

NEWLINE = regex.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
WORD = regex.compile(r"\p{Han}|[^\W_]+(?:[.,'’][^\W_]+)*", regex.VERSION1)
AROUND = 8  # characters of context on each side of a reading
LONGEST_LEMMA = 60  # characters of the words that a question quotes; what is between is left out
PER_MINUTE = 400  # characters that a reader takes in


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a rule changed a source, and how many characters of it that took."""

    rule: Rule
    times: int
    characters: int


@dataclass(frozen=True, slots=True)
class Cut:
    """Words of the source that are not in the text. ``at`` is where they would stand there; ``line`` is in the source."""

    at: int
    rule: Rule
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Supply:
    """A reading that another copy supplied: where it stands in the text, and where it was found."""

    at: int
    put: str
    before: str
    after: str
    reads: str
    line: int
    base_line: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the editor about words of the text; ``at`` is behind them."""

    at: int
    words: str
    rule: Rule
    why: str


@dataclass(frozen=True, slots=True)
class Apparatus:
    """All of it, for one edition."""

    tallies: tuple[Tally, ...]
    cuts: tuple[Cut, ...]
    supplies: tuple[Supply, ...]
    asked: tuple[Asked, ...]
    marks: int
    cut_characters: int
    doubts: int


def apparatus(edition: Edition, rulebook: Rulebook) -> Apparatus:
    reading = edition.reading
    cuts = tuple(_cuts(reading, rulebook))
    tallies = tuple(_tallies(reading, cuts, rulebook))
    return Apparatus(
        tallies=tallies,
        cuts=cuts,
        supplies=tuple(_supplies(reading)),
        asked=tuple(_asked(reading, rulebook)),
        marks=sum(t.times for t in tallies if t.rule.kind == "form"),
        cut_characters=sum(len(core(cut.words)) for cut in cuts),
        doubts=sum(not run.sure for run in reading.runs) + len(reading.queries),
    )


def length(texts: Iterable[str]) -> int:
    """The length in 字: Han characters, and words and numbers of other scripts, each as one."""
    return sum(len(WORD.findall(text)) for text in texts)


def minutes(characters: int) -> int:
    return max(1, -(-characters // PER_MINUTE))


def _tallies(reading: Reading, cuts: tuple[Cut, ...], rulebook: Rulebook) -> Iterator[Tally]:
    """In the order of the rulebook's kinds: wording, place, form; the commonest first. A cut in pieces counts once."""
    times: Counter[str] = Counter(cut.rule.id for cut in cuts)
    characters: Counter[str] = Counter()
    for run in reading.runs:
        if run.rule is not None:
            characters[run.rule] += max(run.end - run.start, len(run.put or ""))
            if _wording(run, rulebook) is None:
                times[run.rule] += 1
    order: tuple[Kind, ...] = ("wording", "place", "form")
    found = [Tally(rulebook.rules[rule], n, characters[rule]) for rule, n in times.items()]
    yield from sorted(found, key=lambda t: (order.index(t.rule.kind), -t.times, t.rule.id))


def _cuts(reading: Reading, rulebook: Rulebook) -> Iterator[Cut]:
    """Stretches without a kept character, each under the rule that took its words; changes of form inside it are its own."""
    group: list[Run] = []
    at, last, marked = 0, None, is_page(reading)
    for here, run in (*reading.placed(), (len(reading.text), Run(len(reading.raw), len(reading.raw)))):
        rule = _wording(run, rulebook)
        if run.put == "" and (rule is None or last is None or rule == last):
            at = at if group else here
            group.append(run)
            last = last or rule
            continue
        if last is not None:
            start, end = group[0].start, group[-1].end
            words = legible(reading.raw[start:end]) if marked else reading.raw[start:end].strip()
            yield Cut(at, last, words, line_of(reading.raw, start))
        group, at, last = ([run] if run.put == "" else []), here, rule


def _wording(run: Run, rulebook: Rulebook) -> Rule | None:
    rule = rulebook.rules[run.rule] if run.rule else None
    return rule if rule and rule.kind != "form" and run.put == "" else None


def _supplies(reading: Reading) -> Iterator[Supply]:
    for at, run in reading.placed():
        if run.rule == SUPPLIED and run.witness is not None and run.put:
            end = at + len(run.put)
            before = reading.text[max(0, at - AROUND) : at].splitlines()
            after = reading.text[end : end + AROUND].splitlines()
            line = line_of(reading.raw, run.witness.span.start)
            yield Supply(at, run.put, (before or [""])[-1], (after or [""])[0], run.witness.reads, line, line_of(reading.raw, run.start))


def _asked(reading: Reading, rulebook: Rulebook) -> Iterator[Asked]:
    for query in reading.queries:
        place = reading.place(query.span)
        if len(place):
            yield Asked(place.end, _clipped(place.of(reading.text)), rulebook.rules[query.rule], query.why)


def _clipped(words: str) -> str:
    return words if len(words) <= LONGEST_LEMMA else f"{words[: LONGEST_LEMMA // 2]}……{words[-LONGEST_LEMMA // 2 :]}"


def line_of(raw: str, at: int) -> int:
    """The line of ``raw`` in which the first character that is not white space from ``at`` on stands."""
    while at < len(raw) and raw[at].isspace():
        at += 1
    return bisect_right(_newlines(raw), at) + 1


@lru_cache(maxsize=4)
def _newlines(raw: str) -> tuple[int, ...]:
    return tuple(match.end() for match in NEWLINE.finditer(raw))


def is_variant(cut: Cut) -> bool:
    return cut.rule.id == VARIANT
