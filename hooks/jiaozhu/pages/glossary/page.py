"""术语: every term of the glossary, with what it means and where the collection mentions it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...core.model import Term
from ...script_conversion.characters import in_taiwan
from ..contexts import ArticleContexts, contexts_by_article, shares
from ..pinyin_order import by_letter, shown_pinyin, spelled
from ..render import File, page
from ..term_usages import Cited, Terms

SHOWN = 50  # mentions of one term that are shown; the rest are counted
ON_PAGE = 2_000  # mentions of all terms that are shown: about 700 kB


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term as the page shows it. ``traditional`` and ``pinyin`` are empty where they would say nothing new."""

    term: Term
    traditional: str
    pinyin: str
    cited: Cited | None
    see: tuple[Term, ...]
    seen_from: tuple[Term, ...]
    articles: int
    times: int
    groups: tuple[ArticleContexts, ...]

    @property
    def unshown(self) -> int:
        return self.times - sum(len(group.lines) for group in self.groups)


def files(terms: Terms) -> tuple[File, ...]:
    entries = sorted(_entries(terms), key=lambda entry: spelled(entry.term))
    order = {category: n for n, category in enumerate(terms.glossary.categories, 1)}
    parts = [(n, category, [e for e in entries if e.term.category == category]) for category, n in order.items()]
    letters = by_letter(entry.term for entry in entries)
    times = sum(map(terms.times, terms.glossary.terms))
    return (page("glossary/page.md.j2", "glossary/index.md", parts=parts, letters=letters, total=len(entries), times=times),)


def _entries(terms: Terms) -> Iterator[GlossaryEntry]:
    known = {term.id: term for term in terms.glossary.terms}
    seen_from: dict[str, list[Term]] = {}
    for term in known.values():
        for other in term.see:
            seen_from.setdefault(other, []).append(term)
    limits = shares([min(SHOWN, terms.times(term)) for term in known.values()], ON_PAGE)
    for term, limit in zip(known.values(), limits, strict=True):
        traditional = in_taiwan(term.form)
        yield GlossaryEntry(
            term=term,
            traditional=traditional if traditional != term.form else "",
            pinyin=shown_pinyin(term),
            cited=terms.cited.get(term.id),
            see=tuple(known[other] for other in term.see),
            seen_from=tuple(other for other in seen_from.get(term.id, ()) if other.id not in term.see),
            articles=len(terms.used(term)),
            times=terms.times(term),
            groups=tuple(contexts_by_article(terms.used(term), limit)),
        )
