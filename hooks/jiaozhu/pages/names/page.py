"""专名: the people, companies, products and events of the collection; one page for all of them, and one for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...core.model import Edition, Name
from ...glossary.names import RELATIONS, Register
from ...script_conversion.characters import in_taiwan
from ..article.page import View
from ..contexts import ArticleContexts, contexts_by_article
from ..pinyin_order import by_letter, shown_pinyin, spelled
from ..render import File, page
from ..term_usages import Cited, EntryUsage, citations

SHOWN = 500  # mentions of one name that its page shows; the rest are counted
BESIDE = 8  # companions of a name that are told of one article
# What a relation is called on the page of the one who has it, and on the page of the other.
WORDS: Mapping[str, tuple[str, str]] = {
    "founder-of": ("创办", "创办人"),
    "belongs-to": ("属于", "旗下"),
    "product-of": ("出自", "推出"),
    "part-of": ("归入", "包括"),
    "takes-part-in": ("参与", "参与者"),
}


@dataclass(frozen=True, slots=True)
class Companion:
    """A name that stands in the same paragraphs as another, and in how many."""

    name: Name
    times: int


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A name as pages show it. ``traditional`` has the forms that are written otherwise in Traditional script."""

    name: Name
    traditional: Mapping[str, str]
    pinyin: str
    articles: int
    times: int


@dataclass(frozen=True, slots=True)
class NamePage:
    """What the page of one name tells of it.

    ``relations`` are words with the names to which they lead, ``companions`` all names of the same paragraphs, the most frequent
    first, and ``told`` the articles with their mentions and the first of the companions in each.
    """

    entry: NameEntry
    cited: Cited | None
    relations: tuple[tuple[str, tuple[Name, ...]], ...]
    companions: tuple[Companion, ...]
    told: tuple[tuple[ArticleContexts, tuple[Companion, ...]], ...]

    @property
    def unshown(self) -> int:
        return self.entry.times - sum(len(group.lines) for group, _ in self.told)


def files(register: Register, used: Mapping[str, Sequence[EntryUsage]], views: Sequence[View]) -> Iterator[File]:
    """The page of all names, by kind and in the order of their sounds, and the page of each; ``used`` has their usages."""
    entries = sorted(_entries(register, used), key=lambda entry: spelled(entry.name))
    parts = [(n, kind, [e for e in entries if e.name.kind == kind]) for n, kind in enumerate(register.kinds, 1)]
    letters = by_letter(entry.name for entry in entries)
    times = sum(entry.times for entry in entries)
    yield page("names/page.md.j2", "names/index.md", parts=parts, letters=letters, total=len(entries), times=times)
    cited = citations(register.names, [(view.title, view.edition) for view in views])
    beside = companions(view.edition for view in views)
    related = relations(register)
    known = {name.id: name for name in register.names}
    for entry in entries:
        ident = entry.name.id
        found = tuple(_told(ident, used.get(ident, ()), known))
        mates = _companions(beside.get(ident, Counter()), known)
        sheet = NamePage(entry, cited.get(ident), related[ident], mates, found)
        yield page("names/name.md.j2", f"names/{ident}.md", s=sheet, e=entry, n=entry.name)


def relations(register: Register) -> dict[str, tuple[tuple[str, tuple[Name, ...]], ...]]:
    """To each name the words for its relations, from both sides, with the names to which each leads."""
    known = {name.id: name for name in register.names}
    found: dict[str, dict[str, dict[str, Name]]] = {ident: {} for ident in known}
    for how in RELATIONS:
        there, back = WORDS[how]
        for name in register.names:
            for relation in name.relations:
                if relation.how == how:
                    found[name.id].setdefault(there, {})[relation.to] = known[relation.to]
                    found[relation.to].setdefault(back, {})[name.id] = name
    return {ident: tuple((word, tuple(names.values())) for word, names in said.items()) for ident, said in found.items()}


def companions(editions: Iterable[Edition]) -> dict[str, Counter[str]]:
    """Of each name, in how many paragraphs each other name stands with it. The cost grows with the names in a paragraph, squared."""
    found: dict[str, Counter[str]] = {}
    for edition in editions:
        for names in _paragraphs(edition).values():
            for name in names:
                found.setdefault(name, Counter()).update(other for other in names if other != name)
    return found


def _paragraphs(edition: Edition) -> dict[str, dict[str, None]]:
    """The names of each paragraph that has any, each once, in the order of the text."""
    found: dict[str, dict[str, None]] = {}
    for mention in edition.names:
        found.setdefault(mention.block, {})[mention.entry] = None
    return found


def _entries(register: Register, used: Mapping[str, Sequence[EntryUsage]]) -> Iterator[NameEntry]:
    for name in register.names:
        written = {form: in_taiwan(form) for form in name.forms}
        found = used.get(name.id, ())
        other = {form: traditional for form, traditional in written.items() if traditional != form}
        yield NameEntry(name, other, shown_pinyin(name), len(found), sum(len(usage.mentions) for usage in found))


def _told(ident: str, used: Sequence[EntryUsage], known: Mapping[str, Name]) -> Iterator[tuple[ArticleContexts, tuple[Companion, ...]]]:
    editions = {usage.id: usage.edition for usage in used}
    for group in contexts_by_article(used, SHOWN):
        mates: Counter[str] = Counter()
        for names in _paragraphs(editions[group.id]).values():
            if ident in names:
                mates.update(other for other in names if other != ident)
        yield group, _companions(mates, known)[:BESIDE]


def _companions(counted: Counter[str], known: Mapping[str, Name]) -> tuple[Companion, ...]:
    """The companions that were counted, the most frequent first, those of one number in the order of their sounds."""
    found = (Companion(known[ident], times) for ident, times in counted.items())
    return tuple(sorted(found, key=lambda companion: (-companion.times, spelled(companion.name))))
