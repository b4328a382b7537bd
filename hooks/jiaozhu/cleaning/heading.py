"""What stands above an article and is about it: title, date, author, outlet."""

from __future__ import annotations

from dataclasses import fields

import regex

from ..core.model import Datum, Heading, Sidecar
from ..core.reading import Reading, Span
from ..rules.rulebook import Rulebook
from . import titles
from .markup import is_page
from .meta_tags import meta_tags

FIELDS = ("title", "date", "author", "outlet")
DATE = regex.compile(r"(\d{4})(?:\D+(\d{1,2}))?(?:\D+(\d{1,2}))?\D*")


def read_heading(reading: Reading, rulebook: Rulebook, sidecar: Sidecar | None) -> Heading:
    """The heading of a page. The first line that gives a fact counts; what the editor gives counts before every line, and what
    a web page declares where nobody sees it, behind.

    ``reading`` is one in which marks and spaces are clean and these lines still stand.
    """
    found: dict[str, Datum] = {}
    for rule in rulebook.table("metadata"):
        for match in rule.matches(reading.text):
            for name in match.groupdict():
                value = reading.text[slice(*match.span(name))]  # the words as they stand, in whichever script
                if name in FIELDS and value and name not in found and reading.is_free(Span(*match.span(name))):
                    found[name] = Datum(iso(value) if name == "date" else value, rule.id, rule.sure)
    for change in titles.propose(reading, rulebook):
        if change.rule == titles.NAME and "outlet" not in found and reading.is_free(change.span):
            found["outlet"] = Datum(reading.text[change.start : change.end], change.rule, change.sure)
    title = _title(reading, rulebook) or found.pop("title", None)
    heading = Heading(**{**found, "title": title})
    said = meta_tags(reading.raw) if is_page(reading) else {}
    given = {f.name: Datum(value) for f in fields(Heading) if sidecar and (value := getattr(sidecar, f.name))}
    return Heading(**{f.name: given.get(f.name, getattr(heading, f.name) or said.get(f.name)) for f in fields(Heading)})


def iso(date: str) -> str:
    """A date in the order year, month, day as ISO 8601, as precise as it is: `2022年3月` gives `2022-03`."""
    match = DATE.match(date)
    parts = [part for part in match.groups() if part] if match else [date]
    return "-".join(f"{int(part):02d}" for part in parts)


def _title(reading: Reading, rulebook: Rulebook) -> Datum | None:
    line = titles.find_title(reading.text, rulebook)
    if line is None:
        return None
    cut = sorted(
        (c.start - line.span.start, c.end - line.span.start)
        for c in titles.propose(reading, rulebook)
        if line.span.start <= c.start < line.span.end
    )
    value, at = "", 0
    for start, end in cut:
        value, at = value + line.text[at:start], end
    return Datum((value + line.text[at:]).strip(), "title")
