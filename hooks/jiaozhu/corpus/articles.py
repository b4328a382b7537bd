"""Articles from editions: their titles, and what is counted in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import regex

from ..collation.collate import COPY, SUPPLIED, VARIANT
from ..core.article import Article
from ..core.model import Edition
from ..facts.dates.datings import Dating

UNTITLED = 14  # characters of the first line that stand in for a title
HAN = regex.compile(r"\p{Han}+")
WORD = regex.compile(r"[^\W_\p{Han}]+(?:[.,'’][^\W_\p{Han}]+)*", regex.VERSION1)
LAST = "~"  # sorts behind all dates
LENGTHS = {"day": len("2020-05-27"), "month": len("2020-05")}  # of dates that are exact enough to order by


def article(edition: Edition) -> Article:
    """The article of an edition."""
    length = count_words(block.text for block in edition.body_blocks)
    return Article(edition, _title(edition), length, _supplied(edition), _copies(edition))


def count_words(texts: Iterable[str]) -> int:
    """The length in 字: Han characters, and words and numbers of other scripts, each as one."""
    return sum(sum(map(len, HAN.findall(text))) + len(WORD.findall(text)) for text in texts)


def in_order(articles: Iterable[Article], datings: Mapping[str, Sequence[Dating]]) -> tuple[Article, ...]:
    """The articles in the order of time, those without any date last; ``datings`` are the dates that each text mentions.

    An article without a date stands behind the latest day that its text mentions.
    """
    placed = (article if article.date else replace(article, latest=latest(datings.get(article.id, ()))) for article in articles)
    return tuple(sorted(placed, key=lambda a: ((a.date.value if a.date else a.latest) or LAST, a.id)))


def latest(datings: Iterable[Dating]) -> str:
    """The latest of the days and months that a text mentions, in ISO 8601; empty where there is none."""
    exact = ((d.days.first, d.precision) for d in datings if d.days and not d.rough)
    days = [(first, precision) for first, precision in exact if precision in LENGTHS]
    first, precision = max(days, default=(None, ""))
    return f"{first}"[: LENGTHS[precision]] if first else ""


def _title(edition: Edition) -> str:
    if edition.heading.title:
        return edition.heading.title.value
    first = next((block.text for block in edition.blocks if block.has_own_text), "")
    return f"〔无题〕{first[:UNTITLED]}……" if len(first) > UNTITLED else f"〔无题〕{first}"


def _supplied(edition: Edition) -> int:
    runs = edition.reading.runs
    return sum(len(run.put) for run in runs if run.rule == SUPPLIED and run.witness is not None and run.put)


def _copies(edition: Edition) -> int:
    """The sources of the article, and the copies of the body that the base itself holds besides the first."""
    numbered = {variant.copy for variant in edition.variants if variant.copy}
    second = any(run.rule in (COPY, VARIANT) for run in edition.reading.runs)
    return 1 + max(len(numbered), int(second)) + len(edition.witnesses)
