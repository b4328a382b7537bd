"""The promise of an article's page, which every build checks: what the edition has is on it, as text or as an edit that it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import unescape

import regex

from ...cleaning.markup import is_page
from ...core.invariants import ProvenanceError
from ...html.plain_text import fragment_text
from .article_input import ArticleInput

TAG = regex.compile(r"<[^<>]*+>")
MARKED = regex.compile(r'<sup class="jz-mark">.*?</sup>', regex.DOTALL)


def verify_page(data: ArticleInput, content: str) -> None:
    """Check the page of an article. Raises ProvenanceError for the first part of the edition that it lacks."""
    for missing in _missing(data, content):
        raise ProvenanceError(f"{data.article.id}: not on its page: {missing}")


def _missing(data: ArticleInput, content: str) -> Iterator[str]:
    edition, article = data.article.edition, data.article
    title = next((block.text for block in edition.blocks if block.kind == "title"), "")
    if title and _letters(title) - _letters(article.title + (article.title_in_source or "")):
        yield f"the title {title!r}"
    for block in article.body:
        if f' id="{block.id}"' not in content:
            yield f"the {block.kind} {block.text[:40]!r}"
    body = content.partition('<article class="edition"')[2].partition("</article>")[0]
    letters = _letters("".join(block.text for block in article.body if block.has_own_text)) - _letters(
        unescape(TAG.sub("", MARKED.sub("", body)))
    )
    if letters:
        yield f"the letters {''.join(letters)[:40]!r}"
    for name in data.rules:
        if f' id="rule-{name}"' not in content:
            yield f"the rule {name}"
    yield from (f"the words {words[:40]!r}" for words in _untold_cuts(data))


def _untold_cuts(data: ArticleInput) -> Iterator[str]:
    """Words of the source that a rule took away, and that no cut of the apparatus quotes. Markup has no words of its own."""
    reading = data.article.edition.reading
    spans = [cut.span for cut in data.apparatus.cuts]
    n = 0
    for run in reading.runs:
        if run.rule is None or run.put or data.rules[run.rule].kind == "form":
            continue
        while n < len(spans) and spans[n].end < run.end:
            n += 1
        if n == len(spans) or spans[n].start > run.start:
            words = reading.raw[run.start : run.end]
            words = fragment_text(words) if is_page(reading) else words
            if any(map(str.isalnum, words)):
                yield words


def _letters(text: str) -> Counter[str]:
    """How often each letter stands in a text. Digits are left out, because a list may show its numbers by other means."""
    return Counter(filter(str.isalpha, text))
