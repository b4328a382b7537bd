"""The records of provenance: spans of a text, what became of them, and what is proposed for them. All offsets are code points."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .normalize import nfkc_letters


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The stretch ``[start, end)`` of a text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}-{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return True

    def slice(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True where both share a character, or one of them is empty and lies strictly inside the other."""
        return self.start < other.end and other.start < self.end

    def trimmed(self, text: str) -> Span:
        """This stretch of ``text`` without the white space at its ends; empty, at its end, where it is nothing else."""
        words = self.slice(text)
        start = self.start + len(words) - len(words.lstrip())
        return Span(start, max(start, self.start + len(words.rstrip())))

    def contains(self, other: Span) -> bool:
        """True where no character of the other lies outside of this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Witness:
    """The place that attests a supplied reading.

    ``reads`` is what stands there, character for character. It differs from what was put only where the form of a mark was
    changed on the way (``,`` in the witness, ``，`` in the text). ``source`` is None for the same raw text.
    """

    span: Span
    reads: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the raw text: kept (``put is None``), replaced, inserted (``start == end``), or cut (``put == ""``).

    ``confidence`` is the probability that this conjecture is right, where more is known of it than of its rule.
    """

    start: int
    end: int
    put: str | None = None
    rule: str | None = None
    witness: Witness | None = None
    sure: bool = True
    confidence: float | None = None

    def text(self, raw: str) -> str:
        return raw[self.start : self.end] if self.put is None else self.put

    def head(self, raw: str, length: int) -> Run:
        """The part of this run that yields the first ``length`` characters of its text."""
        if self.put is None:
            return Run(self.start, self.start + length)
        end = self.start + length if len(self.put) == self.end - self.start else self.end
        return replace(self, end=end, put=self.put[:length], witness=_part(self.witness, self.put, 0, length))

    def tail(self, raw: str, length: int) -> Run:
        """The rest of this run after ``head(raw, length)``."""
        if self.put is None:
            return Run(self.start + length, self.end)
        start = self.start + length if len(self.put) == self.end - self.start else self.end
        return replace(self, start=start, put=self.put[length:], witness=_part(self.witness, self.put, length, len(self.put)))


def _part(witness: Witness | None, put: str, start: int, end: int) -> Witness | None:
    """The part of a witness that attests ``put[start:end]``; None where no part of it has exactly these letters."""
    if witness is None:
        return None
    first, last = _along(witness.reads, put, start), _along(witness.reads, put, end)
    reads = witness.reads[first:last]
    if nfkc_letters(reads) != nfkc_letters(put[start:end]):
        return None
    at = witness.span.start
    return replace(witness, span=Span(at + first, at + last), reads=reads)


def _along(reads: str, put: str, at: int) -> int:
    """The offset in ``reads`` that corresponds to the offset ``at`` in ``put``; the two may differ in white space and in marks."""
    if len(reads) == len(put):
        return at
    if at == len(put):
        return len(reads)
    n = 0
    for c in put[:at]:
        following = (m for m in range(n, len(reads)) if reads[m].isalnum() or not (c.isalnum() or reads[m].isspace()))
        m = next(following, None)
        if m is not None and not c.isspace() and reads[m].isalnum() == c.isalnum():
            n = m + 1
    return n


@dataclass(frozen=True, slots=True)
class Change:
    """A proposal to put ``put`` in the place of ``text[start:end]`` of a reading, by the rule ``rule``.

    ``confidence`` is the probability that a conjecture is right, where it is known for this place.
    """

    start: int
    end: int
    put: str
    rule: str
    witness: Witness | None = None
    sure: bool = True
    confidence: float | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the editor about words that seem wrong, and that the program leaves as they are.

    Like a change it is proposed against a text (``start``, ``end``), and recorded with its place in the raw text. ``put`` is
    what might stand there instead: ``""`` where the words may not be the article's, None where that is unknown. ``confidence`` is
    the probability that something is wrong; ``why`` gives the evidence where the rule alone does not.
    """

    start: int
    end: int
    rule: str
    confidence: float = 0.5
    put: str | None = None
    why: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


Proposal = Change | Query


@dataclass(frozen=True, slots=True)
class HeldProposal:
    """A stretch of the raw text that the rule ``rule`` would have changed or asked about, had an editor not held it."""

    rule: str
    start: int
    end: int
