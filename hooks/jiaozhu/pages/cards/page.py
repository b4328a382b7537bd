"""What the card of a link shows, before the link is followed: small files beside each article, of which a browser reads one or two.

`articles/<id>/card/0.txt` has, line by line, the title, the date, the beginning of the text, and which other files there are: the
ids of the blocks with which `1.txt`, `2.txt`, … begin. A line for a block is its id, a tab, and how it begins; the blocks stand in
the order of their ids, in `0.txt` where all of them have room there. Only blocks to which some page leads are in any of them.
They are plain text, so that they are converted to each script as pages are, and nothing in them can be taken for HTML.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import unquote

from ...core.model import Block
from ..article.page import View
from ..render import File

SHOWN = 120  # characters of a text on a card
LARGEST = 2_700  # bytes of a file: 3 KB, less what they may grow by in another script
CUT = "……"
LINK = re.compile(r'/#(b[a-z2-7]+(?:-[0-9]+)?)"')
UNDATED = "未署日期"


def targets(files: Iterable[File]) -> dict[str, frozenset[str]]:
    """Of each article the blocks to which the pages among ``files`` lead, by their ids."""
    found: dict[str, set[str]] = {}
    for file in files:
        text = file.content if file.page and isinstance(file.content, str) else ""
        for match in LINK.finditer(text):
            start = max(text.rfind("/", 0, match.start()), text.rfind('"', 0, match.start())) + 1
            found.setdefault(unquote(text[start : match.start()]), set()).add(match[1])
    return {ident: frozenset(blocks) for ident, blocks in found.items()}


def files(views: Iterable[View], linked: Mapping[str, Collection[str]]) -> Iterator[File]:
    """The files of each article: ``linked`` has the blocks that cards are wanted of."""
    for view in views:
        for n, lines in enumerate(_packed(_head(view), sorted(_lines(view, linked.get(view.id, ()))))):
            yield File(f"articles/{view.id}/card/{n}.txt", "\n".join(lines) + "\n")


def clipped(text: str) -> str:
    """A text on one line, and no longer than a card."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - len(CUT)] + CUT


def _head(view: View) -> tuple[str, str, str]:
    date = view.date.value if view.date else UNDATED
    return clipped(view.title), clipped(date), clipped(view.excerpt)


def _lines(view: View, wanted: Collection[str]) -> Iterator[str]:
    for n, block in enumerate(view.body):
        if block.id in wanted:
            yield f"{block.id}\t{clipped(_told(block, view.body[n + 1 : n + 2]))}"


def _told(block: Block, after: tuple[Block, ...]) -> str:
    """The text of a block; behind a heading, that of the block which follows."""
    return "　".join([block.text, *(b.text for b in after if block.kind == "heading")])


def _packed(head: tuple[str, ...], lines: list[str]) -> Iterator[list[str]]:
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
