"""What the card of a link shows, before the link is followed: small files beside each article, of which a browser reads one or two.

`articles/<id>/card/0.txt` has, line by line, the title, the date, the beginning of the text, and which other files there are: the
ids of the blocks with which `1.txt`, `2.txt`, … begin. A line for a block is its id, a tab, and how it begins; the blocks stand in
the order of their ids, in `0.txt` where all of them have room there. Only blocks to which some page leads are in any of them.
They are plain text, so that they are converted to each script as pages are, and nothing in them can be taken for HTML.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...core.article import Article
from ...core.model import Block
from ...corpus.index import Index
from ..render import File

SHOWN = 120  # characters of a text on a card
LARGEST = 2_700  # bytes of a file: 3 KB, less what they may grow by in another script
CUT = "……"
UNDATED = "未署日期"


@dataclass(frozen=True, slots=True)
class CardInput:
    """The first lines of the files of one article, and a line for each block to which some page leads, by the ids of the blocks."""

    article: str
    head: tuple[str, str, str]
    lines: tuple[str, ...]


def inputs(index: Index) -> Iterator[CardInput]:
    """One for each article. The index has to know to which blocks other pages lead."""
    for article in index.articles:
        lines = sorted(_lines(article.body, index.linked_blocks.get(article.id, frozenset())))
        yield CardInput(article.id, _head(article), tuple(lines))


def render(data: CardInput) -> Iterator[File]:
    for n, lines in enumerate(_packed(data.head, data.lines)):
        yield File(f"articles/{data.article}/card/{n}.txt", "\n".join(lines) + "\n")


def clipped(text: str) -> str:
    """A text on one line, and no longer than a card."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - len(CUT)] + CUT


def _head(article: Article) -> tuple[str, str, str]:
    date = article.date.value if article.date else UNDATED
    return clipped(article.title), clipped(date), clipped(article.excerpt)


def _lines(body: Sequence[Block], linked: Collection[str]) -> Iterator[str]:
    for n, block in enumerate(body):
        if block.id in linked:
            yield f"{block.id}\t{clipped(_words(block, body[n + 1 : n + 2]))}"


def _words(block: Block, following: Sequence[Block]) -> str:
    """The text of a block; behind a heading, that of the block which follows."""
    return "　".join([block.text, *(b.text for b in following if block.kind == "heading")])


def _packed(head: Sequence[str], lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each file, none of them too large. What the first has no room to tell of is left out: its links have no card."""
    if _size([*head, "", *lines]) <= LARGEST:
        yield [*head, "", *lines]
        return
    packs: list[list[str]] = []
    size, room = LARGEST, LARGEST - _size([*head, ""])
    for line in lines:
        size += _size([line])
        if size > LARGEST:
            ident, size = line.partition("\t")[0], _size([line])
            room -= len(ident) + 1
            if room < 0:
                break
            packs.append([])
        packs[-1].append(line)
    yield [*head, " ".join(pack[0].partition("\t")[0] for pack in packs)]
    yield from packs


def _size(lines: Iterable[str]) -> int:
    return sum(len(line.encode("utf-8", "replace")) + 1 for line in lines)
