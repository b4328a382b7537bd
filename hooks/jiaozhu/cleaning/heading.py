"""The heading of an article: title, date, author and outlet, read from the lines above it, its web page and its sidecar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import regex

from ..core.decisions import Sidecar
from ..core.lines import lines
from ..core.model import Datum, Heading
from ..core.normalize import caseless_letters
from ..core.reading import Change, Reading, Span
from ..markdown_sources.facts import front_matter_facts
from ..rules.rulebook import Rulebook
from ..rules.site_parts import SiteParts
from .datelines import metadata_lines
from .datelines.page_lines import surrounding_facts
from .datelines.site_lines import site_facts
from .markup import is_markdown_reading, is_page
from .page_facts.names import NameWords
from .page_facts.page_facts import PAGE_FACTS, page_facts
from .page_facts.signatures import prose_author
from .titles import title_lines
from .titles.page_titles import page_titles
from .titles.title_choice import find_title

FIELDS = ("title", "date", "author", "outlet")
SITE, STATED = "site-frame", "site-stated"  # the rules of the lines of a site that state these facts
DATE = regex.compile(r"(\d{4})(?:\D+(\d{1,2}))?(?:\D+(\d{1,2}))?\D*")


def read_heading(reading: Reading, rulebook: Rulebook, sidecar: Sidecar | None) -> Heading:
    """The heading of an article, in which each datum comes from the first that has it of: sidecar, the lines of its site (as
    its editor states them, as its template knows them), other lines in order, `<meta>` tags.

    In ``reading`` marks and spaces are clean already, and the lines of metadata have not been cut yet.
    """
    of_site, of_editor = site_facts(reading, rulebook, SITE), _of_editor(rulebook.stated_parts)
    data = {**metadata_lines.stated_facts(reading, rulebook), **of_site, **of_editor}
    stated = [row.line.span for row in metadata_lines.metadata_rows(reading, rulebook)]
    for rule in rulebook.table("metadata"):
        for match in rule.matches(reading.text):
            if any(Span(*match.span()).overlaps(span) for span in stated):
                continue
            for name in match.groupdict():
                value = reading.text[slice(*match.span(name))]  # the words as they stand, in whichever script
                is_better = name not in data or (rule.sure and not data[name].sure)
                if name in FIELDS and value and is_better and reading.is_free(Span(*match.span(name))):
                    data[name] = Datum(iso(value) if name == "date" else value, rule.id, rule.sure)
    prose = [] if "author" in data or is_page(reading) else [line.text for line in lines(reading.text) if line.prose]
    if author := prose_author(prose, NameWords.from_words(rulebook.words)) if prose else "":
        data["author"] = Datum(author, PAGE_FACTS)
    line = None if is_page(reading) else find_title(reading, rulebook)
    data = {**(surrounding_facts(reading, line, rulebook) if line and not data.keys() >= {"date", "author", "outlet"} else {}), **data}
    glued = [change for change in title_lines.propose(reading, rulebook) if isinstance(change, Change)]
    for change in glued:
        if change.rule == title_lines.NAME and "outlet" not in data and reading.is_free(change.span):
            data["outlet"] = Datum(reading.text[change.start : change.end], change.rule, change.sure)
    title = _title(reading, glued, rulebook)
    is_stated = rulebook.stated_parts is not None and rulebook.stated_parts.title is not None
    is_in_header = title is None and "title" in data and data["title"].rule == metadata_lines.MAIL
    title = (_of_page(reading, title) if is_page(reading) and not is_stated and not is_in_header else title) or data.get("title")
    if is_page(reading):
        data = {**page_facts(reading, title.value if title else "", data, rulebook), **of_editor}
    heading = Heading(**{**data, "title": title})
    declared = front_matter_facts(reading.raw) if is_markdown_reading(reading) else {}
    edited = {f.name: Datum(value) for f in fields(Heading) if sidecar and (value := getattr(sidecar, f.name))}
    return Heading(**{f.name: edited.get(f.name, _surer(getattr(heading, f.name), declared.get(f.name))) for f in fields(Heading)})


def _surer(stated: Datum | None, declared: Datum | None) -> Datum | None:
    """What a line states, unless that is a guess and the source itself declares something."""
    return stated if stated and (stated.sure or declared is None) else declared


def _of_page(reading: Reading, title: Datum | None) -> Datum | None:
    """The title of a page: that of the title line, or what the page declares where no line has it, or a line only a part of it."""
    declared = page_titles(reading.raw).declared
    if not declared or (title and caseless_letters(title.value) not in caseless_letters(declared)):
        return title
    same = title and caseless_letters(title.value) == caseless_letters(declared)
    return title if same else Datum(declared, PAGE_FACTS)


def _of_editor(parts: SiteParts | None) -> dict[str, Datum]:
    """What the lines say of the article that the editor has described."""
    facts = {"date": parts.date, "author": parts.author, "outlet": parts.outlet} if parts else {}
    return {name: Datum(value, STATED) for name, value in facts.items() if value}


def iso(date: str) -> str:
    """A date that is written in the order year, month, day, in ISO 8601 and with the same precision: `2022年3月` gives `2022-03`."""
    match = DATE.match(date)
    parts = [part for part in match.groups() if part] if match else [date]
    return "-".join(f"{int(part):02d}" for part in parts)


def _title(reading: Reading, glued: Sequence[Change], rulebook: Rulebook) -> Datum | None:
    """The title line without what the rules of titles cut from it (``glued``)."""
    line = find_title(reading, rulebook)
    if line is None:
        return None
    cuts = sorted(
        (change.start - line.span.start, change.end - line.span.start)
        for change in glued
        if line.span.start <= change.start < line.span.end and reading.is_free(change.span)
    )
    value, at = "", 0
    for start, end in cuts:
        value, at = value + line.text[at:start], end
    return Datum((value + line.text[at:]).strip(), "title")
