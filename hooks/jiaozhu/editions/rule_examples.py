"""Rules are tried on their own examples before they are let near a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest

from ..cleaning import editor_decisions, main_content, markup, outlier_words
from ..core import lines
from ..core.errors import InputError, RuleError
from ..core.model import Quote, Sidecar
from ..core.reading import Change, Proposal, Reading
from ..rules.rulebook import Example, Rule, Rulebook
from .pipeline import Step

OF_PAGES = ("main_content", "html_title")  # steps that look at web pages alone: so their examples are pages


def failures(rulebook: Rulebook, steps: Mapping[str, Step]) -> Iterator[tuple[str, InputError]]:
    """The rules that fail one of their examples, each with the error that says which.

    ``steps`` are the modules of `jiao/` by name, for the rules that are carried out by one.
    """
    for rule in rulebook.rules.values():
        for example in rule.examples:
            try:
                got = _tried(rule, example, rulebook, steps)
            except InputError as e:
                yield rule.id, e
                break
            if _squeezed(got) != _squeezed(example.after):
                what = f"{rule.id}: {_unlike(example.before, got, example.after)}"
                yield rule.id, RuleError(rule.place, example.line, what, "mend the rule, or the example")
                break


def _tried(rule: Rule, example: Example, rulebook: Rulebook, steps: Mapping[str, Step]) -> str:
    """What an example becomes: under the rule alone, or under the step that carries it out."""
    reading = Reading.unchanged(example.before)
    if rule.shape:
        fits = rule.find is not None and rule.find.match(example.before)
        return rule.shape if fits else example.before
    if rule.step == "outlier_words":
        others = [example.quote * outlier_words.USUAL] * outlier_words.SOURCES
        return _outcome(reading, outlier_words.propose(reading, others, rulebook), rule)
    if rule.step:
        if rule.step not in (*steps, "editor_decisions"):
            raise RuleError(rule.place, rule.line, f"{rule.id}: no step is called {rule.step!r}", f"use one of: {', '.join(sorted(steps))}")
        if rule.step in OF_PAGES:
            reading = reading.amend(markup.propose(reading, rulebook))
        changes = list(_proposed(rule, example, reading, rulebook, steps))
        if not changes or (example.before != example.after and not any(change.rule == rule.id for change in changes)):
            return example.before  # other rules of the step may have changed it, but this is not their example
        return _outcome(reading, changes, rule)
    scope = "all" if rule.scope in ("head", "tail", "edges") else rule.scope  # an example is itself the head or the tail
    return _outcome(reading, rule.propose(reading, scope), rule)


def _outcome(reading: Reading, proposals: Iterable[Proposal], rule: Rule) -> str:
    """The text after what is proposed; under a rule that only asks, the words that it asks about stand in 〔〕."""
    if rule.kind != "query":
        return reading.amend(proposals).text
    told: list[Change] = []
    for proposal in proposals:
        if isinstance(proposal, Change):
            told.append(proposal)
        elif proposal.rule == rule.id:
            told += (Change(proposal.start, proposal.start, "〔", rule.id), Change(proposal.end, proposal.end, "〕", rule.id))
    return reading.amend(told).text


def _proposed(rule: Rule, example: Example, reading: Reading, rulebook: Rulebook, steps: Mapping[str, Step]) -> Iterable[Proposal]:
    """What a step proposes for an example, which quotes what the step is told besides."""
    if rule.step == "editor_decisions":
        cut = (Quote(example.quote, example.line),) if example.quote else ()
        return editor_decisions.propose_cuts(reading, Sidecar(rule.place, cut=cut))
    if rule.step == "main_content":  # told is what both extractors keep, or one and the other; to ask them would be slow
        one, apart, other = example.quote.partition("\n----\n")
        votes = main_content.Ballot.from_text(one), main_content.Ballot.from_text(other if apart else one)
        return main_content.verdict(reading, votes, rulebook)
    known = replace(rulebook, shared_lines=frozenset([lines.core(example.quote)] if example.quote else []))
    return steps[rule.step](reading, known)


def _unlike(before: str, got: str, wanted: str) -> str:
    """What is wrong with an example, by its first line that did not come out as wanted."""
    pairs = zip_longest(_squeezed(got).split("\n"), _squeezed(wanted).split("\n"))
    is_line, wanted_line = next((a, b) for a, b in pairs if a != b)
    example = before.strip().partition("\n")[0]
    return f"the example {example!r} gives {is_line or ''!r}, not {wanted_line or ''!r}"


def _squeezed(text: str) -> str:
    """The text without its blank lines, which no reader of an example counts."""
    return "\n".join(line for line in text.splitlines() if line)
