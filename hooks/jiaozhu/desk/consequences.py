"""What an answer will change elsewhere, counted before it is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..cleaning.markup import unmarked
from ..core.entries import Name, Term
from ..core.lines import lines
from ..core.model import Corpus, Edition
from ..core.normalize import fold
from ..corpus.index import Index
from ..glossary.annotate import annotate
from ..sites.line_patterns import line_pattern, matches
from ..sites.stated_sites import is_named
from .answers import AddName, AddTerm, Answer, SettleSiteLine, StateEdition, StateFact
from .teaching import site_members

AROUND = 12  # characters on each side of a word that is shown
EXAMPLES = 5  # places that are shown
NEW = "?"  # the id of the entry that is tried; no entry has it


@dataclass(frozen=True, slots=True)
class PlaceElsewhere:
    """Words of an article that will be changed or marked."""

    article: str
    words: str


@dataclass(frozen=True, slots=True)
class Consequences:
    """How many ``places`` in how many ``articles`` an answer changes, and the first of them as examples.

    ``words`` and ``verb`` say in Chinese what stands there, and what is done with it. With ``lapses_state`` the
    state that the edition was given does not hold for its text any more.
    """

    articles: int = 0
    places: int = 0
    examples: tuple[PlaceElsewhere, ...] = ()
    words: str = ""
    verb: str = ""
    lapses_state: bool = False

    @property
    def text(self) -> str:
        """The same in words; empty where nothing else changes."""
        elsewhere = f"{self.words}在 {self.articles:,} 篇里共有 {self.places:,} 处，都将{self.verb}" if self.places else ""
        return "；".join(filter(None, (elsewhere, "本篇所署的校订状态将失效" if self.lapses_state else "")))


def consequences(index: Index, answer: Answer) -> Consequences:
    """What ``answer`` changes elsewhere, by the ``index`` of the last build."""
    if isinstance(answer, AddTerm | AddName):
        return _counted(_mentions(index, answer), answer.form, "标出")
    if isinstance(answer, SettleSiteLine):
        return _counted(_site_lines(index, answer), "这一行", "留下" if answer.action == "keep" else "删去")
    if isinstance(answer, StateEdition):
        return Consequences()
    ident = answer.source if isinstance(answer, StateFact) else answer.passage.source
    edition = next((edition for edition in index.corpus.editions if edition.source.id == ident), None)
    return Consequences(lapses_state=edition is not None and edition.state is not None)


def _counted(places: Iterable[PlaceElsewhere], words: str, verb: str) -> Consequences:
    every = tuple(places)
    return Consequences(len({place.article for place in every}), len(every), every[:EXAMPLES], words, verb)


def _mentions(index: Index, answer: AddTerm | AddName) -> Iterator[PlaceElsewhere]:
    """Where the forms of a new entry stand in the texts, and no longer form of another entry around them."""
    forms = tuple(fold(form) for form in (answer.form, *answer.also) if form.strip())
    having = (e for e in index.corpus.editions if any(form in fold(e.reading.text) for form in forms))
    glossary, register = index.glossary, index.register
    if isinstance(answer, AddTerm):
        term = Term(NEW, answer.form, "", "", "", "", 0, also=answer.also, unless=answer.unless)
        glossary = replace(glossary, terms=(*glossary.terms, term))
    else:
        name = Name(NEW, answer.form, "", "", 0, also=answer.also, unless=answer.unless)
        register = replace(register, names=(*register.names, name))
    for edition in annotate(Corpus(tuple(having)), glossary, register).editions:
        blocks = {block.id: block.text for block in edition.blocks}
        for mention in (*edition.mentions, *edition.names):
            if mention.entry == NEW:
                text = blocks[mention.block]
                yield PlaceElsewhere(edition.source.id, text[max(0, mention.start - AROUND) : mention.end + AROUND])


def _site_lines(index: Index, answer: SettleSiteLine) -> Iterator[PlaceElsewhere]:
    """The lines of the pages of a site that are not yet as the answer wants them."""
    pattern = line_pattern(answer.line)
    for edition in _editions_of_site(index, answer):
        source = unmarked(edition.reading)
        own = lines(source.text)
        for match in matches(pattern, own):
            for line in (own[n] for n in match.numbers):
                stands = bool(edition.reading.place(source.origin(line.span)).slice(edition.reading.text).strip())
                if stands == (answer.action == "cut"):
                    yield PlaceElsewhere(edition.source.id, line.text)


def _editions_of_site(index: Index, answer: SettleSiteLine) -> Iterator[Edition]:
    """The editions of the sources of a site: those that are known to be of it, or that it names, with those of the same lines."""
    own = {ident for ident, site in index.sites.assigned.items() if site == answer.site}
    templates = index.sites.learned.templates
    for ident, number in index.sites.learned.members.items():
        if templates[number].hosts & frozenset(answer.hosts):
            own.add(ident)
    for edition in index.editions:
        if is_named(edition.source.id, answer.sources):
            own |= {edition.source.id, *site_members(index, edition.source.id)}
    return (edition for edition in index.editions if edition.source.id in own)
