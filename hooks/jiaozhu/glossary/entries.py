"""What the glossary and the register of names have in common: files of entries, each with forms to be found in texts.

An entry that is wrong is left out and told with its line, and the others stand. A form belongs to one entry only, be it a term or
a name; so does an id.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from ..core.errors import InputError, Notice
from ..core.model import Citation, Name, Term
from ..core.normalize import fold, letters
from ..core.quotations import find_words
from ..core.yaml_lines import Node

KEBAB = regex.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class EntryChecks:
    """What one entry of the file ``path`` is checked against: the file's categories and ids, words that mean nothing, and what other
    entries have claimed.

    ``what`` names an entry in errors, ``example`` is an id of one. ``reserved`` are ids that the site needs itself. ``taken`` (the
    ids, each with its place) and ``claimed`` (a folded form, with the id and the place of its entry) grow with each entry that stands.
    """

    path: str
    what: str
    example: str
    categories: tuple[str, ...]
    written: frozenset[str]
    common: frozenset[str]
    reserved: frozenset[str]
    taken: dict[str, str] = field(default_factory=dict)
    claimed: dict[str, tuple[str, str]] = field(default_factory=dict)

    def keep(self, entry: Term | Name, path: str) -> None:
        """Let the id and the forms of an entry of the file ``path`` be its own."""
        place = f"{path}:{entry.line}"
        self.taken[entry.id] = place
        self.claimed.update((fold(form), (entry.id, place)) for form in entry.forms)


def written(nodes: Iterable[Node]) -> frozenset[str]:
    """The ids that stand in a file, those of bad entries included: one mistake is told once."""
    entries = (node.value for node in nodes if isinstance(node.value, dict))
    return frozenset(entry["id"].value for entry in entries if "id" in entry and isinstance(entry["id"].value, str))


def collect(nodes: Iterable[Node], take: Callable[[Node], None]) -> Iterator[InputError]:
    """``take`` each entry; what it raises is told."""
    for node in nodes:
        try:
            take(node)
        except InputError as e:
            yield e


def unattested(
    entries: Iterable[Term | Name], path: str, error: type[InputError], texts: Mapping[str, str], known: Collection[str]
) -> dict[str, InputError]:
    """What is wrong with the citations of entries, by the entry's id: a quote must stand in the article that it names.

    ``texts`` are the sources by id, as people read them; ``known`` are the ids of all. A source that is gone is only a Notice.
    """
    said: dict[str, InputError] = {}
    for entry in entries:
        cited = entry.source
        if not isinstance(cited, Citation):
            continue
        if cited.article not in known:
            what = f"{entry.id} goes without its source: none is called {cited.article!r}"
            said[entry.id] = Notice(path, cited.line, what, "name one of the files in sources/, without its ending")
        elif cited.article in texts and not find_words(texts[cited.article], cited.quote):
            what = f"the quote of {entry.id} is not in {cited.article}"
            said[entry.id] = error(path, cited.line, what, "copy the words from the source as they stand there")
    return said


def standing(said: Mapping[str, InputError], ident: str) -> bool:
    """True where nothing worse than a notice was said of an entry."""
    return isinstance(said.get(ident), Notice | None)


def ident(node: Node, desk: EntryChecks) -> str:
    """The id of an entry. Raises the file's error where it is none, or not free."""
    found = node.text("id")
    if not KEBAB.fullmatch(found):
        node.fail(f"the id {found!r} is not in kebab-case", f"use lower-case letters, digits and hyphens, as in `{desk.example}`")
    if found in desk.reserved:
        node.fail(f"the id {found!r} is taken by the site", f"give the {desk.what} another id")
    if found in desk.taken:
        node.fail(f"the id {found!r} stands twice", f"the other is at {desk.taken[found]}")
    return found


def text(entry: Mapping[str, Node], key: str) -> str:
    """The text under ``key`` on one line; empty where there is no such key."""
    return " ".join(entry[key].text(key).split()) if key in entry else ""


def texts(entry: Mapping[str, Node], key: str) -> tuple[str, ...]:
    """The texts of the list under ``key``, each on one line."""
    return tuple(" ".join(node.text(f"an item of {key}").split()) for node in items(entry, key))


def items(entry: Mapping[str, Node], key: str) -> tuple[Node, ...]:
    """The items of the list under ``key``; none where there is no such key."""
    return entry[key].items(key) if key in entry else ()


def source(node: Node) -> str | Citation:
    """A work by its name, or words of an article of the collection."""
    if isinstance(node.value, str):
        return node.text("source")
    parts = node.mapping("source", ("article", "quote"), needed=("article", "quote"))
    return Citation(parts["article"].text("article"), parts["quote"].text("quote"), parts["quote"].line)


def pinyin(entry: Mapping[str, Node]) -> str:
    """How an entry is said, where the file tells."""
    said = text(entry, "pinyin")
    if any(not (c.isalpha() or c in " '’-") or c >= "\u3400" for c in said):
        entry["pinyin"].fail(f"pinyin is {said!r}", "write syllables with tone marks and spaces, as in `háng huà`")
    return said


def check_forms(entry: Mapping[str, Node], desk: EntryChecks) -> None:
    """Raise the file's error for the first form of an entry that cannot be its own, and for a context that bars none of them."""
    claims: list[str] = []
    for node in (entry["form"], *items(entry, "also")):
        form = " ".join(str(node.value).split())
        _check_fit(node, form, desk.common, guarded="unless" in entry)
        folded = fold(form)
        if folded in desk.claimed:
            twin, place = desk.claimed[folded]
            node.fail(f"the form {form!r} belongs to {twin}", f"that is at {place}; a form has one {desk.what} only")
        if folded in claims:
            node.fail(f"the form {form!r} stands twice", "take one out; case, width and script of a form need no repeating")
        claims.append(folded)
    _check_contexts(entry, claims, desk.what)


def _check_fit(node: Node, form: str, common: frozenset[str], guarded: bool) -> None:
    """Raise for a form that cannot be looked for. A long number can where it is ``guarded``: its entry has contexts."""
    characters = letters(fold(form))
    if not form.isprintable():
        node.fail(f"the form {form!r} holds what cannot be seen", "type it anew")
    if len(characters) < 2:
        node.fail(f"the form {form!r} has fewer than two letters", "choose a longer form")
    if all(c in common for c in characters):
        node.fail(f"the form {form!r} is made of function words", "choose a longer form")
    if all(c.isascii() and c.isdigit() for c in characters):
        if len(characters) < 3:
            node.fail(f"the form {form!r} is a number", "choose a longer form")
        if not guarded:
            node.fail(f"the form {form!r} is a number", f"say under `unless` where it is nothing more, as in `unless: [{form}元]`")


def _check_contexts(entry: Mapping[str, Node], claims: Sequence[str], what: str) -> None:
    for node in items(entry, "unless"):
        folded = fold(" ".join(str(node.value).split()))
        if not any(form in folded and form != folded for form in claims):
            node.fail(f"{node.value!r} under `unless` has no effect", f"write a string that holds a form of the {what}, and is longer")
