"""What the pages of one article are made from, and nothing else: its own data, links to other articles, and words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...cleaning.markup import is_page
from ...collation.apparatus import Apparatus, Cut
from ...collation.sigla import witnesses_by_siglum
from ...core.article import Article
from ...core.entries import Mention, Term
from ...core.errors import InputError
from ...core.model import Block, Source
from ...corpus.index import Index, SiteInfo
from ...html.plain_text import fragment_text
from ...rules.rulebook import Rule
from ...sources.read import is_archived
from ..citations import CitedWords, citations
from .neighbours import ArticleContext, article_contexts
from .remarks import ConjecturedMark, Remark, conjectured_marks, remarks
from .terms import TermEntry, marked, term_entries

MANY_CUTS = 6  # by one rule, from which they are listed together
PER_MINUTE = 400  # characters that a reader takes in


@dataclass(frozen=True, slots=True)
class ArticleInput:
    """An article with everything that its pages show.

    ``outside`` are the cuts between blocks, ``conjectures`` the marks whose form is a conjecture. ``marked_terms`` and
    ``marked_names`` are the mentions that are links, by block. ``rules`` are the rules of its runs by id. ``faults`` are the errors of its
    sidecars, without which it stands.
    """

    article: Article
    apparatus: Apparatus
    remarks: tuple[Remark, ...]
    outside: tuple[Cut, ...]
    conjectures: tuple[ConjecturedMark, ...]
    marked_terms: Mapping[str, tuple[Mention, ...]]
    marked_names: Mapping[str, tuple[Mention, ...]]
    terms: tuple[TermEntry, ...]
    context: ArticleContext
    site: SiteInfo
    rules: Mapping[str, Rule]
    faults: tuple[InputError, ...] = ()

    @property
    def minutes(self) -> int:
        """The time that reading takes."""
        return max(1, -(-self.article.length // PER_MINUTE))

    @property
    def changes(self) -> int:
        """How many times words were changed, and not only marks and spaces."""
        return sum(tally.times for tally in self.apparatus.tallies if tally.rule.kind != "form")

    @property
    def kept(self) -> tuple[str, ...]:
        """The words that the editor has taken out of the reach of all rules."""
        reading = self.article.edition.reading
        return tuple(fragment_text(span.slice(reading.raw)) if is_page(reading) else span.slice(reading.raw) for span in reading.held)

    @property
    def outside_groups(self) -> tuple[tuple[Cut, ...], ...]:
        """The cuts between blocks in order; those of a rule that took away many stand together, at the first of them."""
        by_rule: dict[str, list[Cut]] = {}
        for cut in self.outside:
            by_rule.setdefault(cut.rule.id, []).append(cut)
        groups: list[tuple[Cut, ...]] = [(cut,) for cut in self.outside if len(by_rule[cut.rule.id]) < MANY_CUTS]
        groups += [tuple(cuts) for cuts in by_rule.values() if len(cuts) >= MANY_CUTS]
        return tuple(sorted(groups, key=lambda group: group[0].at))

    @property
    def witnesses(self) -> tuple[tuple[str, Source], ...]:
        """The sources of the article, each with its siglum, where there are several."""
        return witnesses_by_siglum(self.article.edition) if self.article.edition.witnesses else ()

    @property
    def is_archived(self) -> bool:
        """True where the source is a web archive, of which the edition has the page."""
        return is_archived(self.article.edition.source)

    @property
    def colophon(self) -> str:
        """What stands at the foot of each printed page, as a string of CSS: the source and its digest."""
        source = self.article.edition.source
        return _css_string(f"{source.path.rpartition('/')[2]}　SHA-256 {source.digest}")


def article_inputs(index: Index) -> Iterator[ArticleInput]:
    """The input of each article, in the order of the articles."""
    shared = SharedLookups.from_index(index)
    for article, context in zip(index.articles, article_contexts(index), strict=True):
        yield article_input(article, context, index, shared)


@dataclass(frozen=True, slots=True)
class SharedLookups:
    """What the inputs of all articles look up: articles and terms by their ids, and the words that terms cite."""

    articles: Mapping[str, Article]
    terms: Mapping[str, Term]
    cited: Mapping[str, CitedWords]

    @classmethod
    def from_index(cls, index: Index) -> SharedLookups:
        terms = {term.id: term for term in index.glossary.terms}
        return cls(index.by_id, terms, citations(index.glossary.terms, index.articles))


def article_input(article: Article, context: ArticleContext, index: Index, shared: SharedLookups) -> ArticleInput:
    """The input of one article, whose context is known."""
    edition, apparatus = article.edition, index.apparatuses[article.id]
    numbered, outside = remarks(edition, apparatus, index.rulebook)
    return ArticleInput(
        article=article,
        apparatus=apparatus,
        remarks=numbered,
        outside=outside,
        conjectures=conjectured_marks(edition, index.rulebook),
        marked_terms=marked(edition, edition.mentions, index.site.marks),
        marked_names=marked(edition, edition.names, index.site.marks),
        terms=term_entries(edition, index, shared.articles, shared.terms, shared.cited),
        context=context,
        site=index.site,
        rules={run.rule: index.rulebook.rules[run.rule] for run in edition.reading.runs if run.rule},
        faults=tuple(index.faults[source.id] for source in (edition.source, *edition.witnesses) if source.id in index.faults),
    )


def remarks_in(page: ArticleInput, block: Block) -> tuple[Remark, ...]:
    """The remarks that fall into a block."""
    if not block.has_own_text:
        return ()
    return tuple(remark for remark in page.remarks if block.span.start < remark.at <= block.span.end)


def conjectures_in(page: ArticleInput, block: Block) -> tuple[ConjecturedMark, ...]:
    """The marks in a block whose form is a conjecture."""
    if not block.has_own_text:
        return ()
    first, last = (bisect_left(page.conjectures, at, key=lambda mark: mark.at) for at in (block.span.start, block.span.end))
    return page.conjectures[first:last]


def _css_string(text: str) -> str:
    """A string of CSS in which no character means anything."""
    inside = (c if c.isalnum() or c in " .-　" else f"\\{ord(c):x} " for c in text)
    return f'"{"".join(inside)}"'
