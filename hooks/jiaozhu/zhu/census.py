"""What the collection says of the glossary: terms that it does not use, and forms that stand everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..errors import Notice
from ..model import Edition, Term
from .folding import fold
from .glossary import PLACE, Glossary
from .mentions import KINDS, Matcher

SHARE = 20  # a form that takes more than one in so many characters is no term, but a word of the language
ENOUGH = 10_000  # characters of text below which no share is computed: in a short text any word may be common
NAMED = 8  # unused terms that are named; the build report has all


def notices(glossary: Glossary, editions: Sequence[Edition]) -> Iterator[Notice]:
    unused = idle(glossary, editions)
    if unused:
        names = ", ".join(term.id for term in unused[:NAMED])
        more = f" and {len(unused) - NAMED} more" if len(unused) > NAMED else ""
        what = f"{len(unused)} of {len(glossary.terms)} terms are in no article: {names}{more}"
        yield Notice(
            PLACE, unused[0].line, what, "nothing need be done; a form that is written otherwise in the articles belongs under `also`"
        )
    yield from _everywhere(glossary, editions)


def idle(glossary: Glossary, editions: Sequence[Edition]) -> tuple[Term, ...]:
    """The terms that no article mentions."""
    used = {mention.term for edition in editions for mention in edition.mentions}
    return tuple(term for term in glossary.terms if term.id not in used)


def contained(glossary: Glossary) -> dict[str, tuple[str, ...]]:
    """Forms that are a part of forms of other terms, each with those: where the longer one stands, it wins."""
    owners = {fold(form): term.id for term in glossary.terms for form in term.forms}
    matcher = Matcher.of(glossary.terms)
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
