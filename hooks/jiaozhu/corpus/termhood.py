"""Termhood: how much evidence there is that a form is a term.

Four kinds of evidence are added up. The text itself explains a word; it puts it in quotation marks; the word is a Latin abbreviation;
or it stands out statistically: it is used far more often than in everyday Chinese (keyness), its words keep together (the pointwise
mutual information of its loosest joint), and many different characters stand beside it (branching entropy). What longer forms account
for is subtracted (the C-value of Frantzi and Ananiadou).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2
from typing import Literal

from ..core.normalize import letters
from ..facts.term_usage import words
from ..facts.term_usage.usage import Explanation, TermUsage, TokenPlace, tallies, unpacked

Kind = Literal["term", "name?"]
MIN_TIMES = 3  # times that a form must occur in the corpus where its only evidence is statistical
WORD_LENGTH = 1.7  # characters of a word of Chinese prose, on average
ORDINARY, SALIENT = 4.0, 16.0  # bits of keyness: up to the first a word is an ordinary one, and the second is the most that counts
MIN_WHOLE = 0.5  # the share of a form's occurrences that must begin and end at word borders
MIN_ENTROPY = 0.3  # the share of the greatest possible branching entropy that both sides of a form must have
MAX_NESTED = 0.7  # a form of which this share of occurrences lies inside one longer form is merely a part of it
MIN_NAMED = 2  # times that a form must look like a name
SHORT_NAME = 4  # characters up to which a form that the dictionary lacks may be a name
CAPITAL = re.compile("[A-Z]")
EXPLAINED = {"defined": 40.0, "glossed": 25.0, "named": 15.0}
LATIN, QUOTED, QUOTED_AGAIN = 16.0, 5.0, 15.0
NAME_FIRST, NAME_LAST = 0.5, 0.25  # the factor for a form that begins with a name (快手用户), or ends in one (恢复淘宝)


@dataclass(slots=True)
class FormStatistics:
    """How all sources together use a form. The sources are known by their numbers; ``places`` holds the first few places."""

    form: str
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    times: int = 0
    whole: int = 0
    names: int = 0
    quoted: int = 0
    parts: tuple[str, ...] = ()
    sources: int = 0
    places: list[tuple[int, TokenPlace]] = field(default_factory=list)
    explained: tuple[int, Explanation] | None = None

    def add(self, source: int, usage: TermUsage) -> None:
        self.before.append(usage.before)
        self.after.append(usage.after)
        self.times += usage.times
        self.whole += usage.whole
        self.names += usage.names
        self.quoted += usage.quoted
        self.parts = min(self.parts or usage.parts, usage.parts, key=len)
        self.sources += 1
        if len(self.places) < 2 * MIN_TIMES:
            self.places.extend((source, place) for place in usage.places)
        best = EXPLAINED[self.explained[1].how] if self.explained else 0.0
        if usage.explanation and EXPLAINED[usage.explanation.how] > best:
            self.explained = (source, usage.explanation)

    @property
    def is_name(self) -> bool:
        """True where it looks like a name at least twice, and either mostly does so or is short and no word of everyday Chinese."""
        unknown = len(self.form) <= SHORT_NAME and not words.knows(self.form)
        return self.names >= MIN_NAMED and (2 * self.names >= self.whole or unknown)

    @property
    def branching_entropy(self) -> float:
        """The entropy of the characters beside it, on the side where it is smaller, as a share of the greatest possible."""
        return min(_normalized_entropy("".join(side)) for side in (self.before, self.after))


@dataclass(frozen=True, slots=True)
class ScoredForm:
    """A form with its termhood and the reasons for it, in words for the editor."""

    statistics: FormStatistics
    kind: Kind
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CorpusStatistics:
    """How a corpus of ``length`` characters uses its words, by form."""

    forms: Mapping[str, FormStatistics]
    length: int

    @classmethod
    def from_packed(cls, sources: Sequence[bytes], length: int) -> CorpusStatistics:
        """The statistics of several sources, from their packed usages; the sources are numbered in this order.

        All forms are counted first, and only frequent ones are unpacked: most are too rare to matter, and would fill the memory.
        """
        times: Counter[str] = Counter()
        for data in sources:
            for form, n, marked in tallies(data):
                times[form] += MIN_TIMES if marked or is_latin(form) else n
        frequent = {form for form, n in times.items() if n >= MIN_TIMES}
        del times
        forms: dict[str, FormStatistics] = {}
        for source, data in enumerate(sources):
            for usage in unpacked(data, frequent):
                forms.setdefault(usage.form, FormStatistics(usage.form)).add(source, usage)
        return cls(forms, length)

    def frequency_ratio(self, stats: FormStatistics) -> float:
        """How many times as often the corpus uses a form as everyday Chinese does."""
        return stats.times * WORD_LENGTH / self.length / words.rate(stats.form)

    def salience(self, stats: FormStatistics) -> float:
        """The bits by which a form stands out statistically; 0 where there is too little of it."""
        if stats.times < MIN_TIMES or stats.whole < MIN_WHOLE * stats.times or len(stats.form) < 2 or stats.branching_entropy < MIN_ENTROPY:
            return 0.0
        if len(stats.parts) == 1:
            return min(SALIENT, log2(self.frequency_ratio(stats)))
        parts = [log2(self.frequency_ratio(self.forms.get(part, stats))) for part in stats.parts]
        return min(SALIENT, sum(parts) / len(parts) + self.cohesion(stats))

    def cohesion(self, stats: FormStatistics) -> float:
        """The pointwise mutual information of the loosest joint between the words of a form."""
        lefts = ("".join(stats.parts[:n]) for n in range(1, len(stats.parts)))
        pairs = ((self.forms.get(left), self.forms.get(stats.form[len(left) :])) for left in lefts)
        return min((log2(stats.times * self.length / (a.times * b.times)) for a, b in pairs if a and b), default=0.0)

    def name_factor(self, stats: FormStatistics) -> float:
        """The factor for a form with a name at one end: a name beside a word does not make a term."""
        if len(stats.parts) < 2 or stats.explained or stats.is_name:
            return 1.0
        halves = [(stats.form[:n], stats.form[n:]) for n in range(1, len(stats.form))]
        if any(self.is_name(right) for _, right in halves):
            return NAME_LAST
        return NAME_FIRST if any(self.is_name(left) for left, _ in halves) else 1.0

    def is_name(self, form: str) -> bool:
        return len(form) > 1 and form in self.forms and self.forms[form].is_name


def score_forms(corpus: CorpusStatistics) -> list[ScoredForm]:
    """The forms for which there is any evidence, by descending termhood."""
    salience = {form: bits for form, stats in corpus.forms.items() if (bits := corpus.salience(stats)) > ORDINARY}
    nesting = _nesting_frequencies(salience, corpus.forms)
    scored = (_scored(stats, salience.get(form, 0.0), nesting.get(form, []), corpus) for form, stats in corpus.forms.items())
    return sorted((row for row in scored if row.score > 0), key=lambda row: (-row.score, row.statistics.form))


def _scored(stats: FormStatistics, salience: float, nesting: Sequence[int], corpus: CorpusStatistics) -> ScoredForm:
    """The termhood of a form; ``nesting`` are the frequencies of the longer forms that contain it."""
    textual = tuple(_textual_evidence(stats))
    is_salient = salience > 0 and max(nesting, default=0) < MAX_NESTED * stats.times
    own_times = stats.times - (sum(nesting) / len(nesting) if nesting else 0.0)
    statistical = log2(1 + own_times) * (salience - ORDINARY) if is_salient else 0.0
    reasons = (*(reason for _, reason in textual), *([_statistical_reason(stats, corpus)] if is_salient else []))
    score = (sum(weight for weight, _ in textual) + statistical) * corpus.name_factor(stats)
    return ScoredForm(stats, "name?" if stats.is_name else "term", score, reasons)


def _textual_evidence(stats: FormStatistics) -> Iterator[tuple[float, str]]:
    """The weights of what the text itself says about a form, and the reasons in words."""
    if stats.explained:
        how, english = stats.explained[1].how, stats.explained[1].english
        reasons = {"defined": "文中有释义", "glossed": f"附外文 {english}", "named": "文中称名"}
        yield EXPLAINED[how], reasons[how]
    if is_latin(stats.form):
        yield LATIN, "外文缩写"
    if stats.quoted:
        yield QUOTED_AGAIN if stats.quoted > 1 else QUOTED, f"加引号 {stats.quoted} 次"


def _statistical_reason(stats: FormStatistics, corpus: CorpusStatistics) -> str:
    if len(stats.parts) > 1:
        return f"{len(stats.parts)} 个词常连用"
    if not words.knows(stats.form):
        return "通用词典未收"
    return f"常见程度为日常用语的 {corpus.frequency_ratio(stats):,.0f} 倍"


def is_latin(form: str) -> bool:
    """True for an abbreviation of two capitals or more, or for one with a Han word: GMV, UP主, B站."""
    capitals = len(CAPITAL.findall(form))
    return capitals >= (2 if form.isascii() else 1) and not form[-1].islower()


def _nesting_frequencies(longer: Iterable[str], forms: Mapping[str, FormStatistics]) -> dict[str, list[int]]:
    """For each form that lies inside some of the ``longer`` ones, how often each of these occurs."""
    frequencies: defaultdict[str, list[int]] = defaultdict(list)
    for form in longer:
        pieces = {form[a:b] for a in range(len(form)) for b in range(a + 2, len(form) + 1)} - {form}
        for piece in pieces:
            if piece in forms:
                frequencies[piece].append(forms[form].times)
    return frequencies


def _normalized_entropy(side: str) -> float:
    """The entropy of some characters, divided by that of as many different ones; marks and edges count as all different."""
    if len(side) < 2:
        return 1.0
    counts = Counter(letters(side))
    marks = len(side) - counts.total()
    bits = sum(n / len(side) * log2(len(side) / n) for n in counts.values())
    return (bits + marks / len(side) * log2(len(side))) / log2(len(side))
