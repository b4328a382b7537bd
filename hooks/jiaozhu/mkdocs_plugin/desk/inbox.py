"""The inbox of the desk: the points of all articles, those with the same words under one rule as one row, the gravest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...build.article_update import ArticleUpdate, MadeArticle
from ...corpus.index import Index
from .differences import Part, clipped, differences
from .points import Point, points

SHOWN = 60  # rows that are sent at once
TITLES = 3  # articles that a row names
LINE_BREAK = "↵"  # what is seen of one
WORDS = 90  # characters of a row
UNNAMED = "未名的来源 {}"


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """What the inbox is to show; an empty word stands for all. ``cuts`` asks for what was cut without a doubt, in the place of doubts."""

    words: str = ""
    rule: str = ""
    site: str = ""
    cuts: bool = False
    most: int = SHOWN


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """One point of one article."""

    article: str
    title: str
    site: str
    point: str
    kind: str
    rule: str
    confidence: float
    source: str
    text: str
    suggestion: str


class Inbox:
    """The entries of all articles; those of an article are made again where it is another. ``answered`` are points that were since."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[MadeArticle, tuple[InboxEntry, ...]]] = {}
        self.answered: set[tuple[str, str]] = set()

    def entries(self, update: ArticleUpdate) -> Iterator[InboxEntry]:
        for article in update.publication.index.articles:
            made = update.known(article.id)
            kept = self.kept.get(article.id)
            if kept is None or kept[0].article is not made.article:
                kept = self.kept[article.id] = made, tuple(_entries(made))
            yield from (entry for entry in kept[1] if (entry.article, entry.point) not in self.answered)

    def state(self, update: ArticleUpdate, wanted: InboxFilter, settled: int) -> dict[str, Any]:
        """What the page shows, as JSON; ``settled`` is how many answers stand."""
        every = list(self.entries(update))
        of_kind = [entry for entry in every if (entry.kind == "cut") == wanted.cuts]
        matching = [entry for entry in of_kind if _matches(entry, wanted)]
        rows = _rows(matching)
        rules = update.publication.index.rulebook.rules
        return {
            "doubts": sum(entry.kind != "cut" for entry in every),
            "cuts": sum(entry.kind == "cut" for entry in every),
            "matching": len(matching),
            "settled": settled,
            "rules": _choices(((entry.rule, rules[entry.rule].name) for entry in of_kind), wanted.rule),
            "sites": _choices(((entry.site, entry.site) for entry in of_kind if entry.site), wanted.site),
            "rows": [_row(row, update.publication.index) for row in rows[: wanted.most]],
            "rest": max(0, len(rows) - wanted.most),
        }


def _entries(made: MadeArticle) -> Iterator[InboxEntry]:
    article, index = made.article, made.index
    site = _site(article.id, index)
    for point in points(article, index.apparatuses[article.id], index.rulebook):
        yield InboxEntry(article.id, article.title, site, point.id, *_facts(point))


def _facts(point: Point) -> tuple[str, str, float, str, str, str]:
    return point.kind, point.rule.id, point.confidence, _on_one_line(point.source), _on_one_line(point.text), point.suggestion


def _on_one_line(words: str) -> str:
    return LINE_BREAK.join(" ".join(line.split()) for line in words.splitlines() if line.strip())


def _site(ident: str, index: Index) -> str:
    """What the site of a source is called: by the editor, or else by the number of its template."""
    if ident in index.sites.assigned:
        return index.sites.assigned[ident]
    members = index.sites.learned.members
    return UNNAMED.format(members[ident] + 1) if ident in members else ""


def _matches(entry: InboxEntry, wanted: InboxFilter) -> bool:
    return (
        wanted.words.casefold() in f"{entry.source}\n{entry.title}\n{entry.article}".casefold()
        and wanted.rule in ("", entry.rule)
        and wanted.site in ("", entry.site)
    )


def _rows(entries: Iterable[InboxEntry]) -> list[list[InboxEntry]]:
    """The entries with the same words under one rule together; first the rows with most likely mistakes, then those with most places."""
    groups: dict[tuple[str, str, str], list[InboxEntry]] = {}
    for entry in entries:
        groups.setdefault((entry.rule, entry.source, entry.text), []).append(entry)
    return sorted(groups.values(), key=lambda row: (-sum(1 - entry.confidence for entry in row), -len(row), row[0].article))


def _row(row: Sequence[InboxEntry], index: Index) -> dict[str, Any]:
    first, rule = row[0], index.rulebook.rules[row[0].rule]
    articles = dict.fromkeys((entry.article, entry.title) for entry in row)
    words: tuple[Part, ...] = clipped(differences(first.source, first.text), WORDS)
    return {
        "id": f"{first.article}/{first.point}",
        "kind": first.kind,
        "rule": {"id": rule.id, "name": rule.name},
        "confidence": first.confidence,
        "words": words,
        "suggestion": first.suggestion,
        "items": [{"article": entry.article, "point": entry.point} for entry in row],
        "articles": [{"id": ident, "title": title} for ident, title in [*articles][:TITLES]],
        "more": max(0, len(articles) - TITLES),
    }


def _choices(named: Iterable[tuple[str, str]], chosen: str) -> list[Mapping[str, Any]]:
    """What can be chosen, the commonest first; what is chosen is there too, though nothing is left of it."""
    counts = Counter(named)
    if chosen and all(name != chosen for name, _ in counts):
        counts[chosen, chosen] = 0
    return [{"id": name, "name": words, "count": count} for (name, words), count in counts.most_common()]
