"""The invariants of provenance, which every build checks again. `reading.py` says what a reading is."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from .model import Block
from .normalize import nfkc_letters
from .reading import Reading


class ProvenanceError(AssertionError):
    """A reading breaks one of its own invariants: this is always a defect of the program, and never of a source."""


def verify(reading: Reading, rules: Container[str], raws: Mapping[str, str]) -> None:
    """Check the invariants of a reading. Raises ProvenanceError for the first that does not hold.

    ``rules`` are the known rule ids; ``raws`` are the raw texts of the sources that may be witnesses, by id.
    """
    at = 0
    for run in reading.runs:
        if run.start != at or run.end < run.start or (run.start == run.end and not run.put):
            raise ProvenanceError(f"the runs do not tile the raw text at {at}: {run}")
        at = run.end
        if (run.put is None) != (run.rule is None):
            raise ProvenanceError(f"a change without a rule, or a rule without a change: {run}")
        if run.rule is not None and run.rule not in rules:
            raise ProvenanceError(f"no rule {run.rule!r} in the rulebook: {run}")
        if run.put is None and (run.witness is not None or not run.sure):
            raise ProvenanceError(f"a kept run with a witness or a doubt: {run}")
        if run.witness is not None:
            raw = reading.raw if run.witness.source is None else raws.get(run.witness.source, "")
            if run.witness.span.end > len(raw) or run.witness.span.slice(raw) != run.witness.reads:
                raise ProvenanceError(f"the witness does not read so: {run}")
            if nfkc_letters(run.witness.reads) != nfkc_letters(run.put or ""):
                raise ProvenanceError(f"the witness has other letters than what was put: {run}")
    if at != len(reading.raw):
        raise ProvenanceError(f"the runs end at {at} of {len(reading.raw)}")
    if reading.text != "".join(run.text(reading.raw) for run in reading.runs):
        raise ProvenanceError("the text is not what the runs say")


def verify_blocks(reading: Reading, blocks: Sequence[Block]) -> None:
    """Check that the blocks have the whole text of a reading. Raises ProvenanceError for the first invariant that does not hold.

    With `verify` this says that each character of a source is in a block or in a run that names its rule. At most one block is the
    title, because a page has one; another one would vanish from it.
    """
    at, titles, idents = 0, 0, set[str]()
    for block in blocks:
        if not block.has_own_text:
            continue
        if block.span.start < at or block.span.slice(reading.text) != block.text:
            raise ProvenanceError(f"a block that is not what the text has in its place: {block}")
        if reading.text[at : block.span.start].strip():
            raise ProvenanceError(f"words that are in no block: {reading.text[at : block.span.start].strip()!r}")
        at, titles = block.span.end, titles + (block.kind == "title")
    if reading.text[at:].strip():
        raise ProvenanceError(f"words that are in no block: {reading.text[at:].strip()!r}")
    if titles > 1:
        raise ProvenanceError(f"{titles} blocks are the title")
    for block in blocks:
        if block.id in idents:
            raise ProvenanceError(f"two blocks have the id {block.id}")
        idents.add(block.id)
