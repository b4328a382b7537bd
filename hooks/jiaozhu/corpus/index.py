"""The index of a site: everything that its pages are made of. Each stage of a build fills some of its fields; see `build/stages.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from ..collation.apparatus import Apparatus
from ..core.article import Article
from ..core.entries import Mention, Name, Term
from ..core.errors import InputError, Notice
from ..core.model import Corpus, Edition
from ..editions.site_membership import KnownSites
from ..facts.quantities.quantities import Quantity
from ..glossary.names import Register
from ..glossary.terms import Glossary
from ..review.items import Review
from ..rules.rulebook import Rulebook
from ..script_conversion.table import Table
from ..sources.discover import SourceFile
from .catalogue import Catalogue
from .disagreement_candidates import DisagreementCandidate
from .disagreements import Disagreement
from .events import Chronicle
from .front_page import FrontPage
from .related import RelatedArticle
from .source_sites.sites import SourceSite
from .subjects.subjects import Subject
from .term_candidates import TermCandidate

Marks = Literal["first", "all"]


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """What all pages of a site share: its name, description and whole address (with a slash at its end, or ``""``).

    ``marks`` says which mentions of a term are marked: the first in each section, or all. ``books`` is true where there is an EPUB
    of each article. ``image`` is the file name of the picture beside each article, or ``""``; ``draws`` is true where there is any picture.
    """

    name: str = "校注"
    description: str = ""
    address: str = ""
    marks: Marks = "first"
    books: bool = False
    image: str = ""
    draws: bool = False


@dataclass(frozen=True, slots=True)
class EntryUsage:
    """The mentions of a term or a name in one article, in the order of its text."""

    article: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """All that is known of a site.

    ``editions`` are those of single sources, ``shared_lines`` the cores of the lines that several of them have, ``sites`` what is known of
    their sites; in ``corpus`` the copies of one article are merged. ``articles`` stand in the order of time, and ``apparatuses``,
    ``reviews`` and ``related`` are by the id of the article. ``usages`` has the mentions of each term and name by its id, article by
    article. ``front_page`` is what `docs/index.md` says, None where it cannot be shown. ``linked_blocks`` are, by article, the ids of the
    blocks to which some page leads. ``faults`` are, by the ids of their sources, the errors of sidecars that are not followed, where the
    editions stand without them. ``errors`` are in the order of the stages.
    """

    rulebook: Rulebook
    table: Table = field(default_factory=Table)
    site: SiteInfo = field(default_factory=SiteInfo)
    files: tuple[SourceFile, ...] = ()
    editions: tuple[Edition, ...] = ()
    shared_lines: frozenset[str] = frozenset()
    sites: KnownSites = field(default_factory=KnownSites)
    corpus: Corpus = field(default_factory=lambda: Corpus(()))
    glossary: Glossary = field(default_factory=lambda: Glossary(()))
    register: Register = field(default_factory=lambda: Register(()))
    articles: tuple[Article, ...] = ()
    apparatuses: Mapping[str, Apparatus] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    usages: Mapping[str, tuple[EntryUsage, ...]] = field(default_factory=dict)
    chronicle: Chronicle = field(default_factory=lambda: Chronicle((), ()))
    quantities: tuple[Quantity, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    disagreement_candidates: tuple[DisagreementCandidate, ...] = ()
    term_candidates: tuple[TermCandidate, ...] = ()
    source_sites: tuple[SourceSite, ...] = ()
    subjects: tuple[Subject, ...] = ()
    catalogue: Catalogue = field(default_factory=Catalogue)
    related: Mapping[str, tuple[RelatedArticle, ...]] = field(default_factory=dict)
    front_page: FrontPage | None = None
    linked_blocks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    faults: Mapping[str, InputError] = field(default_factory=dict)
    errors: tuple[InputError, ...] = ()

    def with_errors(self, *errors: InputError) -> Index:
        """The same index with more errors."""
        return replace(self, errors=(*self.errors, *errors))

    @property
    def messages(self) -> tuple[InputError, ...]:
        """The errors, each message once."""
        return tuple({str(error): error for error in self.errors}.values())

    @property
    def wrong(self) -> tuple[InputError, ...]:
        """The errors that end a build."""
        return tuple(error for error in self.messages if not isinstance(error, Notice))

    @property
    def notices(self) -> tuple[InputError, ...]:
        """What was passed over."""
        return tuple(error for error in self.messages if isinstance(error, Notice))

    @property
    def by_id(self) -> dict[str, Article]:
        """The articles by their ids."""
        return {article.id: article for article in self.articles}

    @property
    def source_files(self) -> dict[str, SourceFile]:
        """The source files by the ids of their sources."""
        return {file.path.stem: file for file in self.files}

    def times(self, entry: Term | Name) -> int:
        """How often all articles together mention a term or a name."""
        return sum(len(usage.mentions) for usage in self.usages.get(entry.id, ()))


def usages_of(articles: Iterable[Article]) -> dict[str, tuple[EntryUsage, ...]]:
    """The usages of each term and name, by its id, in the order of the articles."""
    usages: dict[str, list[EntryUsage]] = {}
    for article in articles:
        for entry, mentions in by_entry((*article.edition.mentions, *article.edition.names)).items():
            usages.setdefault(entry, []).append(EntryUsage(article.id, mentions))
    return {entry: tuple(some) for entry, some in usages.items()}


def by_entry(mentions: Iterable[Mention]) -> dict[str, tuple[Mention, ...]]:
    """Mentions by term or name, in the order of the first of each."""
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(mention.entry, []).append(mention)
    return {entry: tuple(group) for entry, group in groups.items()}
