"""How much speaks for a form being a term.

Four kinds of evidence are weighed together. The text itself explains a word; it puts it in quotation marks; the word is a Latin
abbreviation; or it stands out by numbers: it is used far more often than in everyday Chinese (keyness), the words in it keep together
(the pointwise mutual information of its loosest joint), and it stands beside many different characters (branching entropy). What
longer forms account for is taken off (the C-value of Frantzi and Ananiadou).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2
from typing import Literal

from ..core.normalize import letters
from ..facts.term_usage import words
from ..facts.term_usage.usage import Explanation, TermUsage, TokenPlace, tallies, unpacked

Kind = Literal["term", "name?"]
LEAST = 3  # times that a form must stand in the collection where nothing but numbers speaks for it
WORD = 1.7  # characters of a word of Chinese prose, on average
ORDINARY, SALIENT = 4.0, 16.0  # bits of keyness below which a word is an ordinary one, and from which more of it says nothing more
CLEAN = 0.5  # the share of a form's occurrences that must begin and end where words do
OPEN = 0.3  # the share of the greatest possible entropy that both sides of a form must have
NESTED = 0.7  # a form that stands this often inside one longer form is merely a part of it
NAMED = 2  # times that a form must look like a name
STRANGE = 4  # characters of a name that the dictionary does not have
EXPLAINED = {"defined": 40.0, "glossed": 25.0, "named": 15.0}
LATIN, QUOTED, QUOTED_AGAIN = 16.0, 5.0, 15.0
OF_A_NAME, WITH_A_NAME = 0.5, 0.25  # what a form is worth that begins with a name (快手用户), or ends in one (恢复淘宝)


@dataclass(slots=True)
class Found:
    """A form as all sources together use it; sources are numbered."""

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
        if len(self.places) < 2 * LEAST:
            self.places.extend((source, place) for place in usage.places)
        best = EXPLAINED[self.explained[1].how] if self.explained else 0.0
        if usage.explanation and EXPLAINED[usage.explanation.how] > best:
            self.explained = (source, usage.explanation)

    @property
    def is_name(self) -> bool:
        """True where it looks like a name mostly, or more than once if it is short and everyday Chinese does not know it."""
        strange = len(self.form) <= STRANGE and not words.knows(self.form)
        return self.names >= NAMED and (2 * self.names >= self.whole or strange)

    @property
    def openness(self) -> float:
        """The entropy of what stands beside it, on the side where it is smaller, as a share of the greatest possible."""
        return min(_evenness("".join(side)) for side in (self.before, self.after))


@dataclass(frozen=True, slots=True)
class Scored:
    """A form with its worth and the reasons for it, in words for the editor."""

    found: Found
    kind: Kind
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Usages:
    """How a collection of ``length`` characters uses its words, by form."""

    table: Mapping[str, Found]
    length: int

    @classmethod
    def from_packed(cls, sources: Sequence[bytes], length: int) -> Usages:
        """The packed usages of several sources together, which are numbered in their order.

        They are counted before they are gathered: most forms are too rare to matter, and would fill the memory.
        """
        times: Counter[str] = Counter()
        for data in sources:
            for form, n, marked in tallies(data):
                times[form] += LEAST if marked or is_latin(form) else n
        wanted = {form for form, n in times.items() if n >= LEAST}
        del times
        table: dict[str, Found] = {}
        for source, data in enumerate(sources):
            for usage in unpacked(data, wanted):
                table.setdefault(usage.form, Found(usage.form)).add(source, usage)
        return cls(table, length)

    def ratio(self, found: Found) -> float:
        """How many times as often the collection uses a form as everyday Chinese does."""
        return found.times * WORD / self.length / words.rate(found.form)

    def salience(self, found: Found) -> float:
        """The bits by which a form stands out by numbers; 0 where the numbers do not suffice."""
        if found.times < LEAST or found.whole < CLEAN * found.times or len(found.form) < 2 or found.openness < OPEN:
            return 0.0
        if len(found.parts) == 1:
            return min(SALIENT, log2(self.ratio(found)))
        parts = [log2(self.ratio(self.table.get(part, found))) for part in found.parts]
        return min(SALIENT, sum(parts) / len(parts) + self.cohesion(found))

    def cohesion(self, found: Found) -> float:
        """The pointwise mutual information of the loosest joint between the words of a form."""
        lefts = ("".join(found.parts[:n]) for n in range(1, len(found.parts)))
        pairs = ((self.table.get(left), self.table.get(found.form[len(left) :])) for left in lefts)
        return min((log2(found.times * self.length / (a.times * b.times)) for a, b in pairs if a and b), default=0.0)

    def bound(self, found: Found) -> float:
        """What a name at one end of a form leaves of its worth: who joins a name to a word coins no term."""
        if len(found.parts) < 2 or found.explained or found.is_name:
            return 1.0
        halves = [(found.form[:n], found.form[n:]) for n in range(1, len(found.form))]
        if any(self.is_name(right) for _, right in halves):
            return WITH_A_NAME
        return OF_A_NAME if any(self.is_name(left) for left, _ in halves) else 1.0

    def is_name(self, form: str) -> bool:
        return len(form) > 1 and form in self.table and self.table[form].is_name


def scored(usages: Usages) -> list[Scored]:
    """The forms for which something speaks, those first for which most does."""
    salience = {form: bits for form, found in usages.table.items() if (bits := usages.salience(found)) > ORDINARY}
    longer = _longer(salience, usages.table)
    rows = (_scored(found, salience.get(form, 0.0), longer.get(form, []), usages) for form, found in usages.table.items())
    return sorted((row for row in rows if row.score > 0), key=lambda row: (-row.score, row.found.form))


def _scored(found: Found, salience: float, longer: Sequence[int], usages: Usages) -> Scored:
    """The worth of a form that longer ones hold so and so often."""
    marks = tuple(_marks(found))
    by_numbers = salience > 0 and max(longer, default=0) < NESTED * found.times
    apart = found.times - (sum(longer) / len(longer) if longer else 0.0)
    numbers = log2(1 + apart) * (salience - ORDINARY) if by_numbers else 0.0
    reasons = (*(reason for _, reason in marks), *([_told(found, usages)] if by_numbers else []))
    score = (sum(weight for weight, _ in marks) + numbers) * usages.bound(found)
    return Scored(found, "name?" if found.is_name else "term", score, reasons)


def _marks(found: Found) -> Iterator[tuple[float, str]]:
    """What the text itself says for a form."""
    if found.explained:
        how, english = found.explained[1].how, found.explained[1].english
        said = {"defined": "文中有释义", "glossed": f"附外文 {english}", "named": "文中称名"}
        yield EXPLAINED[how], said[how]
    if is_latin(found.form):
        yield LATIN, "外文缩写"
    if found.quoted:
        yield QUOTED_AGAIN if found.quoted > 1 else QUOTED, f"加引号 {found.quoted} 次"


def _told(found: Found, usages: Usages) -> str:
    if len(found.parts) > 1:
        return f"{len(found.parts)} 个词常连用"
    if not words.knows(found.form):
        return "通用词典未收"
    return f"常见程度为日常用语的 {usages.ratio(found):,.0f} 倍"


def is_latin(form: str) -> bool:
    """True for an abbreviation of two capitals or more, or for one with a Han word: GMV, UP主, B站."""
    capitals = sum(c.isascii() and c.isupper() for c in form)
    return capitals >= (2 if form.isascii() else 1) and not form[-1].islower()


def _longer(forms: Iterable[str], table: Mapping[str, Found]) -> dict[str, list[int]]:
    """How often each longer one of ``forms`` stands that holds a form, by the form inside."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for form in forms:
        pieces = {form[a:b] for a in range(len(form)) for b in range(a + 2, len(form) + 1)} - {form}
        for piece in pieces:
            if piece in table:
                found[piece].append(table[form].times)
    return found


def _evenness(side: str) -> float:
    """The entropy of the characters, as a share of that of as many different ones; marks and edges count as all different."""
    if len(side) < 2:
        return 1.0
    counts = Counter(letters(side))
    marks = len(side) - counts.total()
    bits = sum(n / len(side) * log2(len(side) / n) for n in counts.values())
    return (bits + marks / len(side) * log2(len(side))) / log2(len(side))
