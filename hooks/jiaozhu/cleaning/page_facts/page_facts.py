"""The facts of a page: its testimonies are weighed, and the best value of each fact is kept, with a doubt where two are nearly as good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ...core.lines import Line, lines
from ...core.model import Datum
from ...core.normalize import caseless_letters
from ...core.reading import Reading, Span
from ...rules.rulebook import Rulebook
from ..titles.page_titles import site_in_window
from .days import YearlessDay, full_days
from .declared import addresses, declarations
from .labelled import labels_of
from .names import NameWords
from .page_elements import PageElements, page_elements
from .script_data import script_testimonies
from .testimony import FactName, Testimony, Verdict, weigh
from .visible import visible_facts
from .zone import zone_of

PAGE_FACTS = "metadata"
LEAST: dict[FactName, float] = {"date": 1.5, "outlet": 1.5, "author": 2.0}  # the weights from which a fact without a rival is sure
# Evidence that somebody wrote the article, and not only that she is named on the page.
SIGNED_BY = ("line at the title, labelled", "line behind the article, labelled", "signed line", "lead", "signature", "credit")
# The factors of an account where the page names the site that it belongs to: the site publishes, the account writes.
ACCOUNTS, HOSTED = ("account", "script account"), {"outlet": 0.1, "author": 2.0, "date": 1.0, "url": 1.0}
DISCARDED = 0.6  # the weight below which a value is no conjecture either
OF_RULE = 2.6  # what a reading by a metadata rule is worth, where nothing else of the page states the fact


def page_facts(reading: Reading, title: str, of_lines: Mapping[str, Datum], rulebook: Rulebook) -> dict[str, Datum]:
    """The date, author, outlet and address of a page with this ``title``. ``of_lines`` is what metadata rules read."""
    elements = _free(page_elements(reading.raw), reading)
    names, labels = NameWords.from_words(rulebook.words), labels_of(rulebook.words)
    core = caseless_letters(title)
    visible = visible_facts(elements, zone_of(elements.lines, core, _body(reading), labels), labels, names)
    testimonies = [*visible.testimonies, *declarations(reading.raw, elements, names), *script_testimonies(elements.scripts, core, names)]
    host = site_in_window(reading.raw)
    if host and host not in names.platforms:
        testimonies = [replace(w, weight=w.weight * HOSTED[w.name]) if w.evidence in ACCOUNTS else w for w in testimonies]
    testimonies += _completed(visible.yearless, testimonies, reading.raw)
    testimonies += _of_rules(of_lines, testimonies, names)
    verdicts = _verdicts([testimony for testimony in testimonies if not _is_staff(testimony, visible.staff)])
    facts: dict[str, Datum] = {name: Datum(v.value, _rule(name, v, of_lines), v.sure) for name, v in verdicts.items()}
    address = next(addresses(reading.raw, elements), "")
    return {**facts, "url": Datum(address, PAGE_FACTS)} if address else facts


def _of_rules(of_lines: Mapping[str, Datum], testimonies: Sequence[Testimony], names: NameWords) -> Iterator[Testimony]:
    """The readings of metadata rules, for facts that nothing else states: the lines are the same, but without their elements."""
    for name in LEAST:
        datum = of_lines.get(name)
        is_stated = any(testimony.name == name and testimony.weight >= DISCARDED for testimony in testimonies)
        if datum and datum.sure and not is_stated and (name == "date" or names.kind(datum.value) not in ("none", "platform")):
            yield Testimony(name, datum.value, f"rule {datum.rule}", OF_RULE)


def _free(elements: PageElements, reading: Reading) -> PageElements:
    """The elements without the lines that an editor holds, because they are words of the article and not about it."""
    if not reading.held:
        return elements

    def is_held(start: int) -> bool:
        return any(span.start <= start < span.end for span in reading.held)

    kept = tuple(line for line in elements.lines if line.is_prose or not any(is_held(part.start) for part in line.fields))
    held = {element.start for element in elements.named if any(element.start <= span.start < element.end for span in reading.held)}
    return replace(elements, lines=kept, named=tuple(element for element in elements.named if element.start not in held))


def _verdicts(testimonies: list[Testimony]) -> dict[FactName, Verdict]:
    """The verdict on each fact. The outlet is no author, unless it is an account under which somebody writes."""
    verdicts: dict[FactName, Verdict] = {}
    for name, least in LEAST.items():
        own = [testimony for testimony in testimonies if testimony.name == name]
        if name == "author":
            outlets = {caseless_letters(t.value) for t in testimonies if t.name == "outlet" and t.evidence not in (*ACCOUNTS, *SIGNED_BY)}
            outlets |= {caseless_letters(verdicts["outlet"].value)} if "outlet" in verdicts else set()
            own = [t for t in own if t.evidence == "account" or caseless_letters(t.value) not in outlets]
        verdict = weigh(own, least)
        if verdict and verdict.weight >= DISCARDED:
            verdicts[name] = verdict
    return verdicts


def _is_staff(testimony: Testimony, staff: frozenset[str]) -> bool:
    """True for an author who is named only as one of the staff, as by a `<meta>` that has the editor of the page."""
    return (
        testimony.name == "author"
        and testimony.evidence not in SIGNED_BY
        and any(caseless_letters(testimony.value) in name for name in staff)
    )


def _rule(name: str, verdict: Verdict, of_lines: Mapping[str, Datum]) -> str:
    """The rule that read the same value in a line, unless the doubt is of the page; or that of this module."""
    datum = of_lines.get(name)
    is_same = datum is not None and caseless_letters(datum.value) == caseless_letters(verdict.value)
    return datum.rule if datum and datum.rule and is_same and (verdict.sure or not datum.sure) else PAGE_FACTS


def _completed(yearless: tuple[tuple[YearlessDay, float], ...], testimonies: list[Testimony], raw: str) -> Iterator[Testimony]:
    """Days without a year, with that of the one day of the page that agrees with them: of the other testimonies, or else of its markup."""
    if not yearless:
        return
    for days in ({w.value for w in testimonies if w.name == "date"}, set(full_days(raw))):
        agreeing = [(day, weight) for day in days for one, weight in yearless if day.endswith(f"-{one.month:02d}-{one.day:02d}")]
        if agreeing:
            if len({day for day, _ in agreeing}) == 1:
                yield Testimony("date", agreeing[0][0], "day without a year", max(weight for _, weight in agreeing))
            return


def _body(reading: Reading) -> tuple[int, int]:
    """Where in the raw page the prose of the article begins and ends, as far as the cleaning knows it."""
    prose: list[Line] = [line for line in lines(reading.text) if line.prose]
    if not prose:
        return len(reading.raw), len(reading.raw)
    return reading.origin(prose[0].span).start, reading.origin(Span(prose[-1].span.start, prose[-1].span.end)).end
