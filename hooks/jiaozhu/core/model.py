"""The records of the program. All are frozen; their lists are tuples; every offset is a code point."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from dataclasses import dataclass, fields, replace
from typing import Literal

from .block_parts import ListItem, PictureReference, TableCell, TextMark
from .decisions import EditionState, Reference
from .entries import Mention
from .reading import Reading, Span

BlockKind = Literal["title", "heading", "paragraph", "verse", "caption", "list", "quote", "table", "code", "figure", "break"]


@dataclass(frozen=True, slots=True)
class MalformedBytes:
    """Bytes of a source that are no character of its encoding, or a NUL. The raw text has U+FFFD in their place, at the offset ``at``."""

    at: int
    octets: bytes


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it came. ``raw`` is the decoded text, byte-order mark and newlines included.

    ``id`` is the file's stem, ``path`` is relative to the project, ``digest`` the SHA-256 of the bytes in hexadecimal,
    and ``encoding`` the codec by which ``raw`` was decoded; ``evidence`` says in words why that one. ``malformed`` are the bytes that
    could not be decoded, so that ``raw`` with them gives the bytes of the file again
    (in Big5, which has some frame lines twice, perhaps by the other code).
    """

    id: str
    path: str
    raw: str
    digest: str
    encoding: str
    evidence: str
    malformed: tuple[MalformedBytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Datum:
    """A fact about an article: its value, and what found it in the source (a rule, or the search for the title).

    ``rule`` is None where the editor gave it.
    """

    value: str
    rule: str | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """What the head of an article's page says. Each datum is absent where nothing is known."""

    title: Datum | None = None
    date: Datum | None = None
    author: Datum | None = None
    outlet: Datum | None = None
    url: Datum | None = None
    retrieved: Datum | None = None

    def settled(self, doubted: Container[str | None]) -> Heading:
        """The same heading, in which only what a rule of ``doubted`` supplied is still in doubt."""
        data = {field.name: getattr(self, field.name) for field in fields(self)}
        return Heading(**{k: replace(d, sure=d.sure or d.rule not in doubted) if d else None for k, d in data.items()})

    @property
    def data(self) -> tuple[Datum, ...]:
        data = (self.title, self.date, self.author, self.outlet, self.url, self.retrieved)
        return tuple(datum for datum in data if datum)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or its like. ``span`` is its place in the reading's text; the text of a figure or a break is the program's own.

    ``level`` is that of a heading, from 1 for the highest below the title. ``marks`` are in order, the outer before the inner;
    ``items`` are those of a list, ``cells`` those of a table. Where a list or a table has none, each line is an item or a row.
    """

    id: str
    kind: BlockKind
    text: str
    span: Span
    level: int = 0
    marks: tuple[TextMark, ...] = ()
    items: tuple[ListItem, ...] = ()
    cells: tuple[TableCell, ...] = ()
    picture: PictureReference | None = None

    @property
    def has_own_text(self) -> bool:
        """True where the text is the source's, and not the program's own."""
        return self.kind not in ("figure", "break")


@dataclass(frozen=True, slots=True)
class Note:
    """An editor's note, bound to the words of the text that it is about (``span`` in the reading's text)."""

    span: Span
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Variant:
    """What another witness of an article reads: ``reading`` in the place of ``lemma``, a stretch of the edition's text.

    The lemma is empty where the witness adds something, the reading where it leaves something out. ``witness`` is a source's
    id; ``copy`` counts from 1 the copies of the body that this source itself has besides the first, and is 0 for that one.
    """

    lemma: Span
    reading: str
    witness: str
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """The sketch of an edition, with which other sources are compared in its place: see `facts/same_article_sketch.py`.

    ``digest`` and ``length`` are those of the letters of the body, ``title`` the letters of the title, ``numbers`` the numbers
    in the body and how often each stands there. ``hashes`` are the sampled shingles, one of ``every`` (in four bytes each),
    ``sketch`` the MinHash of all of them (the same). ``witness`` and ``apart`` are the sidecar's.
    """

    id: str
    digest: str
    length: int
    title: str
    numbers: tuple[tuple[str, int], ...]
    every: int
    hashes: bytes
    sketch: bytes
    witness: Reference | None = None
    apart: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A source that was made readable: the reading with its provenance, the blocks, and the facts of it.

    ``mentions`` are those of terms, ``names`` those of names; no two of them overlap.
    ``vocabulary`` are the words that it uses often, by which it is compared with others; ``usages`` are the
    forms that may be terms, packed by `facts/term_usage/usage.py`; ``prints`` are sampled hashes, by `facts/passage_fingerprints.py`.
    Where several sources are one article, ``source`` is the base, ``witnesses`` are the others, and ``variants`` what they read.
    ``given_state`` is what the editor says of it in the sidecar of the base, ``given_headings`` are the stretches of the raw text that she
    has found to be headings.
    """

    source: Source
    heading: Heading
    reading: Reading
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    mentions: tuple[Mention, ...] = ()
    names: tuple[Mention, ...] = ()
    vocabulary: tuple[tuple[str, int], ...] = ()
    witnesses: tuple[Source, ...] = ()
    variants: tuple[Variant, ...] = ()
    summary: Summary | None = None
    usages: bytes = b""
    prints: bytes = b""
    given_state: EditionState | None = None
    given_headings: tuple[Span, ...] = ()

    @property
    def text_digest(self) -> str:
        """The SHA-256 of what is read in it: the data of its head and its blocks."""
        digest = hashlib.sha256()
        head = (self.heading.title, self.heading.date, self.heading.author, self.heading.outlet)
        for words in (*(datum.value if datum else "" for datum in head), *(f"{block.kind} {block.text}" for block in self.blocks)):
            digest.update(words.encode("utf-8", "surrogatepass") + b"\0")
        return digest.hexdigest()

    @property
    def state(self) -> EditionState | None:
        """How far it has been checked; None where it has not, or where its text has changed since."""
        given = self.given_state
        return given if given and self.text_digest.startswith(given.digest) else None

    @property
    def body_blocks(self) -> tuple[Block, ...]:
        """The blocks that are words of the article: neither its title nor the program's own."""
        return tuple(block for block in self.blocks if block.kind != "title" and block.has_own_text)


@dataclass(frozen=True, slots=True)
class BlockSpan:
    """A stretch of a block of an article; ``span`` is in the block's text."""

    article: str
    block: str
    span: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that two articles have in common; ``one`` is of the article whose id comes first.

    ``letters`` is how many letters are equal. ``differences`` are the stretches in which the two differ, in order, each in the
    text of the one block and of the other; one of the two may be empty.
    """

    one: BlockSpan
    other: BlockSpan
    letters: int
    differences: tuple[tuple[Span, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """All editions, by date and then by id, undated ones last; and what different articles share.

    ``lost`` are notes on a witness whose words are not in the edition that it was merged into, each with the id of its source.
    """

    editions: tuple[Edition, ...]
    passages: tuple[Passage, ...] = ()
    lost: tuple[tuple[str, Note], ...] = ()
