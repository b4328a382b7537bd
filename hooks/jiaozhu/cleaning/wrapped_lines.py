"""Hard wraps and page breaks: lines that end at a margin instead of at the end of a paragraph, and what a printed page has between two.

A text is taken for wrapped where most of its inner lines end at the same margin, and several of them in the midst of a clause: lines of
verse, of lists and of dialogue are of many lengths, or end with a mark. A page number, a running head and the links to other pages of a
split article go where the clause goes on behind them, or where they are nothing but numbers of pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from ..core.reading import Change, Reading
from ..rules.rulebook import Rulebook
from .layout.numbering import HAN_DIGITS, number_of_words
from .line_break_elements import break_runs
from .markup import is_page
from .printed_lines import HYPHEN, NARROWEST, PrintedLine, evenly_spaced, is_full, margin_of, printed_lines

WRAP, PAGE = "hard-wrap", "page-break"
SENTENCE_LINES = 6  # lines of which in prose at least one has the end of a sentence
LONGEST_HEAD = 30  # letters of a running head
HEAD_LINES = 2  # lines of a running head
LONGEST_NAME = 8  # letters of the name of a section below it
PAUSES = "，、；"  # behind these a sentence goes on
OPENERS = "“‘「『《〈（【"
NUMBER_START = regex.compile(r"\d[.,]?$")  # of a number that was broken
NUMBER = regex.compile(r"(?P<dash>[—–\-·\s]*+|[Pp](?:age|\.)\s*+)(?P<number>\d{1,4})[—–\-·\s]*")
PAGE_LINKS = regex.compile(
    r"(?:(?:本文)?共\s*\d{1,3}\s*[页頁]|(?:当前|當前)?第\s*\d{1,3}(?:\s*/\s*\d{1,3})?\s*[页頁]|(?:点击|點擊)?(?:进入|查看|阅读)?[上下]一[页頁]"
    r"|[首尾末][页頁]|前往[页頁]面"
    r"|[Pp]age:?\s\d{1,3}(?:\sof\s\d{1,3})?|(?:Next|Previous|Prev)(?:\s[Pp]age)?|\d{1,3}"
    r"|[，,、/|·…:：()（）【】\[\]<>«»‹›—–\-\s])++"
)
PAGE_WORD = regex.compile(
    r"第\s*\d|共\s*\d|[上下]一[页頁]|前往[页頁]面|^[（(]\d{1,2}/\d{1,2}[）)]$|\[\d{1,3}\]\W*\d|[Pp]age:?\s\d|Next|Prev|[<«‹]\s*\d{1,3}\s+\d"
)
PAGE_NUMBER = rf"(?P<number>\d{{1,4}}|{HAN_DIGITS})"  # old books have Chinese numerals
NUMBER_BEFORE = regex.compile(rf"[·•—–-]?{PAGE_NUMBER}(?:[·•—–-]?(?:\s{{2,}}|[\u3000\t])|\s?[/|·]\s?)\s*+")
NUMBER_BEHIND = regex.compile(rf"(?<!\s)(?:(?:\s{{2,}}+|[\u3000\t]\s*+)[·•—–-]?|\s?[/|·]\s?){PAGE_NUMBER}[·•—–-]?$")
PAGE_OF_TITLE = regex.compile(r"[（(]\d{1,3}[）)]$")  # behind the title, on the second page of an article and those after it
NOTE = regex.compile(r"[\[〔【（(]\s*[\d一二三四五六七八九十]{1,3}\s*[\]〕】）)]|[①-⑳]|[*＊†]")
PAGE_NAME = regex.compile(
    r"[（(【\[—–-]+\s*第[一二三四五六七八九十]{1,3}页\s*[）)】\]—–-]+"
)  # in Chinese numerals; a bare one may be a heading
TURN = regex.compile(  # from one page of a newspaper to another: （下转第三版）, （上接第一版）
    r"[（(【\[]?\s?[下上][转轉接]\s?第?\s?[\dA-Z一二三四五六七八九十]{1,4}\s?[版页頁][^，。！？]{0,16}"
)


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Cut what stands between two pages, and join what was one paragraph. A web page breaks its lines by its markup, and has no heads and
    numbers of pages; but its text may be put together of several, with their links between them, or of lines that were wrapped before.
    """
    on_web, has_rule = is_page(reading), PAGE in rulebook.rules
    printed = evenly_spaced(printed_lines(reading.text))
    furniture = set((_links_within_prose if on_web else _page_furniture)(printed)) if has_rule else set[int]()
    # What stands between two pages sets no lines of the text apart.
    text_lines = [replace(line, is_apart=line.is_apart and n - 1 not in furniture) for n, line in enumerate(printed) if n not in furniture]
    margin = 0 if on_web else margin_of(text_lines)
    for n in sorted(furniture):
        yield Change(printed[n].span.start, printed[n].span.end, "", PAGE)
    for n, m in pairwise(n for n in range(len(printed)) if n not in furniture):
        crosses_page = m > n + 1 and has_rule
        if crosses_page and _crosses(printed[n], printed[m], margin):
            yield from _joined(printed, n, m, PAGE, sure=bool(margin))
        elif m == n + 1 and not on_web and WRAP in rulebook.rules and _continues(printed[n], printed[m], margin):
            yield from _joined(printed, n, m, WRAP, sure=HYPHEN.search(printed[n].text) is None)
    for run in break_runs(reading, [line.span for line in printed]) if on_web and WRAP in rulebook.rules else ():
        yield from _unwrapped([replace(printed[n], is_apart=is_apart) for n, is_apart in run])


def _unwrapped(run: Sequence[PrintedLine]) -> Iterator[Change]:
    """The lines of a web page that were wrapped before it was made, joined. A list may have lines of one length, but no sentences."""
    has_sentences = sum(any(mark in line.text for mark in "。！？") for line in run) * SENTENCE_LINES >= len(run)
    margin = margin_of(run) if has_sentences else 0
    for n, (one, other) in enumerate(pairwise(run)) if margin else ():
        if _continues(one, other, margin):
            yield from _joined(run, n, n + 1, WRAP, sure=False)


def _crosses(line: PrintedLine, following: PrintedLine, margin: int) -> bool:
    """True where a line goes on behind the border of a page: it ends in the midst of a clause, or, if it is longer than a line of verse,
    of a sentence; in a wrapped text, and in prose, also where a quotation follows.
    """
    goes_on = line.is_broken or (line.width >= NARROWEST and line.text[-1] in PAUSES)
    is_prose = margin > 0 or (line.width >= 2 * NARROWEST and "。" in line.text)
    return goes_on and following.goes_on and (following.text[0].isalnum() or (is_prose and following.text[0] in OPENERS))


def _continues(line: PrintedLine, following: PrintedLine, margin: int) -> bool:
    """True where a line is continued by the next: the first word of that did not fit into it, or was broken at a hyphen."""
    fills_line = (margin > 0 and is_full(line, following, margin)) or _is_within_word(line, following)
    return fills_line and not following.is_apart and following.goes_on


def _is_within_word(line: PrintedLine, following: PrintedLine) -> bool:
    """True where an English word is broken at a hyphen."""
    return HYPHEN.search(line.text) is not None and following.text[0].islower()


def _joined(printed: Sequence[PrintedLine], n: int, m: int, rule: str, sure: bool) -> Iterator[Change]:
    """Join two lines: without the white space and the furniture between them, and with a space between Latin words."""
    one, other = printed[n], printed[m]
    is_hyphen = _is_within_word(one, other)
    is_number = other.text[0].isdigit() and NUMBER_START.search(one.text) is not None
    are_words = one.text[-1].isascii() and other.text[0].isascii() and not is_hyphen and not is_number
    edges = [
        one.span.end - is_hyphen,
        *(edge for line in printed[n + 1 : m] for edge in (line.span.start, line.span.end)),
        other.span.start,
    ]
    for place, (start, end) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        yield Change(start, end, " " if are_words and place == 0 else "", rule, sure=sure)


def _page_furniture(printed: Sequence[PrintedLine]) -> Iterator[int]:
    """The lines that belong to a page and not to the text: its links to other pages, its number, and the running heads beside them."""
    named = set(_page_links(printed))
    named |= {n for n, line in enumerate(printed) if PAGE_NAME.fullmatch(line.text) or TURN.fullmatch(line.text)}
    named |= _heads_with_numbers(printed)
    yield from named | _running_heads(printed, named)
    numbers = {n: match for n, line in enumerate(printed) if (match := NUMBER.fullmatch(line.text))}
    if len(numbers) < 2 or not _rises([int(match["number"]) for match in numbers.values()]):
        return
    heads = _running_heads(printed, numbers)
    breaks = [n for n in numbers if _clause_goes_on(printed, n, numbers.keys() | heads)]
    are_dashed = any(match["dash"].strip() for match in numbers.values())
    values = [int(match["number"]) for match in numbers.values()]
    begins_later = values[0] > 1  # those of sections begin with 1
    is_printed = len(values) > 2 and values[-1] - values[0] < len(values) and margin_of(printed) > 0
    if heads or (breaks and are_dashed) or (begins_later and (len(breaks) > 1 or is_printed)):
        yield from numbers.keys() | heads


def _page_links(printed: Sequence[PrintedLine]) -> Iterator[int]:
    """The lines of nothing but links to the pages of a split article."""
    return (n for n, line in enumerate(printed) if PAGE_LINKS.fullmatch(line.text) and PAGE_WORD.search(line.text))


def _links_within_prose(printed: Sequence[PrintedLine]) -> Iterator[int]:
    """The links to other pages that a web page has between two lines of its prose; others stand in its frame."""
    links = set(_page_links(printed))
    is_prose = [line.width >= NARROWEST and any(mark in line.text for mark in "，。；：！？") for line in printed]
    waiting: list[int] = []
    is_below = False
    for n in range(len(printed)):
        if n in links:
            waiting.append(n)
            continue
        if is_below and is_prose[n]:
            yield from waiting
        waiting, is_below = [], is_prose[n]


def _rises(values: Sequence[int]) -> bool:
    return all(one < other for one, other in pairwise(values))


def _heads_with_numbers(printed: Sequence[PrintedLine]) -> set[int]:
    """The running heads with the number of the page in the same line, and a wide space between: each is that of another such line, or
    stands as a line of its own, as a title does; the pages follow one another, and no two heads, as the lines of a table of contents do.
    """
    heads = {n: head for n, line in enumerate(printed) if (head := _head_and_number(line.text))}
    times = Counter(head for head, _ in heads.values())
    own_lines = {line.text for line in printed}
    numbers = [number for _, number in heads.values()]
    are_pages = (
        len(heads) > 1
        and all(n + 1 not in heads for n in heads)
        and all(other == one + 1 for one, other in pairwise(numbers))
        and all(times[head] > 1 or head in own_lines for head, _ in heads.values())
    )
    return set(heads) if are_pages else set()


def _head_and_number(text: str) -> tuple[str, int] | None:
    """The running head and the number of the page that stand in one line; None where there is no such line."""
    match = NUMBER_BEFORE.match(text) or NUMBER_BEHIND.search(text)
    head = (text[: match.start()] + text[match.end() :]) if match else ""
    return (head.strip(), number_of_words(match["number"])) if match and head and _may_be_head(head) else None


def _running_heads(printed: Sequence[PrintedLine], numbers: Collection[int]) -> set[int]:
    """The lines that stand several times, and each time beside a page number or another such line; but for the first page, whose head
    may be the title of the text and has no number above. If below all of them that open a page stands a short name, that of a section, it
    belongs to the head. A head may count its pages: 渡口（2）.
    """
    if not numbers:
        return set()
    names = [PAGE_OF_TITLE.sub("", line.text) for line in printed]
    times = Counter(names)
    heads: set[int] = set()
    for _ in range(HEAD_LINES):
        known = {*numbers, *heads}
        beside = {m for n in known for m in (n - 1, n + 1) if 0 <= m < len(printed) and m not in known}
        at_numbers = Counter(names[m] for m in beside)
        titles = {names[m] for m in range(min(numbers)) if m not in beside}
        heads |= {m for m in beside if _is_repeated(names[m], at_numbers, times, titles)}
    second = {m + 1 for m in heads if m - 1 in numbers and m + 1 < len(printed) and m + 1 not in numbers}
    are_names = len(second) > 1 and all(len(printed[m].text) <= LONGEST_NAME and printed[m].text[-1].isalnum() for m in second)
    return heads | second if are_names else heads


def _is_repeated(name: str, at_numbers: Counter[str], times: Counter[str], titles: Collection[str]) -> bool:
    """True for a line that stands beside page numbers alone: several times, or once behind the title that it repeats."""
    is_title = name in titles
    return at_numbers[name] + is_title > 1 and times[name] - is_title <= at_numbers[name] and _may_be_head(name)


def _may_be_head(text: str) -> bool:
    return len(text) <= LONGEST_HEAD and (text[-1].isalnum() or text[-1] in "）)》")


def _clause_goes_on(printed: Sequence[PrintedLine], n: int, others: Collection[int]) -> bool:
    """True where the text around a line, without the notes at the foot of the page, is one sentence."""
    above = next((printed[m] for m in range(n - 1, -1, -1) if m not in others and not NOTE.match(printed[m].text)), None)
    below = next((printed[m] for m in range(n + 1, len(printed)) if m not in others), None)
    return above is not None and below is not None and (above.is_broken or above.text[-1] in PAUSES) and below.goes_on
