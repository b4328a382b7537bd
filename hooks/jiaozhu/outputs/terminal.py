"""Lines for a terminal: one source with its changes in place and the rules behind them; a candidate for the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from ..collation.apparatus import apparatus
from ..core.model import Edition
from ..core.reading import Run
from ..corpus.term_candidates import TermCandidate
from ..pages.yaml_snippets import term_snippet
from ..rules.rulebook import Rulebook

RED, GREEN, YELLOW, PLAIN = "\x1b[31;9m", "\x1b[32m", "\x1b[33m", "\x1b[0m"
LONG = 80  # characters of a cut that are shown in place; the page has all of them


def edition_lines(edition: Edition, rulebook: Rulebook, colour: bool) -> Iterator[str]:
    """The lines to print: the head, the text with its changes in place, and a count for each rule.

    Without ``colour``, cuts stand in `[-…-]`, what was put in `{+…+}`, and conjectures in `{?…?}`.
    """
    heading = edition.heading
    for name, datum in (("title", heading.title), ("date", heading.date), ("author", heading.author), ("outlet", heading.outlet)):
        yield f"{name:>8}  {datum.value if datum else '–'}{'' if datum is None or datum.sure else '  (a conjecture)'}"
    yield ""
    yield "".join(_shown(run, edition.reading.raw, colour) for run in edition.reading.runs)
    yield ""
    for tally in apparatus(edition, rulebook).tallies:
        yield f"{tally.times:>6}  {tally.rule.id}{'' if tally.rule.sure else '  (a conjecture)'}  {tally.rule.name}"


def candidate_lines(number: int, candidate: TermCandidate) -> Iterator[str]:
    """The lines to print for a candidate: its form, score, counts and reasons, where it stands, and what to paste."""
    kind = "" if candidate.kind == "term" else f"  kind: {candidate.kind}"
    counts = f"score {candidate.score:.0f}, times {candidate.times}, sources {candidate.sources}"
    yield _safe(f"{number:>3}  {candidate.form}{kind}  {counts}: {'；'.join(candidate.reasons)}")
    for context in candidate.contexts:
        yield _safe(f"     {context.source}: …{context.before}【{context.form}】{context.after}…")
    yield _safe(term_snippet(candidate))


def _shown(run: Run, raw: str, colour: bool) -> str:
    if run.put is None:
        return _safe(raw[run.start : run.end])
    gone = _safe(raw[run.start : run.end])
    if len(gone) > LONG:
        gone = f"{gone[: LONG // 2]}… {len(gone) - LONG} …{gone[-LONG // 2 :]}"
    put = _safe(run.put)
    if colour:
        return (f"{RED}{gone}{PLAIN}" if gone else "") + (f"{GREEN if run.sure else YELLOW}{put}{PLAIN}" if put else "")
    mark = "+" if run.sure else "?"
    return (f"[-{gone}-]" if gone else "") + (f"{{{mark}{put}{mark}}}" if put else "")


def _safe(text: str) -> str:
    """The text without what a terminal would obey."""
    return "".join(c if c.isprintable() or c in "\n\t\u3000" else f"<U+{ord(c):04X}>" for c in text)
