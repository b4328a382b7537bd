"""A survey of a site: what its template does on all its pages, line by line, with counts and examples."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..rules.site_parts import PartRole, SiteParts
from .affixes import Affixes
from .edges import MIDDLE
from .fit import Misfit, misfits
from .line_patterns import FACTS
from .page import SitePage
from .template import SiteTemplate

Place = Literal["above", "inside", "below"]
PLACES: tuple[Place, ...] = ("above", "inside", "below")
LEAST, OCCASIONAL = 3, 0.08  # pages from which a line is listed, and their share of all
MOST = 160  # lines that are listed
EXAMPLES = 3
CUT: frozenset[PartRole] = frozenset({"frame", "box", "doubtful"})
DAY = "2020-01-31"  # stands for any date in a pattern, as a digit does for any number


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A line that pages of a site share: its shape, or what stands before and behind a slot; an example; and where it stands.

    ``pages`` have it as a line of the site or are asked about it, ``cut`` is on how many of them it is cut.
    """

    shape: tuple[str, ...]
    example: str
    place: Place
    pages: int
    cut: int

    @property
    def pattern(self) -> str:
        """The line as an editor writes it in sources/sites.yml."""
        parts = (part.replace("DN", "D N").replace("D", DAY).replace("N", "1") for part in self.shape)
        return "{}".join(parts) if len(self.shape) > 1 else self.example


@dataclass(frozen=True, slots=True)
class FactReading:
    """A fact that the lines of a site state: on how many pages it is read, and examples, each the name of a page and what it says."""

    fact: str
    pages: int
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PageMisfit:
    """A page that does not fit its site's template, and in what."""

    page: str
    reasons: tuple[Misfit, ...]


@dataclass(frozen=True, slots=True)
class SiteSurvey:
    """``lines`` are those of the template by their place, the commonest first; ``rare`` counts the lines among them that few pages have
    (titles of other pages, names). ``pages`` are those of the site, copies included.
    """

    pages: int
    lines: tuple[TemplateLine, ...]
    rare: int
    facts: tuple[FactReading, ...]
    misfits: tuple[PageMisfit, ...]


def survey(pages: Sequence[SitePage], template: SiteTemplate, parts: Mapping[str, SiteParts]) -> SiteSurvey:
    """The survey of a site; ``parts`` is what its template says of each page."""
    having: Counter[tuple[str, ...]] = Counter()
    cut: Counter[tuple[str, ...]] = Counter()
    places: defaultdict[tuple[str, ...], Counter[Place]] = defaultdict(Counter)
    examples: dict[tuple[str, ...], str] = {}
    times: Counter[tuple[str, ...]] = Counter()
    for page in pages:
        author = parts[page.name].author
        roles = {part.span.start: part.role for part in parts[page.name].parts}
        numbers = [n for n, line in enumerate(page.lines) if line.span.start in roles and line.text != author]
        own = {n: line_key(page.shapes[n], template) for n in numbers}
        having.update(set(own.values()))
        cut.update({key for n, key in own.items() if roles[page.lines[n].span.start] in CUT})
        times.update(own.values())
        for n, key in own.items():
            places[key][_place(page, n, roles[page.lines[n].span.start])] += 1
            examples.setdefault(key, page.lines[n].text)
    least = max(LEAST, OCCASIONAL * len(pages))
    shared = [key for key, n in having.items() if n >= least]
    lines = [TemplateLine(key, examples[key], places[key].most_common(1)[0][0], having[key], cut[key]) for key in shared]
    lines.sort(key=lambda line: (-line.pages, line.shape))
    return SiteSurvey(
        pages=len(pages),
        lines=tuple(sorted(lines[:MOST], key=lambda line: PLACES.index(line.place))),
        rare=sum(times[key] for key, n in having.items() if n < least),
        facts=tuple(_facts(pages, parts)),
        misfits=tuple(PageMisfit(page.name, reasons) for page in pages if (reasons := tuple(misfits(page, template)))),
    )


def line_key(shape: str, template: SiteTemplate) -> tuple[str, ...]:
    """By what a line is counted: its shape, or the beginning and the end of it where the template has a slot between."""
    edges = template.edges
    if shape in edges.above or shape in edges.below or shape in edges.borders:
        return (shape,)
    affixes: Affixes | None = next((a for a in (*edges.slotted_above, *edges.slotted_below) if a.fits(shape)), None)
    return (affixes.prefix, affixes.suffix) if affixes else (shape,)


def _place(page: SitePage, n: int, role: PartRole) -> Place:
    return "inside" if role == "box" else "above" if page.depth(n) < MIDDLE else "below"


def _facts(pages: Sequence[SitePage], parts: Mapping[str, SiteParts]) -> list[FactReading]:
    readings = []
    for fact in FACTS:
        values = [(page.name, value) for page in pages if (value := _value(page, parts[page.name], fact))]
        different = list({value: (name, value) for name, value in reversed(values)}.values())[::-1]
        if values:
            readings.append(FactReading(fact, len(values), tuple(different[:EXAMPLES])))
    return readings


def _value(page: SitePage, parts: SiteParts, fact: str) -> str:
    if fact != "title":
        value: str = getattr(parts, fact)
        return value
    line = next((line for line in page.lines if parts.title and line.span.overlaps(parts.title)), None)
    if line is None or parts.title is None:
        return ""
    return line.text[parts.title.start - line.span.start : parts.title.end - line.span.start]
