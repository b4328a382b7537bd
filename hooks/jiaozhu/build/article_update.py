"""The pages of one article, made again at once after an edit, amid all else as the last build has left it.

An editor wants to see what she has written. What other articles have in common with hers, the order of all and the counts of the whole
site can wait for the next build, which gives the same pages or better ones.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from ..collation.apparatus import apparatus
from ..collation.merge import merge_groups
from ..core.article import Article
from ..core.errors import InputError, SidecarError
from ..core.lines import lines
from ..core.model import Corpus, Edition
from ..corpus.articles import article
from ..corpus.index import Index
from ..corpus.merge_duplicates import with_new_facts
from ..corpus.vocabulary_comparison import with_last_outlier_words
from ..editions.load import EditionOrError, make_edition, read_with_sidecar
from ..editions.site_membership import with_site
from ..glossary import names, terms
from ..glossary.annotate import annotate
from ..pages.article.article_input import SharedLookups, article_input, article_inputs
from ..pictures.publication import with_pictures
from ..project import Project
from ..rules.rulebook import Rulebook
from ..sites import stated_sites
from ..sources.discover import SITES, discover
from ..sources.read import readable_text
from .index_stages import load_rules, picture_store
from .page_files import held_file
from .publication import PageFile, Publication
from .stages import PAGES

NOTHING: Mapping[str, str] = {}
T = TypeVar("T")
FileStates = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class MadeArticle:
    """An article that was made again, and the index in which it has the place of the old one."""

    article: Article
    index: Index


@dataclass(frozen=True, slots=True)
class ArticleUpdate:
    """Makes pages of single articles from what the last build has made of all.

    ``kept`` are the rules and the articles that were made last, by their names, each with the states of the files that it depends on.
    """

    project: Project
    publication: Publication
    kept: dict[str, tuple[FileStates, Any]] = field(default_factory=dict, compare=False, repr=False)
    lock: threading.RLock = field(default_factory=threading.RLock, compare=False, repr=False)

    def article_of(self, source: str) -> str | None:
        """The id of the article to which a source belongs."""
        inputs = self.publication.inputs
        if source in inputs:
            return source
        return next((i for i, data in inputs.items() if any(w.id == source for w in data.article.edition.witnesses)), None)

    def pages(self, ident: str) -> tuple[PageFile, ...]:
        """The files of an article as its sources, their sidecars, the rules, the glossary and the names are now.

        Where a sidecar is wrong, they are those of the last build, with a word of that. There are none where something else is wrong: the
        next build reports it.
        """
        made, old = self.made(ident), self.publication.inputs.get(ident)
        if old is None:
            return ()
        if made is not None:
            data = article_input(made.article, old.context, made.index, SharedLookups.from_index(made.index))
        elif faults := self.faults(ident):
            data = replace(old, faults=faults)
        else:
            return ()
        files = (file for page in PAGES if page.inputs is article_inputs for file in page.render(data))
        return tuple(map(held_file, files))

    def made(self, ident: str, planned: Mapping[str, str] = NOTHING) -> MadeArticle | None:
        """An article as it is now, or as it would be with the ``planned`` texts of YAML files, by their places: `sources/tea.yml`.

        None where something is wrong.
        """
        old = self.publication.inputs.get(ident)
        if old is None:
            return None
        with self.lock:
            if planned:
                return self._make(old.article, planned)
            return self._kept(f"article {ident}", self._files(old.article), lambda: self._make(old.article, NOTHING))

    def known(self, ident: str) -> MadeArticle:
        """An article as it was made last: here, or else by the last build."""
        kept: tuple[FileStates, MadeArticle | None] | None = self.kept.get(f"article {ident}")
        if kept and kept[1]:
            return kept[1]
        return MadeArticle(self.publication.inputs[ident].article, self.publication.index)

    def faults(self, ident: str) -> tuple[SidecarError, ...]:
        """What is wrong with the sidecars of an article."""
        old = self.publication.inputs[ident].article
        rulebook, wrong = self._kept("rules", (self.project.rules,), lambda: load_rules(self.project.rules))
        results = () if wrong else self._editions(_members(old), rulebook, NOTHING)
        return tuple(result for result in results if isinstance(result, SidecarError))

    def _make(self, old: Article, planned: Mapping[str, str]) -> MadeArticle | None:
        rulebook, wrong = self._kept("rules", (self.project.rules,), lambda: load_rules(self.project.rules))
        edition = self._edition(old, rulebook, planned) if not wrong else None
        if edition is None:
            return None
        common = rulebook.words.get("function-characters", frozenset())
        wanted = planned.get(terms.PLACE)
        glossary, _ = terms.load(self.project.docs / "glossary.yml", common) if wanted is None else terms.parse(wanted, common)
        wanted = planned.get(names.PLACE)
        register, _ = (
            names.load(self.project.docs / "names.yml", glossary, common) if wanted is None else names.parse(wanted, glossary, common)
        )
        edition = with_last_outlier_words(edition, self.publication.inputs[old.id].article.edition, rulebook)
        (annotated,) = annotate(Corpus((edition,)), glossary, register).editions
        file = self.publication.index.source_files.get(old.id)
        annotated = with_pictures(annotated, file.path, picture_store(self.project)) if file else annotated
        new = replace(article(annotated), latest=old.latest)
        index = replace(
            self.publication.index,
            rulebook=rulebook,
            glossary=glossary,
            register=register,
            articles=tuple(new if other.id == old.id else other for other in self.publication.index.articles),
            apparatuses={old.id: apparatus(annotated, rulebook, self.publication.index.sites.occurrences().get(old.id))},
            faults={},
        )
        return MadeArticle(new, index)

    def _files(self, old: Article) -> tuple[Path, ...]:
        """The files and folders that an article depends on."""
        docs, sources = self.project.docs, self.project.sources
        members = (old.edition.source, *old.edition.witnesses)
        own = (sources / name for source in members for name in (PurePosixPath(source.path).name, f"{source.id}.yml"))
        return (self.project.rules, docs / "glossary.yml", docs / "names.yml", sources / SITES, *own)

    def _kept(self, name: str, files: Iterable[Path], make: Callable[[], T]) -> T:
        """What ``make`` gives, made anew only if one of the files is another."""
        states = file_states(files)
        if name not in self.kept or self.kept[name][0] != states:
            self.kept[name] = states, make()
        made: T = self.kept[name][1]
        return made

    def _edition(self, old: Article, rulebook: Rulebook, planned: Mapping[str, str]) -> Edition | None:
        """The edition of an article, of all its sources; None where one of them cannot be read, or has become another article."""
        results = list(self._editions(_members(old), rulebook, planned))
        made = [result for result in results if isinstance(result, Edition)]
        if len(made) < len(_members(old)):
            return None
        by_id = {edition.source.id: edition for edition in made}
        if len(made) == 1:
            return made[0]
        (merged,) = merge_groups(by_id, [tuple(sorted(by_id))], rulebook).editions
        return with_new_facts(merged, rulebook) if merged.source.id == old.id else None

    def _editions(self, members: tuple[str, ...], rulebook: Rulebook, planned: Mapping[str, str]) -> Iterator[EditionOrError]:
        """The edition of each source, or what is wrong with it."""
        items = discover(self.project.sources).items
        files = {file.path.stem: file for file in items if file.path.stem in members}
        stated, _ = stated_sites.load(self.project.sources / SITES, {file.path.stem for file in items})
        sites = replace(self.publication.index.sites, stated=stated)
        for text in (read_with_sidecar(file, planned.get(file.own_sidecar)) for file in files.values()):
            if isinstance(text, InputError):
                yield text
            else:
                own = {line.core for line in lines(readable_text(text.source))}
                index = self.publication.index
                text = with_site(replace(text, shared_lines=index.shared_lines & own), sites, rulebook.title_weights)
                yield make_edition(text, rulebook)


def _members(old: Article) -> tuple[str, ...]:
    """The ids of the sources of an article, the base first."""
    return (old.edition.source.id, *(witness.id for witness in old.edition.witnesses))


def file_states(paths: Iterable[Path]) -> FileStates:
    """The names, times and sizes of files, and of those in folders: they tell whether one was written. Missing files are left out."""
    files = [file for path in paths for file in (sorted(path.iterdir()) if path.is_dir() else (path,)) if file.is_file()]
    return tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)
