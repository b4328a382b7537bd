"""The glossary that people write, `docs/glossary.yml`: checked entry by entry, with the line of each mistake.

The comment at the head of that file says what an entry holds. An entry that is wrong is left out, and the others stand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import regex

from .. import marked
from ..errors import GlossaryError, InputError, Notice, read_text
from ..jiao.editor import places
from ..marked import Node
from ..model import Citation, Term
from .folding import fold

PLACE = "docs/glossary.yml"
KEYS = ("id", "form", "also", "english", "category", "definition", "source", "see", "unless", "tw", "hk", "pinyin")
NEEDED = ("id", "form", "english", "category", "definition", "source")
KEBAB = regex.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RESERVED = frozenset({"content"})  # ids that every page of the site has already


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms in the order of the file, and the categories in theirs. ``digest`` names the content of the file."""

    terms: tuple[Term, ...] = ()
    categories: tuple[str, ...] = ()
    digest: str = ""

    def only(self, terms: Iterable[Term]) -> Glossary:
        """The glossary of some of its terms, none of which refers to one that is gone."""
        kept = tuple(terms)
        ids = {term.id for term in kept}
        return replace(self, terms=tuple(replace(t, see=tuple(other for other in t.see if other in ids)) for t in kept))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What one entry is checked against: the file's categories and ids, words that mean nothing, and what others have claimed.

    ``taken`` and ``claimed`` (a folded form to its term) grow with each entry that stands.
    """

    categories: tuple[str, ...]
    written: frozenset[str]
    common: frozenset[str]
    taken: dict[str, Term] = field(default_factory=dict)
    claimed: dict[str, Term] = field(default_factory=dict)


def load(path: Path, common: frozenset[str] = frozenset()) -> tuple[Glossary, tuple[InputError, ...]]:
    """The glossary in the file ``path`` without the terms that are wrong, and what is wrong. No file is an empty glossary.

    A form of nothing but ``common`` characters is refused.
    """
    if not path.is_file():
        return Glossary(), ()
    try:
        text = read_text(path, PLACE, GlossaryError)
        root = marked.load(text, PLACE, GlossaryError)
        parts = root.mapping("the glossary", ("categories", "terms"), needed=("categories", "terms")) if root else {}
        nodes = parts["terms"].items("terms") if parts else ()
        categories = tuple(dict.fromkeys(_texts(parts, "categories")))
    except InputError as e:
        return Glossary(), (e,)
    desk = _Desk(categories, frozenset(_written(nodes)), common)
    wrong = tuple(_collect(nodes, desk))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Glossary((), categories, digest).only(desk.taken.values()), wrong


def attested(glossary: Glossary, texts: Mapping[str, str], known: Collection[str]) -> tuple[Glossary, tuple[InputError, ...]]:
    """The glossary without the terms whose quote does not stand in the article that it names, and what there is to say.

    ``texts`` are the sources by id, as people read them; ``known`` are the ids of all. A source that is gone is only told: its
    term stands.
    """
    said: dict[str, InputError] = {}
    for term in glossary.terms:
        cited = term.source
        if not isinstance(cited, Citation):
            continue
        if cited.article not in known:
            what = f"{term.id} goes without its source: none is called {cited.article!r}"
            said[term.id] = Notice(PLACE, cited.line, what, "name one of the files in sources/, without its ending")
        elif cited.article in texts and not places(texts[cited.article], cited.quote):
            what = f"the quote of {term.id} is not in {cited.article}"
            said[term.id] = GlossaryError(PLACE, cited.line, what, "copy the words from the source as they stand there")
    bad = {ident for ident, error in said.items() if not isinstance(error, Notice)}
    return glossary.only(term for term in glossary.terms if term.id not in bad), tuple(said.values())


def _written(nodes: Iterable[Node]) -> Iterator[str]:
    """The ids that stand in the file, those of bad entries included: one mistake is told once."""
    for node in nodes:
        if isinstance(node.value, dict) and "id" in node.value and isinstance(node.value["id"].value, str):
            yield node.value["id"].value


def _collect(nodes: Iterable[Node], desk: _Desk) -> Iterator[InputError]:
    for node in nodes:
        try:
            _take(node, desk)
        except InputError as e:
            yield e


def _take(node: Node, desk: _Desk) -> None:
    """Put the term of one entry on the desk. Raises GlossaryError."""
    entry = node.mapping("a term", KEYS, needed=NEEDED)
    term = Term(
        id=_id(entry["id"], desk),
        form=_text(entry, "form"),
        also=_texts(entry, "also"),
        english=_text(entry, "english"),
        category=entry["category"].choice("category", desk.categories),
        definition=_text(entry, "definition"),
        source=_source(entry["source"]),
        see=_see(entry, desk),
        unless=_texts(entry, "unless"),
        tw=_text(entry, "tw"),
        hk=_text(entry, "hk"),
        pinyin=_pinyin(entry),
        line=node.line,
    )
    claims = _claims(entry, desk)
    _contexts(entry, claims)
    desk.taken[term.id] = term
    desk.claimed.update(dict.fromkeys(claims, term))


def _id(node: Node, desk: _Desk) -> str:
    ident = node.text("id")
    if not KEBAB.fullmatch(ident):
        node.fail(f"the id {ident!r} is not in kebab-case", "use lower-case letters, digits and hyphens, as in `private-traffic`")
    if ident in RESERVED:
        node.fail(f"the id {ident!r} is taken by the site", "give the term another id")
    if ident in desk.taken:
        node.fail(f"the id {ident!r} stands twice", f"the other is at {PLACE}:{desk.taken[ident].line}")
    return ident


def _text(entry: Mapping[str, Node], key: str) -> str:
    """The text under ``key`` on one line; empty where there is no such key."""
    return " ".join(entry[key].text(key).split()) if key in entry else ""


def _texts(entry: Mapping[str, Node], key: str) -> tuple[str, ...]:
    return tuple(" ".join(node.text(f"an item of {key}").split()) for node in _items(entry, key))


def _items(entry: Mapping[str, Node], key: str) -> tuple[Node, ...]:
    return entry[key].items(key) if key in entry else ()


def _source(node: Node) -> str | Citation:
    if isinstance(node.value, str):
        return node.text("source")
    parts = node.mapping("source", ("article", "quote"), needed=("article", "quote"))
    return Citation(parts["article"].text("article"), parts["quote"].text("quote"), parts["quote"].line)


def _see(entry: Mapping[str, Node], desk: _Desk) -> tuple[str, ...]:
    for node in _items(entry, "see"):
        if node.text("an item of see") not in desk.written:
            node.fail(f"`see` leads nowhere: no term is called {node.value!r}", "write the id of another term, or take it out")
        if node.value == entry["id"].value:
            node.fail(f"{node.value} refers to itself", "take it out of `see`")
    return tuple(dict.fromkeys(_texts(entry, "see")))


def _pinyin(entry: Mapping[str, Node]) -> str:
    said = _text(entry, "pinyin")
    if any(not (c.isalpha() or c in " '’-") or c >= "\u3400" for c in said):
        entry["pinyin"].fail(f"pinyin is {said!r}", "write syllables with tone marks and spaces, as in `háng huà`")
    return said


def _claims(entry: Mapping[str, Node], desk: _Desk) -> tuple[str, ...]:
    """The forms of an entry as they are compared, each of them its own. Raises GlossaryError for the first that cannot be one."""
    claims: list[str] = []
    for node in (entry["form"], *_items(entry, "also")):
        form = " ".join(str(node.value).split())
        _check_fit(node, form, desk.common, guarded="unless" in entry)
        folded = fold(form)
        if folded in desk.claimed:
            twin = desk.claimed[folded]
            node.fail(f"the form {form!r} belongs to {twin.id}", f"that is at {PLACE}:{twin.line}; a form has one term only")
        if folded in claims:
            node.fail(f"the form {form!r} stands twice", "take one out; case, width and script of a form need no repeating")
        claims.append(folded)
    return tuple(claims)


def _check_fit(node: Node, form: str, common: frozenset[str], guarded: bool) -> None:
    """Raise GlossaryError for a form that cannot be looked for. A long number can where it is ``guarded``: its term has contexts."""
    letters = [c for c in fold(form) if c.isalnum()]
    if not form.isprintable():
        node.fail(f"the form {form!r} holds what cannot be seen", "type it anew")
    if len(letters) < 2:
        node.fail(f"the form {form!r} has fewer than two letters", "choose a longer form")
    if all(c in common for c in letters):
        node.fail(f"the form {form!r} is made of function words", "choose a longer form")
    if all(c.isascii() and c.isdigit() for c in letters):
        if len(letters) < 3:
            node.fail(f"the form {form!r} is a number", "choose a longer form")
        if not guarded:
            node.fail(f"the form {form!r} is a number", f"say under `unless` where it is nothing more, as in `unless: [{form}元]`")


def _contexts(entry: Mapping[str, Node], claims: Sequence[str]) -> None:
    for node in _items(entry, "unless"):
        folded = fold(" ".join(str(node.value).split()))
        if not any(form in folded and form != folded for form in claims):
            node.fail(f"{node.value!r} under `unless` has no effect", "write a string that holds a form of the term, and is longer")
