"""A page read by the template of its site: what of it is the site's, which line is the title, and what the head says of the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import regex

from ..core.normalize import caseless_letters
from ..core.reading import Span
from ..rules.site_parts import PartRole, SitePart, SiteParts
from .boxes.inserts import boxes
from .edges import Edges, foot_start, head_end
from .evidence import NO_EVIDENCE, SiteEvidence
from .groups import is_same_site, weight
from .head_facts import author_of, date_of, outlet_of
from .page import BREAKS_OFF, LABEL, SitePage, is_whole_prose
from .signature import is_salutation
from .slots import find, is_name
from .template import SiteTemplate
from .title_line import title_line

MUCH = 0.3  # the share of a page's prose from which prose below the article is asked about and not cut
LINES_OF_TEASER = 4  # lines of the article that a teaser may repeat
REPEATED = 8  # letters from which a line of the head that stands in the article as well is a teaser

CONTENTS = regex.compile(r"(?:本文|文章|词条)?(?:目录|目次|contents)\s*(?:[\[［(（]?(?:隐藏|展开|收起|显示)[\]］)）]?)?", regex.IGNORECASE)
NUMBERING = regex.compile(r"^\d{1,2}(?:\.\d{1,2})*[.、\s]\s*")
NEAR = 3  # lines around the end of the head in which a table of contents begins, and from an author to the date

Verdict = tuple[int, PartRole]  # the number of a line, and what part of the site it is


def site_parts(page: SitePage, templates: Iterable[SiteTemplate], title_weights: Mapping[str, float]) -> SiteParts | None:
    """What a page has of its site; None for a page of no known site."""
    template = template_of(page, templates)
    return read_page(page, template, title_weights) if template else None


def template_of(page: SitePage, templates: Iterable[SiteTemplate], evidence: SiteEvidence = NO_EVIDENCE) -> SiteTemplate | None:
    """The template of the site that the editor names, or with which a page shares most lines, if it shares enough, or its host."""
    if evidence.site:
        return next((template for template in templates if template.site == evidence.site), None)
    edges = page.edge_shapes
    templates = [template for template in templates if template.site not in evidence.others]
    best, most = None, (0, 0)
    for template in templates:
        shared = edges & template.known
        score = (weight(shared), len(shared))
        if score > most and is_same_site(shared):
            best, most = template, score
    return best or next((template for template in templates if evidence.host in template.hosts), None)


def read_page(page: SitePage, template: SiteTemplate, title_weights: Mapping[str, float]) -> SiteParts:
    """The parts of a page of the site, and the facts that its head states."""
    edges, slots = template.edges, template.slots
    start = foot_start(page, edges)
    placed = find(page, slots.title, edges) if slots.title else None
    window = slots.window.fill(page.lines[0].text) if slots.window and page.lines and slots.window.fits(page.shapes[0]) else None
    place = title_line(page, placed, edges, title_weights)
    place = None if window and placed is None and place == 0 else place
    top = min(head_end(page, edges), start)
    contents = _contents(page, top, edges)
    end = _below_teasers(page, max(top, contents.stop, place + 1 if place is not None and place < start else 0))
    end -= end > 0 and is_salutation(page.lines[end - 1])
    title = place if place is not None else 0 if window else None
    author = _author_line(page, range((title or 0) + 1, end), template)
    end = max(end, author + 1) if author is not None and author < start else end
    verdicts: dict[int, PartRole] = dict(_head(page, end, title, author, template))
    verdicts.update((n, "frame") for n in contents if n != title)
    verdicts.update((n, "box") for box in boxes(page, template.inserts) for n in box if end <= n < start and n != title)
    verdicts.update(_foot(page, start, edges))
    verdicts.update((n, "phrase") for n in (end, end + 1, start - 1) if end <= n < start and n != title and page.shapes[n] in edges.phrases)
    parts = [SitePart(page.lines[n].span, role) for n, role in verdicts.items()]
    span = page.lines[title].span if title is not None else None
    if place is None and window and span:
        first = Span(span.start + window[0], span.start + window[1])
        parts.append(SitePart(Span(first.end, span.end), "frame"))
        span = first
    stated = [page.lines[n].text for n in range(max(end, (title or 0) + 1)) if n != title and not (n == 0 and window)]
    below = [page.lines[n].text for n in range(start, len(page.lines)) if edges.is_below(page.shapes[n])]
    date, written_by = date_of(stated, below, slots.day_first), author_of(author, page, slots, stated)
    common = frozenset(line.text for line, shape in zip(page.lines, page.shapes, strict=True) if shape in template.names)
    return SiteParts(tuple(sorted(parts)), span, date, written_by if written_by not in common else "", outlet_of(stated), common)


def _contents(page: SitePage, end: int, edges: Edges) -> range:
    """The lines of the table of contents that the site makes of the headings; an empty range where there is none."""
    near = range(max(0, end - 1), min(end + NEAR, len(page.lines)))
    first = next((n for n in near if CONTENTS.fullmatch(page.lines[n].text) and edges.is_above(page.shapes[n])), None)
    if first is None:
        return range(0)
    cores = [line.core for line in page.lines]
    below = first + 1
    while below < len(cores) and _is_entry(page.lines[below].text, cores[below + 1 :]):
        below += 1
    return range(first, below) if below > first + 1 else range(0)


def _below_teasers(page: SitePage, end: int) -> int:
    """The number of the line below teasers with a label, which say again what the article says."""
    while end + 1 < len(page.lines) and LABEL.match(page.lines[end].text) and _stands_again(page, end, end + 1):
        end += 1
    return end


def _is_entry(text: str, below: Sequence[str]) -> bool:
    """True for a line of a table of contents: its words, but for their number, begin a line further down."""
    words = caseless_letters(NUMBERING.sub("", text))
    return bool(words) and any(core.startswith(words) for core in below)


def _author_line(page: SitePage, head: range, template: SiteTemplate) -> int | None:
    """The number of the line of the ``head`` that names the author: in the place of authors, or the only name above the date that is no
    line of the site.
    """
    place = find(page, template.slots.author_place, template.edges) if template.slots.author_place else None
    if place is not None and place >= head.start and is_name(page.lines[place].text) and page.shapes[place] not in template.names:
        return place
    edges = template.edges
    shapes = {n: page.shapes[n] for n in head}
    own = [n for n, shape in shapes.items() if not (edges.is_above(shape) or shape in edges.below or shape in template.names)]
    names = [n for n in own if is_name(page.lines[n].text) and any("D" in shapes[m] for m in head if n < m <= n + NEAR)]
    return names[0] if len(names) == 1 else None


def _head(page: SitePage, end: int, title: int | None, author: int | None, template: SiteTemplate) -> Iterator[Verdict]:
    """The lines above the article but its title: those that the template knows, those that say again what the article says.

    A line that only this page has is cut in doubt where it stands above the title, as the names of its section do; elsewhere the
    editor is asked about it.
    """
    for n in range(end):
        line, shape = page.lines[n], page.shapes[n]
        if n == title:
            continue
        if shape in template.edges.slogans or shape in template.edges.below:
            yield n, "frame"
            continue
        is_again = _stands_again(page, n, end)
        if line.prose:
            is_window = n == 0 and template.slots.window is not None and template.slots.window.fits(shape)
            if is_again or is_window or shape in template.edges.usual:
                yield n, "frame"
        elif template.edges.is_above(shape) or n == author or is_again:
            yield n, "frame"
        elif title is not None:
            yield n, "doubtful" if n < title else "phrase"


def _stands_again(page: SitePage, n: int, end: int) -> bool:
    """True for a line whose words, but for a label, stand in the article or another line of the head: a teaser, the title again."""
    words = caseless_letters(BREAKS_OFF.sub("", LABEL.sub("", page.lines[n].text)))
    below = "".join(line.core for m, line in enumerate(page.lines[: end + LINES_OF_TEASER]) if m != n)
    return len(words) >= REPEATED and words in below


def _foot(page: SitePage, start: int, edges: Edges) -> Iterator[Verdict]:
    """The lines below the article. Prose that only this page has is cut in doubt, and kept where there is much of it."""
    own = [n for n in range(start, len(page.lines)) if is_whole_prose(page.lines[n]) and not edges.is_below(page.shapes[n])]
    is_much = sum(len(page.lines[n].core) for n in own) > MUCH * page.total
    for n in range(start, len(page.lines)):
        yield n, "frame" if n not in own else "phrase" if is_much else "doubtful"
