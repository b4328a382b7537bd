"""What the collection says of the glossary and the register: entries that it does not use, and terms that stand everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..core.errors import Notice
from ..core.model import Edition, Name, Term
from ..core.normalize import fold
from ..facts.mentions import KINDS, Matcher
from . import names
from .names import Register
from .terms import PLACE, Glossary

SHARE = 20  # a form that takes more than one in so many characters is no term, but a word of the language
ENOUGH = 10_000  # characters of text below which no share is computed: in a short text any word may be common
NAMED = 8  # unused entries that are named; the build report has all terms


def notices(glossary: Glossary, register: Register, editions: Sequence[Edition]) -> Iterator[Notice]:
    yield from _unused(PLACE, "terms", len(glossary.terms), unused_terms(glossary, editions))
    named = {mention.entry for edition in editions for mention in edition.names}
    unnamed = [name for name in register.names if name.id not in named]
    yield from _unused(names.PLACE, "names", len(register.names), unnamed)
    yield from _everywhere(glossary, editions)


def _unused(place: str, what: str, total: int, unused: Sequence[Term | Name]) -> Iterator[Notice]:
    if unused:
        ids = ", ".join(entry.id for entry in unused[:NAMED])
        more = f" and {len(unused) - NAMED} more" if len(unused) > NAMED else ""
        todo = "nothing need be done; a form that is written otherwise in the articles belongs under `also`"
        yield Notice(place, unused[0].line, f"{len(unused)} of {total} {what} are in no article: {ids}{more}", todo)


def unused_terms(glossary: Glossary, editions: Sequence[Edition]) -> tuple[Term, ...]:
    """The terms that no article mentions."""
    used = {mention.entry for edition in editions for mention in edition.mentions}
    return tuple(term for term in glossary.terms if term.id not in used)


def contained_forms(glossary: Glossary) -> dict[str, tuple[str, ...]]:
    """Forms that are a part of forms of other terms, each with those: where the longer one stands, it wins."""
    owners = {fold(form): term.id for term in glossary.terms for form in term.forms}
    matcher = Matcher.from_entries(glossary.terms)
    found: dict[str, list[str]] = {}
    for term in glossary.terms:
        for form in term.forms:
            for inner in matcher.parts(form):
                if owners[fold(inner)] != term.id:
                    found.setdefault(inner, []).append(form)
    return {inner: tuple(dict.fromkeys(outer)) for inner, outer in found.items()}


def _everywhere(glossary: Glossary, editions: Sequence[Edition]) -> Iterator[Notice]:
    taken: Counter[str] = Counter()
    total = 0
    for edition in editions:
        texts = {block.id: block.text for block in edition.blocks if block.kind in KINDS}
        total += sum(map(len, texts.values()))
        for mention in edition.mentions:
            taken[fold(texts[mention.block][mention.start : mention.end])] += mention.end - mention.start
    if total < ENOUGH:
        return
    for term in glossary.terms:
        for form in term.forms:
            if taken[fold(form)] * SHARE > total:
                what = f"the form {form!r} of {term.id} takes 1 in {total // taken[fold(form)]} characters of all articles"
                yield Notice(PLACE, term.line, what, "choose a longer form, or say under `unless` where it is something else")
