"""The visible testimonies of a page: the lines around its title and behind its article, its named elements, and its signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...core.lines import is_han
from ...core.normalize import caseless_letters
from .days import YearlessDay, first_day, has_day, short_day, spread_day, written_day, yearless_day
from .labelled import LabelledPart, Labels, is_label, parts
from .named_elements import of_element, roles
from .names import NameWords
from .page_elements import PageElements, PageLine
from .signatures import SLASHED, signatures
from .testimony import Testimony
from .values import clean_name, credit
from .zone import Zone

LONGEST_NAME = 24  # characters of a name that its place beside a date declares
BEHIND = "line behind the article"
MOST_BARE = 2  # names without a label beside a date; more are a list of tags


@dataclass(frozen=True, slots=True)
class VisibleFacts:
    """The testimonies; the days without a year, each with what it would be worth; and the names of the staff, who are no authors."""

    testimonies: tuple[Testimony, ...]
    yearless: tuple[tuple[YearlessDay, float], ...]
    staff: frozenset[str]


def visible_facts(elements: PageElements, zone: Zone, labels: Labels, names: NameWords) -> VisibleFacts:
    """What the lines of the ``zone`` and the named elements state."""
    testimonies: list[Testimony] = []
    yearless: list[tuple[YearlessDay, float]] = []
    staff: set[str] = set()
    lines = elements.lines
    around = [
        (_whole(lines, n, labels), "line at the title", factor)
        for n, factor in zone.around()
        if not n or not is_label(lines[n - 1], labels)
    ]
    behind = [(lines[n], BEHIND, 0.5) for n in zone.behind if n < len(lines)]
    dated = _beside_date(lines, zone, names)
    are_listed = sum(bool(written_day(line.text)) for line, _, _ in behind) > 1  # days of comments, of other articles
    for line, evidence, factor in (*around, *behind):
        if line.is_prose:
            continue
        line_parts = _joined(parts(line, labels), names)
        if are_listed and evidence == BEHIND:
            line_parts = [part for part in line_parts if part.kind]
        staff.update(caseless_letters(part.text) for part in line_parts if part.kind == "staff")
        testimonies.extend(_of_line(line_parts, evidence, factor, names, has_bare=line.start in dated))
        yearless.extend((day, 3.0 * factor) for part in line_parts if not written_day(part.text) and (day := yearless_day(part.text)))
        if not written_day(line.text) and (whole := spread_day(line.text)):
            testimonies.append(Testimony("date", whole, evidence, 3.0 * factor))
    testimonies.extend(signatures(lines, zone, names))
    for element, kind, factor in roles(elements, zone):
        if kind == "staff":
            staff.add(caseless_letters(element.text))
        elif kind == "date" and not first_day(element.text or element.value) and (day := yearless_day(element.text)):
            yearless.append((day, 2.5 * factor))
        testimonies.extend(of_element(element, kind, factor, labels, names))
    return VisibleFacts(tuple(testimonies), tuple(yearless), frozenset(staff))


def _whole(lines: Sequence[PageLine], n: int, labels: Labels) -> PageLine:
    """A line; one that is only a label together with the next."""
    is_cut = n + 1 < len(lines) and is_label(lines[n], labels)
    return PageLine((*lines[n].fields, *lines[n + 1].fields)) if is_cut else lines[n]


def _beside_date(lines: Sequence[PageLine], zone: Zone, names: NameWords) -> set[int]:
    """The starts of the line with a day that is next to the title, first below and then above, and of neighbours that are only a name."""
    below = [n for n in range(zone.title, min(zone.prose, len(lines))) if has_day(lines[n].text)]
    above = [n for n in range(zone.first, zone.title) if has_day(lines[n].text)]
    if not below and not above:
        return set()
    dated = below[0] if below else above[-1]
    neighbours = [n for n in (dated - 1, dated + 1) if below and zone.title < n < zone.prose]
    return {lines[n].start for n in (dated, *(n for n in neighbours if names.kind(lines[n].text) in ("person", "institution")))}


def _joined(line_parts: Sequence[LabelledPart], names: NameWords) -> list[LabelledPart]:
    """The parts of a line, of which the persons behind a labelled author, or behind another person, are authors with him."""
    result: list[LabelledPart] = []
    for part in line_parts:
        last = result[-1] if result else None
        is_named = last and not part.kind and names.persons(last.text) and names.persons(part.text)
        if last and is_named and (last.kind == "author" or (not last.kind and names.kind(last.text) == names.kind(part.text) == "person")):
            result[-1] = LabelledPart(last.kind, f"{last.text}、{part.text}")
        else:
            result.append(part)
    return result


def _of_line(line_parts: Sequence[LabelledPart], evidence: str, factor: float, names: NameWords, *, has_bare: bool) -> Iterator[Testimony]:
    """The testimonies of one line. With ``has_bare`` a part without a label counts as a name, because it stands beside the date."""
    bare = [part.text for part in line_parts if not part.kind and names.kind(clean_name(part.text, names)) != "none"]
    is_list = len(bare) > MOST_BARE or any(mark in text for text in bare for mark in "，。；？！")
    for part in line_parts:
        day = written_day(part.text) or (short_day(part.text) if part.kind == "date" else "")
        if day:
            yield Testimony("date", day, evidence, {"date": 4.5, "revision": 1.5}.get(part.kind, 3.0) * factor)
        value = clean_name(part.text, names)
        if part.kind == "author" and (evidence != BEHIND or any(map(is_han, value)) or names.persons(value)):  # not `by Taboola`
            yield from credit("author", value, f"{evidence}, labelled", 5.0 * factor, names)
        elif part.kind == "outlet":
            yield from credit("outlet", value, f"{evidence}, labelled", 5.0 * factor, names)
        elif not part.kind and (match := SLASHED.fullmatch(part.text)) and names.persons(match["names"]):
            yield Testimony("author", names.persons(match["names"]), evidence, 4.0 * factor)
            yield from credit("outlet", match["outlet"], evidence, 4.0 * factor, names)
        elif len(line_parts) == 1 and factor == 1.0 and (credited := _outlet_and_persons(part.text, names)):
            yield Testimony("outlet", credited[0], evidence, 1.5)
            yield Testimony("author", credited[1], evidence, 3.0)
        elif not part.kind and has_bare and not is_list and len(value) <= LONGEST_NAME:
            yield from _of_bare(value, evidence, factor, names)


def _outlet_and_persons(text: str, names: NameWords) -> tuple[str, str] | None:
    """The institution and the persons of a line that is nothing else: 江城科技 韩大鹏 孟雨."""
    outlet, *persons = text.split()
    is_credit = persons and names.kind(outlet) == "institution" and all(names.kind(person) == "person" for person in persons)
    return (outlet, " ".join(persons)) if is_credit else None


def _of_bare(value: str, evidence: str, factor: float, names: NameWords) -> Iterator[Testimony]:
    """The testimony of a name beside the date that nothing declares: a person is the author, an institution the outlet."""
    kind = names.kind(value)
    if kind == "person":
        yield Testimony("author", names.persons(value), evidence, 2.2 * factor)
    elif kind == "institution":
        yield Testimony("outlet", value, evidence, 2.2 * factor)
    elif kind == "other" and any(map(is_han, value)):
        yield Testimony("outlet", value, "account", 1.0 * factor)
        yield Testimony("author", value, "account", 0.5 * factor)
