"""One text made clean, for programs that import this one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from .build.index_stages import load_rules
from .core.model import Edition, Source
from .core.reading import Run, Span
from .editions.pipeline import edit
from .project import RULES
from .rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class ExplainedChange:
    """A change: the place ``at`` in the raw text, what stood there and what stands in its stead, by which rule, and why.

    ``sure`` is false for a conjecture.
    """

    at: Span
    was: str
    put: str
    rule: str
    name: str
    why: str
    sure: bool


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text that was made clean: its edition, with the rules by which it was made."""

    edition: Edition
    rulebook: Rulebook

    @property
    def text(self) -> str:
        """The clean text."""
        return self.edition.reading.text

    @property
    def runs(self) -> tuple[Run, ...]:
        """The stretches of the raw text in their order, each kept, replaced or cut; they tile it."""
        return tuple(self.edition.reading.runs)

    def explain(self) -> tuple[ExplainedChange, ...]:
        """Each change, in the order of the raw text."""
        return tuple(self._explanations())

    def _explanations(self) -> Iterator[ExplainedChange]:
        raw = self.edition.reading.raw
        for run in self.runs:
            if run.put is not None and run.rule is not None:
                rule = self.rulebook.rules[run.rule]
                span = Span(run.start, run.end)
                yield ExplainedChange(span, span.slice(raw), run.put, rule.id, rule.name, rule.why, run.sure)


def clean(text: str) -> CleanText:
    """A text made clean by the rules of the program. Raises Notice where there is no article in it, RuleError for a wrong rule."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    source = Source("text", "text.txt", text, digest, "utf-8", "given as text")
    return CleanText(edit(source, None, _rulebook()), _rulebook())


@lru_cache(maxsize=1)
def _rulebook() -> Rulebook:
    rulebook, errors = load_rules(RULES)
    if errors:
        raise errors[0]
    return rulebook
