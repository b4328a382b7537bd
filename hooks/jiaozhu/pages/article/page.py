"""The page of one article, and the files beside it: `edition.json`, `edition.md`, `raw.txt`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import regex
from markupsafe import Markup

from ...cleaning.markup import is_page
from ...core.lines import core
from ...core.model import Block, Datum, Edition, Mention, Source
from ...html.plain_text import fragment_text
from ...rules.rulebook import Rule, Rulebook
from ..apparatus import Apparatus, Asked, Cut, Supply, apparatus, length, minutes
from ..inline import InlineElement, InlineMark, apply_marks
from ..render import File, front_matter, inert, markdown, page
from ..sigla import named
from ..term_usages import Terms
from .edition_json import edition_json
from .glossary_entries import Marks, entries, marked
from .json_ld import linked
from .surroundings import ArticleContext, excerpt

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
BULLET = regex.compile(r"[-–•·●○■□◆◇※][ \t]*")
UNTITLED = 14  # characters of the first line that stand in for a title
SUMMARY = 110  # characters of the beginning that stand for the whole


@dataclass(frozen=True, slots=True)
class Remark:
    """A numbered remark on the text: a mark in it, and what is said below. It is about one thing: a reading that was supplied,
    words that were cut, a conjecture, a question about words that stay, or the editor's note on some words.
    """

    number: int
    at: int
    supply: Supply | None = None
    cut: Cut | None = None
    guess: Rule | None = None
    asked: Asked | None = None
    words: str = ""
    note: str = ""

    @property
    def sign(self) -> str:
        """The number as the mark that stands in the text."""
        return CIRCLED[self.number - 1] if self.number <= len(CIRCLED) else f"〔{self.number}〕"


@dataclass(frozen=True, slots=True)
class View:
    """An edition as pages show it. ``latest`` is the latest day (or month) that its text tells of, where it has no date."""

    edition: Edition
    apparatus: Apparatus
    title: str
    remarks: tuple[Remark, ...]
    outside: tuple[Cut, ...]
    guesses: tuple[int, ...]
    marked: Mapping[str, tuple[Mention, ...]]
    named: Mapping[str, tuple[Mention, ...]]
    latest: str = ""

    @property
    def id(self) -> str:
        return self.edition.source.id

    @property
    def titled(self) -> bool:
        return self.edition.heading.title is not None

    @property
    def title_in_source(self) -> str | None:
        """The title as the source has it, where the page shows another, that of the editor."""
        found = next((block.text for block in self.edition.blocks if block.kind == "title"), None)
        return None if found is None or core(found) == core(self.title) else found

    @property
    def title_from_editor(self) -> bool:
        """True where the title on the page is the editor's, and not the one that the source has."""
        title = self.edition.heading.title
        untitled = not any(block.kind == "title" for block in self.edition.blocks)
        return title is not None and title.rule is None and (untitled or self.title_in_source is not None)

    @property
    def kept(self) -> tuple[str, ...]:
        """The words that the editor has taken out of the reach of all rules."""
        reading = self.edition.reading
        return tuple(fragment_text(span.slice(reading.raw)) if is_page(reading) else span.slice(reading.raw) for span in reading.held)

    @property
    def date(self) -> Datum | None:
        return self.edition.heading.date

    @property
    def names(self) -> tuple[Datum, ...]:
        """Outlet and author, each once."""
        found = (self.edition.heading.outlet, self.edition.heading.author)
        return tuple({datum.value: datum for datum in found if datum}.values())

    @property
    def body(self) -> tuple[Block, ...]:
        return tuple(block for block in self.edition.blocks if block.kind != "title")

    @property
    def headings(self) -> tuple[Block, ...]:
        return tuple(block for block in self.body if block.kind == "heading")

    @property
    def length(self) -> int:
        return length(block.text for block in self.body if block.kind != "figure")

    @property
    def minutes(self) -> int:
        return minutes(self.length)

    @property
    def excerpt(self) -> str:
        return next((block.text for block in self.body if block.kind == "paragraph"), "")

    @property
    def summary(self) -> str:
        """What is told of the article where there is little room."""
        return self.excerpt[:SUMMARY]

    @property
    def colophon(self) -> str:
        """What stands at the foot of each printed page, as a string of CSS: the source and its digest."""
        source = self.edition.source
        return _quoted(f"{source.path.rpartition('/')[2]}　SHA-256 {source.digest}")

    @property
    def changes(self) -> int:
        """How many times words were changed, and not only marks and spaces."""
        return sum(tally.times for tally in self.apparatus.tallies if tally.rule.kind != "form")

    @property
    def supplied(self) -> int:
        """How many characters another copy supplied."""
        return sum(len(supply.put) for supply in self.apparatus.supplies)

    @property
    def copies(self) -> int:
        """How many copies of the article were collated: the sources, and what the base has more than once."""
        here = {v.copy for v in self.edition.variants if v.copy}
        second = any(tally.rule.id == "second-copy" for tally in self.apparatus.tallies)
        return 1 + max(len(here), int(second)) + len(self.edition.witnesses)

    @property
    def collated(self) -> str:
        """How many that are, in words."""
        return f"{'两' if self.copies == 2 else self.copies} 本合校".replace("两 ", "两")

    @property
    def witnesses(self) -> tuple[tuple[str, Source], ...]:
        """The sources of the article, each with its sign, where there are several."""
        return named(self.edition) if self.edition.witnesses else ()


def view(edition: Edition, rulebook: Rulebook, marks: Marks = "first") -> View:
    """The edition with its apparatus, its title (or a stand-in), its remarks numbered in the order of the text, its terms and its names."""
    found = apparatus(edition, rulebook)
    inside, outside = _parted(edition, found.cuts)
    remarks = _remarks(edition, found, inside, rulebook)
    terms, names = (marked(edition, mentions, marks) for mentions in (edition.mentions, edition.names))
    return View(edition, found, _title(edition), remarks, outside, _guesses(edition, rulebook), terms, names)


def files(view: View, around: ArticleContext, terms: Terms, data: bytes) -> Iterator[File]:
    """The page, with its terms and links to the articles around it, and the three files of the edition."""
    folder = f"articles/{view.id}"
    said = entries(view.edition, terms)
    filled = {"text": text, "here": here, "excerpt": excerpt, "linked": linked}
    yield page("article/page.md.j2", f"{folder}.md", v=view, around=around, terms=said, **filled)
    yield File(f"{folder}/edition.json", edition_json(view))
    yield File(f"{folder}/edition.md", edition_markdown(view))
    yield File(f"{folder}/raw.txt", data)


def here(view: View, block: Block) -> tuple[Remark, ...]:
    """The remarks that fall into a block."""
    if block.kind == "figure":
        return ()
    return tuple(remark for remark in view.remarks if block.span.start < remark.at <= block.span.end)


def text(view: View, block: Block) -> Markup:
    """The text of a block with its marks: the signs of remarks, the links of terms and names, and marks that are conjectures."""
    if block.kind == "figure":
        return inert(block.text)
    signs = (InlineMark(remark.at - block.span.start, sign(remark)) for remark in here(view, block))
    return apply_marks(block.text, (*_linked(view, block), *_guessed(view, block)), signs)


def sign(remark: Remark) -> Markup:
    """The mark of a remark, which leads to what is said."""
    n = remark.number
    return Markup(f'<sup class="jz-mark">&#8288;<a href="#note-{n}" id="mark-{n}" aria-label="校注 {n}">{remark.sign}</a></sup>')


def _linked(view: View, block: Block) -> Iterator[InlineElement]:
    for m in view.marked.get(block.id, ()):
        opening = Markup(f'<a class="term" data-term="{m.entry}" href="../../glossary/#{m.entry}">')
        yield InlineElement(m.start, m.end, opening, Markup("</a>"), whole=True)
    for m in view.named.get(block.id, ()):
        opening = Markup(f'<a class="name" data-name="{m.entry}" href="../../names/{m.entry}/">')
        yield InlineElement(m.start, m.end, opening, Markup("</a>"), whole=True)


def _guessed(view: View, block: Block) -> Iterator[InlineElement]:
    first, last = (bisect_left(view.guesses, at) for at in (block.span.start, block.span.end))
    for guess in view.guesses[first:last]:
        at = guess - block.span.start
        yield InlineElement(at, at + 1, Markup('<span class="jz-guess" title="推定">'), Markup("</span>"))


def _guesses(edition: Edition, rulebook: Rulebook) -> tuple[int, ...]:
    """Where in the text marks stand whose form is a conjecture."""
    unsure = ((at, run) for at, run in edition.reading.placed() if run.put and not run.sure)
    return tuple(at + n for at, run in unsure if rulebook.rules[run.rule or ""].kind == "form" for n in range(len(run.put or "")))


def edition_markdown(view: View) -> str:
    """The clean text as plain Markdown, readable by any program."""
    heading = view.edition.heading
    facts = {"title": view.title, "date": view.date, "author": heading.author, "outlet": heading.outlet, "source": heading.url}
    meta = {key: value.value if isinstance(value, Datum) else value for key, value in facts.items() if value}
    body = "\n\n".join(_block(block) for block in view.body)
    return f"{front_matter(**meta)}\n# {markdown(view.title)}\n\n{body}\n"


def _block(block: Block) -> str:
    if block.kind == "heading":
        return f"## {markdown(block.text)}"
    if block.kind == "caption":
        return f"*{markdown(block.text)}*"
    if block.kind == "figure":
        return f"> 〔{markdown(block.text)}〕"
    if block.kind == "quote":
        return "\n".join(f"> {line}" for line in markdown(block.text).splitlines())
    if block.kind == "list":
        return "\n".join(f"- {markdown(item)}" for item in items(block))
    return markdown(block.text)


def items(block: Block) -> list[str]:
    """The items of a list, without their bullets."""
    return [BULLET.sub("", line.strip(), count=1) for line in block.text.splitlines() if line.strip()]


def _quoted(text: str) -> str:
    """A string of CSS in which no character means anything."""
    inside = (c if c.isalnum() or c in " .-　" else f"\\{ord(c):x} " for c in text)
    return f'"{"".join(inside)}"'


def _parted(edition: Edition, cuts: tuple[Cut, ...]) -> tuple[tuple[Cut, ...], tuple[Cut, ...]]:
    """The cuts in the middle of a block, and those between blocks."""
    spans = [block.span for block in edition.blocks if block.kind != "figure"]
    starts = [span.start for span in spans]
    inside: list[Cut] = []
    outside: list[Cut] = []
    for cut in cuts:
        n = bisect_left(starts, cut.at) - 1
        (inside if n >= 0 and cut.at < spans[n].end else outside).append(cut)
    return tuple(inside), tuple(outside)


def _title(edition: Edition) -> str:
    if edition.heading.title:
        return edition.heading.title.value
    first = next((block.text for block in edition.blocks if block.kind != "figure"), "")
    return f"〔无题〕{first[:UNTITLED]}……" if len(first) > UNTITLED else f"〔无题〕{first}"


def _remarks(edition: Edition, found: Apparatus, inside: tuple[Cut, ...], rulebook: Rulebook) -> tuple[Remark, ...]:
    drafts = [Remark(0, s.at + len(s.put), supply=s) for s in found.supplies]
    drafts += [Remark(0, cut.at, cut=cut) for cut in inside]
    drafts += [Remark(0, asked.at, asked=asked) for asked in found.asked]
    for at, run in edition.reading.placed():
        rule = rulebook.rules.get(run.rule or "")
        if rule is not None and run.put and not run.sure and rule.kind != "form" and run.witness is None:
            drafts.append(Remark(0, at, guess=rule))
    drafts += [Remark(0, note.span.end, words=note.words, note=note.note) for note in edition.notes]
    drafts.sort(key=lambda remark: remark.at)
    return tuple(replace(draft, number=n) for n, draft in enumerate(drafts, 1))
