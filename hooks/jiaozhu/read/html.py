"""Web pages: the article of a page as plain text, one block a line.

A page is parsed once, and this module alone turns it into lines. Two extractors of different making, readability and
trafilatura, then say which of these lines they take for the article; their own text is not used. So nothing is reworded on
the way, images keep their place, and where the two disagree can be told line by line.

What the text has beyond the letters of the page is what a browser would show: the bullets and numbers of lists, a bar between
the cells of a row, and `[图片]` for an image. Everything in a page is untrusted; what comes out is text.
"""

from __future__ import annotations

import json
import logging
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate, groupby
from typing import Any, Literal

import regex
from lxml import etree  # type: ignore[import-untyped,import-not-found,unused-ignore]
from lxml import html as lxml_html

from ..jiao.lines import core, lines
from .encoding import BIG5, BOMS, Decoded, Undecodable, decode

Who = Literal["readability", "trafilatura"]
Basis = Literal["both", "readability", "trafilatura"]

BYTES, ELEMENTS = 16_000_000, 30_000  # of a page at most; elements without scripts and the like
PIECES, CHARACTERS = 12_000, 1_000_000  # of its text
DEPTH = 100  # elements that are nested deeper are flattened for the extractors
IMAGE = "[图片]"  # what the rule `lost-image` takes out, leaving a figure
BAR, BULLET = " | ", "• "
SMALL = 48  # pixels: an image that is no larger is an icon
LEAST, SHARE, ERROR = 40, 0.25, 300  # letters of prose in an article, their least share; letters that an error page stays below
TEASERS = 3  # lines like “read more” that make a page a list
LATIN = "windows-1252"

# What a page may name in its <meta>, and the codecs to try for it: pages say gb2312 where they use GBK.
CHARSETS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), ("utf-8",)),
    **dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "chinese", "csgb2312", "gb18030"), ("gb18030",)),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5", "csbig5", "cp950"), BIG5),
    **dict.fromkeys(("iso-8859-1", "latin1", "ascii", "us-ascii", "windows-1252", "cp1252"), (LATIN,)),
    **{name: (name,) for name in ("shift_jis", "euc-jp", "euc-kr")},
}
META = regex.compile(rb"""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""", regex.I)
COMMENT = regex.compile(rb"<!---?>|<!--.*?(?:-->|\Z)", regex.S)
HEAD = 4096  # bytes in which the name of the encoding stands

SILENT = (
    *("applet", "area", "audio", "base", "button", "canvas", "datalist", "embed", "frame", "frameset", "head", "iframe", "input"),
    *("link", "map", "math", "meta", "noembed", "noframes", "noscript", "object", "option", "param", "rp", "rt", "rtc", "script"),
    *("select", "source", "style", "svg", "template", "textarea", "track", "video"),
)
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog", "dir", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup"),
        *("hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td"),
        *("tfoot", "th", "thead", "tr", "ul"),
    )
)
KINDS = {"a": "a", "figcaption": "figcaption", "figure": "figure", "li": "li", "ol": "ol", "pre": "pre", "td": "td", "th": "td", "tr": "tr"}
HIDDEN = regex.compile(r"(?:^|;)\s*display\s*:\s*none\b", regex.I)
VEILED = regex.compile(r"(?:^|;)\s*(?:visibility\s*:\s*hidden\b|opacity\s*:\s*0(?:\.0+)?\s*(?:!|;|$))", regex.I)
VEILS = 20  # elements under a veil that are looked at
BLOCKED = regex.compile(r"(?:^|;)\s*display\s*:\s*(?:block|flex|grid|table|list-item)\b", regex.I)
ICON = regex.compile(r"emoji|emoticon|emotion|smiley|avatar|icon", regex.I)
PIXELS = regex.compile(r"\s*(\d{1,5})(?:\.\d*)?(?:px)?\s*", regex.I)
STYLE_PIXELS = regex.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*(\d{1,5})(?:\.\d*)?px", regex.I)
# Words of a class or an id that speak against an element.
ASIDE = regex.compile(
    r"(?:^|[\s_-])(?:comments?|disqus|pinglun|repl(?:y|ies)|related|relevant|recommend(?:ed|ations?)?|tuijian|xiangguan|sidebar|footer"
    r"|breadcrumbs?|crumbs?|share|copyright|nav(?:bar|igation)?|pager|pagination)(?:$|[\s_-])",
    regex.I,
)
GAP = regex.compile(r"[ \t\n\f\r]+")
EDGE = " \t\n\f\r\u00a0\u3000"  # at the edges of a line these are layout
WIDE = regex.compile(r"[\p{Han}\u3000-\u303f\uff00-\uffef]")
MARKED = regex.compile(r"[•·●○■□◆◇※▪*\-–—]|[(（]?\d{1,3}[.)、．）]|[(（]?[一二三四五六七八九十]{1,3}[、）)]")
TEASER = regex.compile(
    r"[\[【(（]?(?:阅读全文|查看全文|阅读更多|继续阅读|查看详情|加入购物车|立即购买|[Rr]ead [Mm]ore|[¥￥]\s*[\d,.]+(?:起|元)?)"
    r"[\]】)）»>… .]*"
)
NOT_FOUND = regex.compile(
    r"\W*(?:404|403|50\d)\b|.*\bnot found\b|\W*error\b|(?:出错|错误|访问出错|提示信息|系统提示|信息提示)"
    r"|(?:页面|网页|文章|内容|帖子|信息|主题).{0,6}(?:不存在|找不到|删除|无法访问|出错|错误)|.*找不到.{0,4}(?:页面|网页|文件|内容)",
    regex.I,
)
LONG_TAG = regex.compile(r"<([A-Za-z][A-Za-z0-9-]{0,20}+)(?=[\s/])[^<>]{4000,}+>")
CONTROLS = regex.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
LABEL = regex.compile("([\u2801-\u28ff])([\u2801-\u28ff])")  # Braille: printable, neither letters nor spaces, rare in Chinese
BRAILLE = regex.compile("[\u2800-\u28ff]")
LATINIZED = str.maketrans({"，": ", ", "、": ", ", "；": ", ", "。": ". "})  # the extractors look for the marks of English
TELLING = ("class", "id", "itemprop", "itemtype", "name", "property", "rel", "role", "type")  # attributes for the extractors
LONGEST = 200  # characters of an attribute, or of a fact in the metadata
JSON_LD, NODES = 400_000, 2_000  # characters of JSON-LD that are read, and nodes in it
DATES = ("article:published_time", "og:published_time", "datepublished", "publishdate", "pubdate", "publish_time", "og:release_date")
AUTHORS = ("article:author", "og:article:author", "author")
OUTLETS = ("og:site_name", "mediaid", "source")
NAMELESS = regex.compile(r"(?:admin(?:istrator)?|root|editor|webmaster|未知|佚名)$|discuz|wordpress|comsenz|://|www\.", regex.I)
BYLINES = {
    "author": regex.compile(r"(?<![^\s|｜])(?:作者|记者|撰文|文)[ ]*[|｜：:/／]\s*([^\s|｜：:]{2,18})"),
    "outlet": regex.compile(r"(?<![^\s|｜])(?:来源|出处|稿源)[ ]*[|｜：:]\s*([^\s|｜：:]{2,18})"),
}
DAY = regex.compile(r"(?<!\d)((?:19|20)\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")

for _name in ("readability", "trafilatura"):  # what they say of a hostile page is nothing to an editor
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


class NoArticle(Undecodable):
    """A page that can be read and holds no article: a list, an index, an error; or one that no article could be."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What a page says of its article in its metadata. ``date`` is ISO 8601, of a day."""

    title: str | None = None
    date: str | None = None
    author: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines, one below the other on the page, that only ``by`` takes for the article; and whether the text has them."""

    by: Who
    text: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Disagreement:
    """``share``: of the letters that either extractor takes for the article, those that only one does."""

    share: float
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Extracted:
    """The article of a page.

    ``text`` has a block a line, and a newline at its end. ``html_raw`` is the page as decoded by ``encoding``, a byte-order
    mark included; ``evidence`` says why by that one. ``basis`` is whose choice of lines the text rests on.
    """

    text: str
    html_raw: str
    encoding: str
    evidence: str
    hints: Hints
    disagreement: Disagreement
    basis: Basis


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. ``pieces`` are the numbers of its text nodes, each with its letters; ``row``, ``cell``, ``item`` and
    ``figure`` number the elements that it stands in, or are 0; ``marker`` is what a browser shows before the item.
    """

    text: str
    pieces: tuple[tuple[int, int], ...] = ()
    linked: int = 0
    row: int = 0
    cell: int = 0
    item: int = 0
    marker: str = ""
    figure: int = 0
    caption: bool = False
    image: bool = False

    @property
    def letters(self) -> int:
        return sum(letters for _, letters in self.pieces)

    @property
    def links(self) -> bool:
        """True where most of the line leads elsewhere."""
        return self.linked * 2 > self.letters

    @property
    def prose(self) -> bool:
        return not self.links and any(line.prose for line in lines(self.text))


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page; by their numbers the stretches ``(first, end)`` of its blocks, and the lines that stand apart."""

    lines: tuple[Line, ...]
    blocks: tuple[tuple[int, int], ...]
    apart: frozenset[int]


def read(data: bytes, named: str | None) -> Extracted:
    """The article of the web page ``data``, in the encoding that the editor ``named``, or that the page and the evidence do.

    Raises Undecodable where the bytes are no text, and NoArticle (which is one) where there is no article in it.
    """
    if len(data) > BYTES:
        raise NoArticle(f"a page of {len(data):,} bytes: no article is as large")
    decoded = decode_page(data, named)
    root = _parsed(_lightened(decoded.raw))
    hints, title = _hints(root), _text(root.find(".//title"))
    root = _pruned(root)
    page = _page(root)
    votes = _votes(root, page)
    basis, kept = _chosen(page, *votes)
    _require_article(page, kept, title)
    hints, kept = _with_title(page, kept, hints)
    text = "\n".join(_shown(page.lines, kept)) + "\n"
    return Extracted(text, decoded.raw, decoded.encoding, decoded.evidence, hints, _disagreement(page.lines, kept, *votes), basis)


# From bytes to text


def decode_page(data: bytes, named: str | None) -> Decoded:
    """The text of a page. What the editor ``named`` decides, then a byte-order mark, then the page's own <meta> where the bytes
    bear it out, then the evidence as for any text. Raises Undecodable.
    """
    charset = _charset(data)
    if named is not None or charset is None or b"\0" in data or data.startswith(tuple(bom for bom, _ in BOMS)):
        return decode(data, named)
    codecs = CHARSETS[charset]
    if codecs != ("utf-8",) and _fits(data, "utf-8"):  # a browser has saved it again, and left the <meta> alone
        return Decoded(data.decode("utf-8"), "utf-8", f"valid UTF-8, though the page says {charset}")
    if LATIN in codecs:  # what servers say of anything
        return _decoded_or_latin(data, charset)
    fitting = next((codec for codec in codecs if _fits(data, codec)), None)
    return Decoded(data.decode(fitting), fitting, f"the page says {charset}") if fitting else decode(data)


def _decoded_or_latin(data: bytes, charset: str) -> Decoded:
    """The text by the evidence, or else by the word of the page."""
    try:
        return decode(data)
    except Undecodable:
        if not _fits(data, LATIN):
            raise
        return Decoded(data.decode(LATIN), LATIN, f"the page says {charset}")


def _charset(data: bytes) -> str | None:
    """The encoding that a page names in its head, if it is one of those known here."""
    match = META.search(COMMENT.sub(b"", data[:HEAD]))
    name = match[1].decode("ascii", "replace").lower() if match else ""
    return name if name in CHARSETS else None


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


# From text to a tree. An element is Any, because lxml has no types.


def _parsed(markup: str) -> Any:
    """The tree of a page. Raises NoArticle where it has no elements, or is nested too deep."""
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise NoArticle("an empty page")
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):  # the parser has stopped there
        raise NoArticle("elements nested too deep: no article needs that")
    return root


def _lightened(raw: str) -> str:
    """A page without what would only cost time: control characters, and attributes that go on for ever, such as whole images."""
    return LONG_TAG.sub(r"<\1>", _allowed(raw.lstrip("\ufeff")))


def _allowed(text: str) -> str:
    """A text without the characters that no tree may hold. A page can write them as references as well."""
    return CONTROLS.sub("", text.replace("\f", " "))


def _pruned(root: Any) -> Any:
    """A tree without what a reader of the page does not see, or what is no text of it. The tree that is given is used up."""
    etree.strip_elements(root, *SILENT, with_tail=False)
    veils = 0
    for element in list(root.iterdescendants()):
        style = element.get("style", "")
        veiled = bool(VEILED.search(style))
        veils += veiled
        if element.get("hidden") is not None or HIDDEN.search(style) or (veiled and (veils > VEILS or not _is_bulk(element, root))):
            element.tag = "template"
    etree.strip_elements(root, "template", with_tail=False)
    return _parsed(_markup(root))  # else the pieces of text that are neighbours now would be slow to read


def _markup(root: Any) -> str:
    return str(lxml_html.tostring(root, encoding="unicode"))


def _is_bulk(element: Any, root: Any) -> bool:
    """True for an element with most of the page's text. What hides that is a veil, which a script lifts."""
    return len(_text(element)) * 2 > len(_text(root))


def _text(element: Any) -> str:
    return "" if element is None else str(element.xpath("string()"))


# From a tree to lines


@dataclass(slots=True)
class _Walk:
    """What is known while a tree is walked: the lines that are done, the elements that are open, the line that is being made."""

    done: list[Line] = field(default_factory=list)
    blocks: list[tuple[int, int]] = field(default_factory=list)
    asides: list[tuple[int, int]] = field(default_factory=list)
    elements: int = 0
    nodes: int = 0
    size: int = 0
    open: dict[str, list[int]] = field(default_factory=lambda: {kind: [] for kind in KINDS.values()})  # their numbers
    starts: list[int] = field(default_factory=list)
    counters: list[int] = field(default_factory=list)  # of the open numbered lists: the next number
    words: list[str] = field(default_factory=list)
    pieces: list[tuple[int, int]] = field(default_factory=list)
    linked: int = 0
    images: list[bool] = field(default_factory=list)  # of the line: whether behind its text
    marker: str = ""

    def enter(self, element: Any) -> None:
        """Open an element, and take in its text."""
        tag = element.tag
        self.elements += 1
        if _is_block(element):
            self._end_line()
            self.starts.append(len(self.done))
        if tag in KINDS:
            self.open[KINDS[tag]].append(self.elements)
        if tag == "ol":
            self.counters.append(_first_number(element))
        if tag == "li":
            self.marker = self._next_marker(element)
        if tag == "img" and not _is_icon(element):
            self.images.append(bool(self.pieces))
        element.text = self._take(element.text)

    def leave(self, element: Any) -> None:
        """Close an element, and take in the text behind it."""
        tag = element.tag
        if _is_block(element):
            self._end_line()
            self.blocks.append((self.starts.pop(), len(self.done)))
            if tag in ("nav", "footer") or ASIDE.search(f"{element.get('class', '')[:LONGEST]} {element.get('id', '')[:LONGEST]}"):
                self.asides.append(self.blocks[-1])
        if tag in KINDS:
            self.open[KINDS[tag]].pop()
        if tag == "ol":
            self.counters.pop()
        if tag == "li":
            self.marker = ""
        element.tail = self._take(element.tail)

    def page(self) -> Page:
        """What was found. Of what stands apart by its name, only what holds less than half of the page does."""
        self._end_line()
        found = tuple(_captions_last(self.done))
        sums = [0, *accumulate(line.letters for line in found)]
        apart = (range(first, end) for first, end in self.asides if (sums[end] - sums[first]) * 2 < sums[-1])
        return Page(found, tuple(self.blocks), frozenset(n for some in apart for n in some))

    def _take(self, text: str | None) -> str:
        """Take in a text node, and give it back as the extractors shall have it: labelled, with a label of two characters."""
        text = _allowed(text or "")
        if not text.strip(EDGE):
            if self.pieces:
                self.words.append(text)
            return text
        self._count(text)
        for n, part in enumerate(text.split("\n") if self._within("pre") else [text]):
            if n:
                self._end_line()
            letters = len(core(part))
            self.words.append(part)
            self.pieces.append((self.nodes - 1, letters))
            self.linked += letters if self._within("a") else 0
        self.images = [behind for behind in self.images if not behind]  # one inside a line is no figure
        return BRAILLE.sub("", text).translate(LATINIZED) + _label(self.nodes - 1)

    def _count(self, text: str) -> None:
        self.nodes += 1
        self.size += len(text.strip(EDGE))
        if self.nodes > PIECES or self.size > CHARACTERS:
            raise NoArticle(f"more than {PIECES:,} pieces of text, or {CHARACTERS:,} characters: no article has as many")

    def _end_line(self) -> None:
        """End the line that is being made, if there is one; the images at its edges become lines of their own."""
        row, cell, item, figure = (self._within(kind) for kind in ("tr", "td", "li", "figure"))
        image = Line(IMAGE, row=row, cell=cell, figure=figure, image=True)
        self.done += [image for behind in self.images if not behind]
        text = _collapsed("".join(self.words))
        if text:
            caption = self._within("figcaption") > 0
            self.done.append(Line(text, tuple(self.pieces), self.linked, row, cell, item, self.marker, figure, caption))
            self.marker = ""
        self.done += [image for behind in self.images if behind]
        self.words, self.pieces, self.linked, self.images = [], [], 0, []

    def _within(self, kind: str) -> int:
        """The number of the innermost open element of a kind, or 0."""
        return self.open[kind][-1] if self.open[kind] else 0

    def _next_marker(self, item: Any) -> str:
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return BULLET
        self.counters[-1] += 1
        return f"{self.counters[-1] - 1}. "


def _page(root: Any) -> Page:
    """The lines of a tree, whose text nodes get their labels by it. Raises NoArticle for one with too much in it."""
    walk = _Walk()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            walk.enter(element)
        else:
            walk.leave(element)
        if walk.elements > ELEMENTS:
            raise NoArticle(f"more than {ELEMENTS:,} elements: no article has as many")
    return walk.page()


def _captions_last(found: Iterable[Line]) -> Iterator[Line]:
    """The same lines, those of a figure with its images first: a caption may stand above what it is about."""
    for _, group in groupby(found, key=lambda line: line.figure):
        yield from sorted(group, key=lambda line: line.figure > 0 and not line.image)


def _is_block(element: Any) -> bool:
    return element.tag in BLOCKS or bool(BLOCKED.search(element.get("style", "")))


def _is_icon(image: Any) -> bool:
    sizes = [match[1] for name in ("width", "height") if (match := PIXELS.fullmatch(image.get(name, "")[:20]))]
    sizes += STYLE_PIXELS.findall(image.get("style", "")[:LONGEST])
    return any(int(size) <= SMALL for size in sizes) or bool(ICON.search(image.get("class", "")[:LONGEST]))


def _first_number(numbered: Any) -> int:
    start = numbered.get("start", "")
    return int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1


def _collapsed(text: str) -> str:
    """A text with its white space as a browser shows it: a run is one space, and a line break between wide characters none."""

    def gap(match: regex.Match[str]) -> str:
        start, end = match.span()
        wide = WIDE.match(text[max(0, start - 1) : start]) and WIDE.match(text[end : end + 1])
        return "" if wide and "\n" in match.group() else " "

    return GAP.sub(gap, text).strip(EDGE)


def _label(number: int) -> str:
    return chr(0x2801 + number // 255) + chr(0x2801 + number % 255)


# What the extractors say


def _votes(root: Any, page: Page) -> tuple[frozenset[int], frozenset[int]]:
    """The numbers of the lines that readability takes for the article, and of those that trafilatura does."""
    _simplify(root)
    copy = _markup(root)
    return _vote(page, _readability, copy), _vote(page, _trafilatura, copy)


def _simplify(root: Any) -> None:
    """Make a tree fit for programs that go down it by recursion, and take from it what they need not see."""
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "end":
            continue
        _shed(element)
        if depth > DEPTH:
            element.tag = "template"
    etree.strip_tags(root, "template")


def _shed(element: Any) -> None:
    """Take the attributes off an element, but for those that say what it is."""
    kept = {name: _allowed(value[:LONGEST]) for name in TELLING if (value := element.get(name))}
    linked = "href" in element.attrib
    element.attrib.clear()
    for name, value in kept.items():
        element.set(name, value)
    if linked:
        element.set("href", "/")


def _vote(page: Page, extractor: Callable[[str], str], copy: str) -> frozenset[int]:
    """The lines of which an extractor has at least half; none where it fails, as a hostile page can make it do."""
    try:
        answer = extractor(copy)
    except Exception:  # whatever it stumbles over, the other may not
        return frozenset()
    nodes = {(ord(a) - 0x2801) * 255 + ord(b) - 0x2801 for a, b in LABEL.findall(answer)}
    return frozenset(n for n, line in enumerate(page.lines) if line.pieces and _share(line, nodes) >= 0.5)


def _share(line: Line, nodes: set[int]) -> float:
    """The share of a line's letters that stand in certain text nodes; of the nodes, where it has no letters."""
    bare = not line.letters
    weights = [(node, 1 if bare else letters) for node, letters in line.pieces]
    return sum(weight for node, weight in weights if node in nodes) / sum(weight for _, weight in weights)


# Both are imported late: they take a third of a second, which projects without web pages need not wait.


def _readability(copy: str) -> str:
    from readability import Document  # type: ignore[import-untyped,import-not-found,unused-ignore]

    return str(Document(copy, min_text_length=12, retry_length=150).summary(html_partial=True))


def _trafilatura(copy: str) -> str:
    from trafilatura import extract  # type: ignore[import-not-found,unused-ignore]

    return extract(copy, fast=True, include_comments=False, include_tables=True, include_links=False) or ""


# The choice


def _chosen(page: Page, ours: frozenset[int], theirs: frozenset[int]) -> tuple[Basis, frozenset[int]]:
    """Whose choice counts, and the lines that make the article.

    What both have is the article, and so is what one has inside it; where they share too little, the one with more prose is
    right. What only one has does not count if it is links, or stands in an element that by its name is a thing apart.
    """
    basis, sure = _sure(page, ours, theirs)
    if not sure:
        return basis, sure
    first, end = _body(page, sure)
    inside = range(min(first, min(sure)), max(end, max(sure) + 1))
    more = {n for n in ours ^ theirs if n in inside and n not in page.apart and not page.lines[n].links}
    return basis, _with_images(page, sure | more, range(first, end))


def _sure(page: Page, ours: frozenset[int], theirs: frozenset[int]) -> tuple[Basis, frozenset[int]]:
    """The lines that are surely of the article: those of both, if they have half of the prose that either has."""
    prose = {n: page.lines[n].letters for n in ours | theirs if n not in page.apart and page.lines[n].prose}
    common, mine, other = (sum(prose.get(n, 0) for n in choice) for choice in (ours & theirs, ours, theirs))
    if common and common * 2 >= max(mine, other):
        return "both", ours & theirs
    who: Basis = "readability" if mine > other else "trafilatura"
    choice = ours if mine > other else theirs
    return who, frozenset(n for n in choice if n not in page.apart and not page.lines[n].links)


def _body(page: Page, sure: frozenset[int]) -> tuple[int, int]:
    """The smallest block that holds three quarters of what is surely of the article."""
    sums = [0, *accumulate(line.letters if n in sure else 0 for n, line in enumerate(page.lines))]
    large = (block for block in page.blocks if (sums[block[1]] - sums[block[0]]) * 4 >= sums[-1] * 3)
    return min(large, key=lambda block: (block[1] - block[0], block), default=(0, len(page.lines)))


def _with_images(page: Page, kept: frozenset[int], body: range) -> frozenset[int]:
    """The same lines, with the images of the body that have a caption, or stand beside one of the lines and not behind the last;
    and with the captions.
    """
    captions = {n: line.figure for n, line in enumerate(page.lines) if line.caption and n not in page.apart}
    texts = [n for n, line in enumerate(page.lines) if not line.image]
    figures = set(captions.values())
    images = {
        n
        for n in body
        if page.lines[n].image
        and n not in page.apart
        and (page.lines[n].figure in figures or (n < max(kept) and not kept.isdisjoint(_beside(texts, n))))
    }
    shown = {page.lines[n].figure for n in images}
    return kept | images | {n for n, figure in captions.items() if figure in shown}


def _with_title(page: Page, kept: frozenset[int], hints: Hints) -> tuple[Hints, frozenset[int]]:
    """The same lines and, where it stands above them, the title; and what the lines between say of date, author and outlet."""
    wanted = core(hints.title or "")
    above = range(next(n for n in sorted(kept) if page.lines[n].prose))
    titles = [n for n in above if wanted == core(page.lines[n].text) and n not in page.apart and not page.lines[n].links]
    if not wanted or not titles:
        return hints, kept
    between = [line.text for line in page.lines[titles[-1] + 1 : above.stop] if line.letters <= LONGEST]
    found = {name: _first(*(match[1] for text in between if (match := by.search(text)))) for name, by in BYLINES.items()}
    day = _first(*map(_day, between))
    hints = replace(hints, date=hints.date or day, author=hints.author or found["author"], outlet=hints.outlet or found["outlet"])
    return hints, kept | {titles[-1]}


def _beside(texts: Sequence[int], n: int) -> Sequence[int]:
    """The line of text above the image ``n``, and the one below."""
    at = bisect_left(texts, n)
    return texts[max(0, at - 1) : at + 1]


def _require_article(page: Page, kept: frozenset[int], title: str) -> None:
    """Raise NoArticle where the lines that are kept make none."""
    letters = sum(page.lines[n].letters for n in kept)
    prose = sum(page.lines[n].letters for n in kept if page.lines[n].prose)
    if prose < LEAST:
        raise NoArticle(f"no article in this page: {prose or 'no'} letters of prose")
    if prose < ERROR and NOT_FOUND.match(title.strip()):
        raise NoArticle(f"no article in this page: its title is “{' '.join(title.split())[:40]}”")
    teasers = sum(bool(TEASER.fullmatch(line.text)) for line in page.lines[min(kept) : max(kept) + TEASERS])
    if teasers >= TEASERS:
        raise NoArticle(f"no article in this page, but a list: {teasers} lines are prices, or like “阅读全文”")
    if prose < SHARE * letters:
        raise NoArticle(f"no article in this page: of {letters:,} letters only {prose:,} are prose")


def _shown(found: Sequence[Line], kept: frozenset[int]) -> Iterator[str]:
    """The lines that are kept, as text: a row of a table is one line, and an item has its marker."""
    times = Counter(line.item for line in found if not line.image)
    marked = (_marked(line, times) for n, line in enumerate(found) if n in kept)
    for row, group in groupby(marked, key=lambda line: line.row):
        cells = list(group)
        if row and _is_row(cells):
            yield BAR.join(line.text for line in cells)
        else:
            yield from (line.text for line in cells)


def _marked(line: Line, times: Counter[int]) -> Line:
    """The line with the marker of its item, if it is all of the item and has no mark of its own."""
    if not line.item or times[line.item] > 1 or MARKED.match(line.text):
        return line
    return replace(line, text=line.marker + line.text)


def _is_row(cells: Sequence[Line]) -> bool:
    """True where each line is a cell of its own; otherwise the table is there for the layout."""
    numbers = {line.cell for line in cells}
    return len(numbers) == len(cells) and 0 not in numbers and not any(line.image for line in cells)


def _disagreement(found: Sequence[Line], kept: frozenset[int], ours: frozenset[int], theirs: frozenset[int]) -> Disagreement:
    def state(n: int) -> tuple[Who, bool] | None:
        return None if (n in ours) == (n in theirs) else ("readability" if n in ours else "trafilatura", n in kept)

    texts = [n for n in range(len(found)) if not found[n].image]
    groups = [(key, [found[n].text for n in group]) for key, group in groupby(texts, key=state)]
    either, one = (sum(found[n].letters for n in some) for some in (ours | theirs, ours ^ theirs))
    return Disagreement(round(one / max(either, 1), 4), tuple(Stretch(key[0], "\n".join(text), key[1]) for key, text in groups if key))


# What the page says of itself


def _hints(root: Any) -> Hints:
    """Title, date, author and outlet as the metadata of a page have them. A title is that of the heading it begins with."""
    articles, metas = list(_json_ld(root)), _metas(root)
    title = _first(*(a.get("headline") for a in articles), metas.get("og:title"), metas.get("twitter:title"))
    known = core(title or _text(root.find(".//title"))[:LONGEST])
    headings = {words for h in root.iter("h1") if (words := _words(_text(h))) and len(core(words)) >= 4 and known.startswith(core(words))}
    days = map(_day, (*(a.get("datePublished") for a in articles), *(metas.get(key) for key in DATES)))
    outlet = _first(*(_name_in(a.get("publisher")) for a in articles), *(metas.get(key) for key in OUTLETS))
    authors = (*(_name_in(a.get("author")) for a in articles), *(metas.get(key) for key in AUTHORS))
    author = _first(*(name for name in authors if name and name != outlet and not NAMELESS.search(name)))
    return Hints(headings.pop() if len(headings) == 1 else title, _first(*days), author, outlet)


def _metas(root: Any) -> dict[str, str]:
    """The first value of each <meta>, by its name in lower case."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        value = _words(element.get("content"))
        for key in ("property", "name", "itemprop"):
            name = element.get(key, "")[:LONGEST].lower()
            if name and value:
                found.setdefault(name, value)
    return found


def _json_ld(root: Any) -> Iterator[dict[str, Any]]:
    """The articles in the JSON-LD of a page, in order; what is not well-formed is passed over."""
    for element in root.iter("script"):
        text = element.text or ""
        if element.get("type", "").strip().lower() == "application/ld+json" and len(text) <= JSON_LD:
            try:
                yield from _articles_in(json.loads(text, strict=False))
            except (ValueError, RecursionError):
                continue


def _articles_in(data: object) -> Iterator[dict[str, Any]]:
    """The objects that are articles, in lists, graphs, and as the main thing of a page."""
    rest = [data]
    for node in rest:
        if len(rest) > NODES:
            return
        if isinstance(node, list):
            rest.extend(node[:NODES])
        elif isinstance(node, dict):
            rest.extend(node[key] for key in ("@graph", "mainEntity") if key in node)
            kinds = node.get("@type")
            if any(isinstance(kind, str) and kind.endswith(("Article", "BlogPosting")) for kind in _listed(kinds)):
                yield node


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _name_in(value: object) -> str | None:
    """The name of a person or an organization of JSON-LD, the first of several; there a name alone is enough."""
    node = next(iter(_listed(value)), None)
    return _words(node.get("name") if isinstance(node, dict) else node)


def _words(value: object) -> str | None:
    """A value on one line, if it is a text of sensible length."""
    if not isinstance(value, str) or len(value) > LONGEST * 4:
        return None
    text = " ".join(CONTROLS.sub("", value.encode("utf-8", "ignore").decode()).split())
    return text if 0 < len(text) <= LONGEST else None


def _first(*values: object) -> str | None:
    return next((words for value in values if (words := _words(value))), None)


def _day(value: object) -> str | None:
    """The day of a date that begins with its year, as ISO 8601."""
    match = DAY.search(value[:60]) if isinstance(value, str) else None
    try:
        return date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None
