"""The pages of one article, made again at once after an edit, amid all else as the last build has left it.

An editor wants to see what she has written. What other articles have in common with hers, the order of all and the counts of the whole
site can wait for the next build, which gives the same pages or better ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..collation.apparatus import apparatus
from ..collation.merge import merge_groups
from ..core.article import Article
from ..core.errors import InputError
from ..core.lines import lines
from ..core.model import Corpus, Edition
from ..corpus.articles import article
from ..corpus.merge_duplicates import with_new_facts
from ..editions.load import make_edition, read_with_sidecar
from ..editions.site_membership import SourceText, with_site
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


@dataclass(frozen=True, slots=True)
class ArticleUpdate:
    """Makes pages of single articles from what the last build has made of all."""

    project: Project
    publication: Publication

    def article_of(self, source: str) -> str | None:
        """The id of the article to which a source belongs."""
        inputs = self.publication.inputs
        if source in inputs:
            return source
        return next((i for i, data in inputs.items() if any(w.id == source for w in data.article.edition.witnesses)), None)

    def pages(self, ident: str) -> tuple[PageFile, ...]:
        """The files of an article as its sources, their sidecars, the rules, the glossary and the names are now.

        There are none where one of these is wrong: the next build reports it.
        """
        old = self.publication.inputs.get(ident)
        rulebook, wrong = load_rules(self.project.rules)
        edition = self._edition(old.article, rulebook) if old and not wrong else None
        if old is None or edition is None:
            return ()
        common = rulebook.words.get("function-characters", frozenset())
        glossary, _ = terms.load(self.project.docs / "glossary.yml", common)
        register, _ = names.load(self.project.docs / "names.yml", glossary, common)
        (annotated,) = annotate(Corpus((edition,)), glossary, register).editions
        file = self.publication.index.source_files.get(ident)
        annotated = with_pictures(annotated, file.path, picture_store(self.project)) if file else annotated
        new = replace(article(annotated), latest=old.article.latest)
        index = replace(
            self.publication.index,
            rulebook=rulebook,
            glossary=glossary,
            register=register,
            articles=tuple(new if other.id == ident else other for other in self.publication.index.articles),
            apparatuses={ident: apparatus(annotated, rulebook)},
        )
        data = article_input(new, old.context, index, SharedLookups.from_index(index))
        files = (file for page in PAGES if page.inputs is article_inputs for file in page.render(data))
        return tuple(map(held_file, files))

    def _edition(self, old: Article, rulebook: Rulebook) -> Edition | None:
        """The edition of an article, of all its sources; None where one of them cannot be read, or has become another article."""
        members = (old.edition.source.id, *(witness.id for witness in old.edition.witnesses))
        made = tuple(self._editions(members, rulebook))
        if len(made) < len(members):
            return None
        by_id = {edition.source.id: edition for edition in made}
        if len(made) == 1:
            return made[0]
        (merged,) = merge_groups(by_id, [tuple(sorted(by_id))], rulebook).editions
        return with_new_facts(merged, rulebook) if merged.source.id == old.id else None

    def _editions(self, members: tuple[str, ...], rulebook: Rulebook) -> Iterator[Edition]:
        items = discover(self.project.sources).items
        files = {file.path.stem: file for file in items if file.path.stem in members}
        stated, _ = stated_sites.load(self.project.sources / SITES, {file.path.stem for file in items})
        sites = replace(self.publication.index.sites, stated=stated)
        for text in map(read_with_sidecar, files.values()):
            if isinstance(text, SourceText):
                own = {line.core for line in lines(readable_text(text.source))}
                index = self.publication.index
                text = with_site(replace(text, shared_lines=index.shared_lines & own), sites)
                edition = make_edition(text, rulebook)
                if not isinstance(edition, InputError):
                    yield edition
