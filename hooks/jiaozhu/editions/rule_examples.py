"""Tests of the rules on their own examples, before any of them is applied to a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest

import regex

from ..cleaning import editor_decisions, markup, outlier_words
from ..core.decisions import Emendation, Quote, Sidecar
from ..core.errors import InputError, RuleError
from ..core.normalize import caseless_letters, fold
from ..core.reading import Change, Proposal, Query, Reading
from ..rules.rulebook import Example, Rule, Rulebook
from ..sites import furniture
from ..sites.line_patterns import line_pattern
from ..sites.page import page
from ..sites.read_page import site_parts
from ..sites.stated_lines import read_stated
from ..sites.stated_sites import StatedSite
from ..sites.template import templates
from .pipeline import Step
from .site_membership import site_words

PAGE = regex.compile(r"<(?:title|h1)>")  # the beginning of an example that is a page, of a step that looks at other texts too
PAGE_STEPS = ("main_content", "html_title")  # steps that only look at web pages, so that their examples are pages


def failures(rulebook: Rulebook, steps: Mapping[str, Step]) -> Iterator[tuple[str, InputError]]:
    """The ids of the rules that fail one of their examples, each with the error for the first that fails.

    ``steps`` are the steps by the names of their modules, for the rules that are carried out by one.
    """
    for rule in rulebook.rules.values():
        for example in rule.examples:
            try:
                result = _result(rule, example, rulebook, steps)
            except InputError as e:
                yield rule.id, e
                break
            if _without_blank_lines(result) != _without_blank_lines(example.after):
                what = f"{rule.id}: {_mismatch(example, result)}"
                yield rule.id, RuleError(rule.place, example.line, what, "mend the rule, or the example")
                break


def _result(rule: Rule, example: Example, rulebook: Rulebook, steps: Mapping[str, Step]) -> str:
    """The text of an example after the rule alone, or after the step that carries the rule out."""
    reading = Reading.unchanged(example.before)
    if rule.shape:
        matches = rule.find is not None and rule.find.match(example.before)
        return rule.shape if matches else example.before
    if rule.part:
        return rule.part if rule.find is not None and rule.find.fullmatch(fold(example.before)) else example.before
    if rule.step == "outlier_words":
        others = [example.quote * outlier_words.USUAL] * outlier_words.SOURCES
        return _amended_text(reading, outlier_words.propose(reading, others, rulebook), rule)
    if rule.step:
        if rule.step not in (*steps, "editor_decisions"):
            raise RuleError(rule.place, rule.line, f"{rule.id}: no step is called {rule.step!r}", f"use one of: {', '.join(sorted(steps))}")
        if rule.step in PAGE_STEPS or PAGE.match(example.before):
            reading = reading.amend(markup.propose(reading, rulebook))
        proposals = list(_proposals(rule, example, reading, rulebook, steps))
        if not proposals or (example.before != example.after and not any(proposal.rule == rule.id for proposal in proposals)):
            return example.before  # other rules of the step may have changed it, but this is not their example
        return _amended_text(reading, proposals, rule)
    scope = "all" if rule.scope in ("head", "tail", "edges") else rule.scope  # an example is a head or a tail as a whole
    return _amended_text(reading, rule.propose(reading, scope), rule)


def _amended_text(reading: Reading, proposals: Iterable[Proposal], rule: Rule) -> str:
    """The text after the proposals; for a query, which changes nothing, the words that it is about are put in 〔〕."""
    if rule.kind != "query":
        return reading.amend(proposals).text
    changes: list[Change] = []
    for proposal in proposals:
        if isinstance(proposal, Change):
            changes.append(proposal)
        elif proposal.rule == rule.id:
            changes += (Change(proposal.start, proposal.start, "〔", rule.id), Change(proposal.end, proposal.end, "〕", rule.id))
    return reading.amend(changes).text


def _proposals(rule: Rule, example: Example, reading: Reading, rulebook: Rulebook, steps: Mapping[str, Step]) -> Iterable[Proposal]:
    """What a step proposes for an example, whose quote is the step's other input: a quote of a sidecar, or a shared line."""
    if rule.step == "editor_decisions":
        return _editors_changes(rule, example, reading) if example.quote else ()
    if rule.step == "furniture":  # the quote is other pages of the site
        words = site_words(rulebook)
        texts = (reading.raw, *example.quote.split("\n----\n"))
        if rule.id == furniture.RULES["stated"]:  # the quote is a line of sources/sites.yml
            site = StatedSite(rule.id, rule.name, example.line, cut=(line_pattern(example.quote),) if example.quote else ())
            return steps[rule.step](reading, replace(rulebook, stated_parts=read_stated(reading, site).parts))
        learned = templates([page(str(n), text) for n, text in enumerate(texts)], words)
        return steps[rule.step](reading, replace(rulebook, site_parts=site_parts(page("0", reading.raw), learned, words.title_weights)))
    shared = frozenset([caseless_letters(example.quote)] if example.quote else [])
    return steps[rule.step](reading, replace(rulebook, shared_lines=shared))


def _editors_changes(rule: Rule, example: Example, reading: Reading) -> Iterable[Proposal]:
    """What an editor does who quotes the words of an example: she cuts them, or puts in their place what the example has there then."""
    quote = Quote(example.quote, example.line)
    if rule.id == editor_decisions.CUT:
        return editor_decisions.propose_cuts(reading, Sidecar(rule.place, cut=(quote,)))
    start = example.before.index(example.quote)
    put = example.after[start : start + len(example.quote) + len(example.after) - len(example.before)]
    if rule.id == editor_decisions.EMENDATION:
        emendation = Emendation(quote, put, rule.why)
        return editor_decisions.propose_emendations(reading, reading, Sidecar(rule.place, emend=(emendation,)))
    marks = [n for n, character in enumerate(example.quote, start) if not character.isalnum()]
    doubtful = reading.amend([Query(marks[0], marks[-1] + 1, rule.id)])
    mark = "".join(c for c in put if not c.isalnum())
    return editor_decisions.propose_marks(doubtful, reading, Sidecar(rule.place, confirm=(replace(quote, put=mark),)))


def _mismatch(example: Example, result: str) -> str:
    """What is wrong with the result of an example, by its first line that differs from the expected one."""
    pairs = zip_longest(_without_blank_lines(result).split("\n"), _without_blank_lines(example.after).split("\n"))
    line, expected = next((a, b) for a, b in pairs if a != b)
    quote = example.before.strip().partition("\n")[0]
    return f"the example {quote!r} gives {line or ''!r}, not {expected or ''!r}"


def _without_blank_lines(text: str) -> str:
    """The text without its blank lines, which do not matter in an example."""
    return "\n".join(line for line in text.splitlines() if line)
