"""Elements whose class, id, `itemprop` or tag says what their text is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from .days import first_day, written_day
from .labelled import Labels, parts
from .names import NameWords
from .page_elements import NamedElement, PageElements, PageLine, TextField
from .testimony import Testimony
from .values import clean_name, credit
from .zone import Zone

# What one word of a class or id says: its head must be the fact itself. `author-bio`, `author-avatar` and `origin-default` are others.
# Behind it may stand what a program has made: `authorName_7y5nA`.
TAIL = r"(?:[-_]?(?:names?|txt|text|link|info|span|label|value|wrap|box|a|s|\d+))*(?:[-_](?=\w*\d)\w{4,8})?$"
CLASSES: tuple[tuple[str, regex.Pattern[str]], ...] = (
    ("staff", regex.compile(rf"(?:^|[-_])(?:\w*editor|edit|duty){TAIL}", regex.IGNORECASE)),
    (
        "outlet",
        regex.compile(
            rf"(?<!re)(?:source|laiyuan|copyfrom|(?:^|[-_])(?:origin|from|media|publisher|mtname|meiti|ly)){TAIL}", regex.IGNORECASE
        ),
    ),
    (
        "author",
        regex.compile(
            rf"(?:author|byline|writer|zuozhe|nick[-_]?name|account(?=[-_]?(?:nick)?name)(?:[-_]?nick)?|user(?=[-_]?name)|^(?:js_)?(?=name$)|author[-_]meta(?=[-_]?name)){TAIL}",
            regex.IGNORECASE,
        ),
    ),
    ("date", regex.compile(r"time|date|publi|(?:^|[-_])pub", regex.IGNORECASE)),
)
NOT_OWN = regex.compile(
    r"comment|reply|recommend|relat|hot|list|rank|side|aside|footer|card|item|avatar|img|photo|share|login", regex.IGNORECASE
)
MARGIN = 400  # characters above the lines around the title in which an element that holds one of them may begin
LONGEST_NAME = 24  # characters of a name that a class alone declares
REVISED = 0.8  # the weight of a day that is that of the last change


def roles(elements: PageElements, zone: Zone) -> Iterator[tuple[NamedElement, str, float]]:
    """The elements that their names declare, each with what it is, and the factor of its place."""
    if not elements.lines:
        return
    starts = [line.start for line in elements.lines]
    first, prose, last = (starts[min(n, len(starts) - 1)] for n in (zone.first, zone.prose, zone.last))
    times = Counter(element.names for element in elements.named)
    days = {first_day(element.value) for element in elements.named if element.tag == "time" and element.value}
    for element in elements.named:
        is_alone = len(days) == 1 if element.tag == "time" else times[element.names] == 1
        is_near = zone.is_titled and first - MARGIN <= element.start <= (last if is_alone else prose)
        for kind, factor in _roles(element, is_near, is_alone):
            yield element, kind, factor


def _roles(element: NamedElement, is_near: bool, is_alone: bool) -> Iterator[tuple[str, float]]:
    """What the names of an element say that it is, and the factor of its place: near the title, or the only such one of the page."""
    if element.prop or element.tag == "time":
        for prop, kind in (("datePublished", "date"), ("author", "author"), ("publisher", "outlet"), ("sourceOrganization", "outlet")):
            if prop.lower() in element.prop.lower().split():
                yield kind, 1.4 if is_near else 0.8
        if element.tag == "time" and element.value and (is_near or is_alone):
            yield "date", 1.2 if is_near else 0.6
    if not element.names or (NOT_OWN.search(element.names) and not is_near):
        return
    kind = next((kind for kind, pattern in CLASSES if any(map(pattern.search, element.names.split()))), "")
    if kind and is_near:
        yield kind, 1.0
    elif kind and is_alone:
        yield kind, 0.4


def of_element(element: NamedElement, kind: str, factor: float, labels: Labels, names: NameWords) -> Iterator[Testimony]:
    """The testimony of an element that its class, id, `itemprop` or tag declares to be of this kind."""
    evidence = f"element for {kind}"
    if kind == "date":
        if day := first_day(element.value) or first_day(element.text):
            is_revised = any(part.kind == "revision" for part in parts(_line_of(element), labels))
            yield Testimony("date", day, evidence, (REVISED if is_revised else 2.5) * factor)
        return
    if kind == "staff" or written_day(element.text) or len(element.text) > 2 * LONGEST_NAME:
        return
    line_parts = parts(_line_of(element), labels)
    if len(line_parts) != 1 or line_parts[0].kind not in ("", kind) or len(line_parts[0].text) > LONGEST_NAME:
        return
    value = clean_name(line_parts[0].text, names)
    if kind == "outlet":
        yield from credit("outlet", value, evidence, 3.0 * factor, names)
    elif names.kind(value) == "person":
        yield from credit("author", value, evidence, 3.0 * factor, names)
    elif names.kind(value) in ("institution", "other"):  # an account under which several may write
        yield Testimony("outlet", value, "account", 2.5 * factor)
        if names.kind(value) == "other":
            yield Testimony("author", value, "account", 1.0 * factor)


def _line_of(element: NamedElement) -> PageLine:
    return PageLine((TextField(element.text, element.start, 0),))
