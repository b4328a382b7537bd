"""The disagreements between articles that an editor has confirmed, `docs/disagreements.yml`.

The comment at the head of that file says what an entry holds. A wrong entry is left out and reported with its line, and the others
stay. An entry about a missing source is a notice only, because the file outlives the sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..core.errors import DisagreementError, InputError, Notice, some_ids
from ..core.lines import SENTENCE
from ..core.model import Block, Edition
from ..core.quotations import find_words
from ..core.reading import Span
from ..yaml_files.nodes import Node, load_yaml
from ..yaml_files.records import EntryList, Field, ListOf, Record, RecordValues, collect
from ..yaml_files.shapes import Text, identifier

PLACE = "docs/disagreements.yml"
RESERVED = frozenset({"content"})  # ids that every page of the site has already
FEWEST = 2  # sources of a disagreement


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of a source that take a side, and the line where they are named; ``says`` is the side in short."""

    source: str
    words: str
    says: str
    line: int


def _claim(values: RecordValues, node: Node) -> Claim:
    return Claim(values["source"], values["words"], values["says"], values.nodes["words"].line)


CLAIM = Record(
    (
        Field("source", Text(), "The id of the source: its file without the ending.", is_needed=True),
        Field("words", Text(), "Words that stand once in its clean text, in one paragraph.", is_needed=True),
        Field("says", Text(is_line=True), "The side that they take, in short.", default=""),
    )
).map(_claim)
PLACES = ListOf(CLAIM, "a place").constrained(minItems=FEWEST)
DISAGREEMENT = Record(
    (
        Field("id", identifier("partner-of-2019", "disagreement", RESERVED), "A unique slug that never changes.", is_needed=True),
        Field("question", Text(), "What the articles disagree on: one sentence.", is_needed=True),
        Field("places", PLACES, "Words of two articles at least.", is_needed=True),
        Field("note", Text(is_line=True), "The editor's word on it.", default=""),
    )
)
DISAGREEMENTS = EntryList(DISAGREEMENT, "a disagreement")


@dataclass(frozen=True, slots=True)
class DisagreementEntry:
    """A disagreement as it stands in the file."""

    id: str
    question: str
    claims: tuple[Claim, ...]
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class LocatedClaim:
    """A claim at its place in an edition: whole sentences, in which the words of the claim stand from ``start`` to ``end``."""

    article: str
    block: str
    sentence: str
    start: int
    end: int
    says: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A question, and the different claims of several articles on it."""

    id: str
    question: str
    claims: tuple[LocatedClaim, ...]
    note: str


DisagreementsByBlock = Mapping[str, tuple[Disagreement, ...]]  # the disagreements of an article, by block


def load(path: Path) -> tuple[tuple[DisagreementEntry, ...], tuple[InputError, ...]]:
    """The entries of the file ``path`` without those that are wrong, and what is wrong. No file is an empty list."""
    if not path.is_file():
        return (), ()
    try:
        root = load_yaml(path, PLACE, DisagreementError)
        nodes = DISAGREEMENTS.read(root, "the list of disagreements") if root else ()
    except InputError as e:
        return (), (e,)
    entries: dict[str, DisagreementEntry] = {}

    def take(node: Node) -> None:
        entry = _entry(DISAGREEMENTS.entry(node), entries)
        entries[entry.id] = entry

    errors = tuple(collect(nodes, take))
    return tuple(entries.values()), errors


def locate_disagreements(
    entries: Iterable[DisagreementEntry], editions: Iterable[Edition]
) -> tuple[tuple[Disagreement, ...], tuple[InputError, ...]]:
    """The disagreements with their places in the editions, and the errors of the other entries.

    Words that their article does not have exactly once are an error. A missing source is a Notice, and so is the same fault
    in the edition into which the source was merged.
    """
    by_source = {source.id: edition for edition in editions for source in (edition.source, *edition.witnesses)}
    disagreements: list[Disagreement] = []
    errors: list[InputError] = []
    gone: dict[str, Claim] = {}
    for entry in entries:
        lost = next((claim for claim in entry.claims if claim.source not in by_source), None)
        if lost:
            gone[entry.id] = lost
            continue
        try:
            claims = tuple(_located(claim, by_source[claim.source]) for claim in entry.claims)
            disagreements.append(Disagreement(entry.id, entry.question, claims, entry.note))
        except InputError as e:
            errors.append(e)
    return tuple(disagreements), (*_passed_over(gone), *errors)


def _passed_over(gone: Mapping[str, Claim]) -> Iterator[Notice]:
    """The notice of the entries about sources that are not there: one, however many they are."""
    for ident, claim in [*gone.items()][:1]:
        what = f"{ident} is passed over: no source is called {claim.source!r}"
        if len(gone) > 1:
            what = f"{len(gone)} disagreements are passed over, whose sources are not among the files: {some_ids(gone)}"
        yield Notice(PLACE, claim.line, what, "name one of the files in sources/, without its ending")


def index_by_block(disagreements: Iterable[Disagreement]) -> dict[str, DisagreementsByBlock]:
    """The disagreements by article and block."""
    places: dict[str, dict[str, dict[str, Disagreement]]] = {}
    for disagreement in disagreements:
        for claim in disagreement.claims:
            places.setdefault(claim.article, {}).setdefault(claim.block, {})[disagreement.id] = disagreement
    return {article: {block: tuple(by_id.values()) for block, by_id in blocks.items()} for article, blocks in places.items()}


def _entry(values: RecordValues, others: Mapping[str, DisagreementEntry]) -> DisagreementEntry:
    """The disagreement of one entry. Raises DisagreementError where another has its id, and where it has words of one source only."""
    ident, claims = values["id"], values["places"]
    if ident in others:
        values.nodes["id"].fail(f"the id {ident!r} stands twice", f"the other is at {PLACE}:{others[ident].line}")
    if len({claim.source for claim in claims}) < FEWEST:
        values.nodes["places"].fail(f"{ident} has fewer than two sources", "a disagreement needs words of two articles at least")
    return DisagreementEntry(ident, values["question"].strip(), claims, values["note"], values.line)


def _located(claim: Claim, edition: Edition) -> LocatedClaim:
    """The words of a claim in their sentences. Raises InputError where they are not in the text exactly once."""
    matches = [(block, span) for block in edition.body_blocks for span in find_words(block.text, claim.words)]
    if len(matches) != 1:
        raise _not_unique(claim, edition, len(matches))
    block, span = matches[0]
    sentences = _sentences(block, span)
    start, end = span.start - sentences.start, span.end - sentences.start
    return LocatedClaim(edition.source.id, block.id, sentences.slice(block.text), start, end, claim.says)


def _not_unique(claim: Claim, edition: Edition, times: int) -> InputError:
    """The error for words that stand nowhere, or more than once; only a Notice where another source has become the base."""
    todo = "copy words of one paragraph that stand there once, as the page shows them"
    if claim.source == edition.source.id:
        return DisagreementError(PLACE, claim.line, f"the words {claim.words!r} are in {claim.source} {times} times", todo)
    base = f"{edition.source.id}, of which {claim.source} is a witness"
    return Notice(PLACE, claim.line, f"passed over: the words {claim.words!r} are {times} times in {base}", todo)


def _sentences(block: Block, span: Span) -> Span:
    """The span of the sentences that overlap ``span``, without white space at its ends."""
    spans = [match.span() for match in SENTENCE.finditer(block.text) if match.start() < span.end and span.start < match.end()]
    start = min((start for start, _ in spans), default=span.start)
    end = max((end for _, end in spans), default=span.end)
    return Span(start, end).trimmed(block.text)
