"""What the card of a name shows in an article, and where the article mentions its names and terms: one file beside the article.

`articles/<id>/card/mentions.json` is read when the first card is opened, and serves all of them. Its ``names`` have, by id, what is said
of a name: in words, so that they are converted to each script as pages are; each name stands on a line of its own. Its ``places`` have, by
the id of a name or a term, the blocks that mention it. Where those blocks stand on the page, the browser sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...core.article import Article
from ...core.entries import Name
from ...corpus.index import EntryUsage, Index, by_entry
from ...html.script_json import compact_json
from ..names.name import Relations, relations
from ..render import File, address

FORMS = 3  # other forms of a name that are shown
RELATED = 2  # names of one relation that are shown; the page of the name has all
OTHERS = 3  # other articles that are named


@dataclass(frozen=True, slots=True)
class OtherArticle:
    """Another article that mentions a name: how often, and the block that does so first."""

    title: str
    id: str
    block: str
    times: int


@dataclass(frozen=True, slots=True)
class NameCard:
    """What a card says of a name in one article: ``own`` is how often that mentions it, ``articles`` and ``times`` count all articles."""

    name: Name
    relations: Relations
    own: int
    articles: int
    times: int
    others: tuple[OtherArticle, ...]


@dataclass(frozen=True, slots=True)
class MentionCardsInput:
    """The cards of the names of one article, and by the ids of its names and terms the blocks that mention them."""

    article: str
    cards: tuple[NameCard, ...]
    places: tuple[tuple[str, tuple[str, ...]], ...]


def inputs(index: Index) -> Iterator[MentionCardsInput]:
    """One for each article that mentions anything."""
    names, articles = {name.id: name for name in index.register.names}, index.by_id
    related = relations(index.register)
    ranked = {ident: _ranked(index.usages.get(ident, ()), articles) for ident in names}
    for article in index.articles:
        mentions = by_entry((*article.edition.names, *article.edition.mentions))
        if not mentions:
            continue
        own = by_entry(article.edition.names)
        cards = (
            NameCard(
                names[ident],
                related[ident],
                len(some),
                len(ranked[ident]),
                index.times(names[ident]),
                tuple(other for other in ranked[ident][: OTHERS + 1] if other.id != article.id)[:OTHERS],
            )
            for ident, some in own.items()
        )
        places = tuple((ident, tuple(dict.fromkeys(mention.block for mention in some))) for ident, some in mentions.items())
        yield MentionCardsInput(article.id, tuple(cards), places)


def render(data: MentionCardsInput) -> Iterator[File]:
    names = ",\n".join(f"{compact_json(card.name.id)}:{compact_json(_shown(card))}" for card in data.cards)
    places = compact_json(dict(data.places))
    yield File(f"articles/{data.article}/card/mentions.json", f'{{"names":{{\n{names}\n}},\n"places":{places}}}\n')


def _ranked(usages: Sequence[EntryUsage], articles: Mapping[str, Article]) -> list[OtherArticle]:
    """The articles that mention a name, those that do so most often first."""
    some = (OtherArticle(articles[u.article].title, u.article, u.mentions[0].block, len(u.mentions)) for u in usages)
    return sorted(some, key=lambda other: -other.times)


def _shown(card: NameCard) -> dict[str, object]:
    """The texts of a card: the name, what it is, a sentence, its relations with their links, the counts, and other articles."""
    name = card.name
    also = "、".join(name.also[:FORMS]) + ("等" if len(name.also) > FORMS else "")
    shown: dict[str, object] = {
        "form": name.form,
        "kind": f"{name.kind} · 又作 {also}" if also else name.kind,
        "about": name.about,
        "own": f"本篇 {card.own:,} 处",
    }
    if card.relations:
        shown["relations"] = [_relation(word, some) for word, some in card.relations]
    if card.others:
        shown["others"] = [[o.title, f"{address('..', o.id, '')}#{o.block}", f"{o.times:,} 处"] for o in card.others]
        shown["all"] = f"共 {card.articles:,} 篇，{card.times:,} 处"
    return shown


def _relation(word: str, names: Sequence[Name]) -> list[object]:
    more = f"等 {len(names)} 个" if len(names) > RELATED else ""
    return [word, [[name.form, f"../../names/{name.id}/"] for name in names[:RELATED]], more]
