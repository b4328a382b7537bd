"""What a book says of the terms and names of its articles: pages of short entries, each of which an e-reader can show where it is tapped.

The entry is a `div` with `epub:type="footnote"`, and its words in the text are links with `noteref`: that is what pop-ups are known by.
It is no `aside`, which some readers show nowhere else. Below it stand the ways back to the paragraphs that mention it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from ...core.entries import Name, Term
from ...pages.citations import CitedWords
from ...pages.names.name import Relations
from ...pages.pinyin_order import sort_key

TERMS, NAMES = "terms.xhtml", "names.xhtml"
PLACES_IN_ONE, PLACES_IN_EACH = 20, 6  # paragraphs that are led back to: in the only article of a book, and in each of several
ARTICLES = 12  # articles that are led back to


@dataclass(frozen=True, slots=True)
class Definition:
    """An entry about a term or a name. ``source`` names whoever says so, if not the editors; ``address`` is its page on the site, or empty.

    Terms have an ``english`` form. Names have a ``kind`` and ``relations``: words with the ids and forms of the names to which they lead.
    """

    id: str
    form: str
    words: str
    source: str = ""
    english: str = ""
    kind: str = ""
    relations: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class ArticlePlaces:
    """An article of a book that mentions an entry: the title, the addresses of paragraphs, and how many more there are."""

    title: str
    links: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class DefinitionEntry:
    """A definition on its page, with the ways back; ``more`` articles are left out."""

    definition: Definition
    places: tuple[ArticlePlaces, ...]
    more: int


@dataclass(frozen=True, slots=True)
class MentioningPage:
    """A page of a book: its file, its title, and by id of a term or a name the blocks that mention it."""

    file: str
    title: str
    places: Mapping[str, tuple[str, ...]]


def term_definitions(terms: Iterable[Term], cited: Mapping[str, CitedWords]) -> dict[str, Definition]:
    """The definitions of terms by id, in the order of their pinyin; ``cited`` are the words that define terms, by id."""
    return {
        term.id: Definition(term.id, term.form, term.definition, _source(term, cited.get(term.id)), english=term.english)
        for term in sorted(terms, key=sort_key)
    }


def name_definitions(names: Iterable[Name], relations: Mapping[str, Relations], site: str) -> dict[str, Definition]:
    """The entries of names by id, in the order of their pinyin; ``site`` is the address of the site, or empty."""
    return {
        name.id: Definition(
            name.id,
            name.form,
            name.about,
            kind=name.kind,
            relations=tuple((word, tuple((other.id, other.form) for other in others)) for word, others in relations[name.id]),
            address=f"{site}names/{quote(name.id)}/" if site else "",
        )
        for name in sorted(names, key=sort_key)
    }


def entries(definitions: Mapping[str, Definition], pages: Sequence[MentioningPage]) -> Iterator[DefinitionEntry]:
    """The entries of those definitions that some page mentions, in the order of the definitions."""
    limit = PLACES_IN_ONE if len(pages) == 1 else PLACES_IN_EACH
    for ident, definition in definitions.items():
        mentioning = [page for page in pages if ident in page.places]
        places = tuple(_places(page, ident, limit, len(pages) > 1) for page in mentioning[:ARTICLES])
        if places:
            yield DefinitionEntry(definition, places, len(mentioning) - len(places))


def _places(page: MentioningPage, ident: str, limit: int, is_named: bool) -> ArticlePlaces:
    blocks = page.places[ident]
    links = tuple(f"{page.file}#{block}" for block in blocks[:limit])
    return ArticlePlaces(page.title if is_named else "", links, len(blocks) - len(links))


def _source(term: Term, cited: CitedWords | None) -> str:
    if cited is not None:
        return f"“{cited.words}”" + (f"（《{cited.title}》）" if cited.title else "")
    return "" if term.is_editors else str(term.source)
