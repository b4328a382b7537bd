"""What the lines around the articles of a site state: candidates for author, outlet and date, read by the grammar of metadata lines.

The template of the site has cut these lines, so that they are read in the raw text: those from the head of the page down to the article,
and below the article those with a label, up to the next list. A name that no label explains is weaker evidence than the place that the
site gives to its authors; a label is stronger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from ...core.lines import ENDS, Line, lines
from ...core.model import Datum
from ...core.normalize import to_simplified
from ...core.reading import Reading
from ...rules.rulebook import Rulebook
from ...rules.site_parts import SiteParts
from .facts import REPORTED, Candidate, candidates
from .grammar import NAMES, Grammar, grammar
from .rows import MetadataLine, rows

FIELDS = ("date", "author", "outlet")
ABOVE = 0.7  # what a line above the title counts, because it may be about another page
FULL_STOP = "。"
WIDE = "\u3000"


@dataclass(frozen=True, slots=True)
class _PageEdges:
    """The lines ``above`` the article, its ``first`` line of prose, its ``title`` among the former, and the lines ``below`` it."""

    above: tuple[Line, ...]
    first: Line
    title: Line | None
    below: tuple[Line, ...]


def site_facts(reading: Reading, rulebook: Rulebook, rule: str) -> dict[str, Datum]:
    """The author, the outlet and the date of a page of a known site, each read by ``rule``; nothing where there is no template."""
    parts = rulebook.site_parts
    if parts is None:
        return {}
    words = grammar(rulebook)
    edges = _edges([_spaced(line) for line in lines(reading.raw)], parts, rulebook)
    if edges is None:
        return {}
    of_lines = (_of_site(candidate, parts) for candidate in _stated(edges, words))
    stated = sorted(of_lines, key=lambda candidate: -candidate.weight)
    credited = dict(_credits((*edges.above, *edges.below), rulebook))
    facts = {field: credited.get(field) or _best(field, stated, parts, words) for field in FIELDS}
    return {field: Datum(value, rule) for field, value in facts.items() if value}


def _of_site(candidate: Candidate, parts: SiteParts) -> Candidate:
    """A candidate as it is; a name that most pages of the site have is no author's, but that of the outlet."""
    return replace(candidate, field="outlet") if candidate.field == "author" and candidate.value in parts.common else candidate


def _spaced(line: Line) -> Line:
    """A line with a space for each full-width one, as the cleaning of spaces gives it to the grammar elsewhere."""
    return replace(line, text=line.text.replace(WIDE, " ")) if WIDE in line.text else line


def _best(field: str, stated: Sequence[Candidate], parts: SiteParts, words: Grammar) -> str:
    """The value of a field: what a line states, or what the site has in the place of that field."""
    best = next((candidate for candidate in stated if candidate.field == field), None)
    placed: str = getattr(parts, field)
    if field == "author" and placed and not _may_name(placed, words):
        placed = ""
    if best is None or not placed:
        return best.value if best else placed
    is_weak = best.weight < REPORTED if field == "author" else not best.sure
    return placed if is_weak else best.value


def _may_name(value: str, words: Grammar) -> bool:
    """True for words that may name somebody: those that are a place, a date or a counter as a whole name nobody."""
    parse = words.parse(value)
    is_place = any(pattern.fullmatch(value) for pattern in words.patterns.get("place", ()))
    return not is_place and (parse is None or bool(parse.kinds & {*NAMES}))


def _edges(text_lines: Sequence[Line], parts: SiteParts, rulebook: Rulebook) -> _PageEdges | None:
    """The lines around the article; None where a page has no line of its own."""
    framed = {part.span.start for part in parts.parts}
    title = next((n for n, line in enumerate(text_lines) if parts.title and line.span.overlaps(parts.title)), -1)
    own = [n for n, line in enumerate(text_lines) if n > title and line.span.start not in framed]
    if not own:
        return None
    prose = next((n for n in range(own[0], len(text_lines)) if text_lines[n].prose), own[-1])
    above = [line for n, line in enumerate(text_lines[:prose]) if n == title or not (line.prose and line.span.start in framed)]
    list_heads = tuple(rulebook.words.get("list-heads", ()))
    near = takewhile(lambda line: not _heads_list(line, list_heads), text_lines[own[-1] + 1 :])
    return _PageEdges(tuple(above), text_lines[prose], text_lines[title] if title >= 0 else None, tuple(near))


def _heads_list(line: Line, list_heads: tuple[str, ...]) -> bool:
    return line.text[-1] not in ENDS and line.core.endswith(list_heads)


def _stated(edges: _PageEdges, words: Grammar) -> Iterator[Candidate]:
    """The candidates of the lines of metadata around the article."""
    for candidate in candidates(rows([*edges.above, edges.first], edges.title, words)):
        is_above = edges.title is not None and candidate.row.line.span < edges.title.span
        yield replace(candidate, weight=candidate.weight * (ABOVE if is_above else 1.0))
    parses = [(line, words.parse(line.text.rstrip(FULL_STOP))) for line in edges.below]
    labelled = [
        MetadataLine(n, line, parse, is_behind=True)
        for n, (line, parse) in enumerate(parses)
        if parse is not None and any(len(part.value) for part in parse.parts if part.kind in parse.labels)
    ]
    yield from candidates(labelled)


def _credits(text_lines: Iterable[Line], rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """What lines of credits state that are a sentence: 本文来自微信公众号“…”，作者：…"""
    for line in text_lines:
        matches = (rule.find.fullmatch(to_simplified(line.text)) for rule in rulebook.table("metadata") if rule.find)
        for match in filter(None, matches):
            yield from ((field, line.text[slice(*match.span(field))]) for field in FIELDS if field in match.groupdict() and match[field])
