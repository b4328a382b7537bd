"""Which line of a page is its title: the choice that the lines above its article make among themselves, by a linear model.

A line's score is the sum of its features, each times its weight (`rules/title_signals.yml`), and the odds of all lines add up to one: a
conditional logit model. A title says what the article says; the lines that state who wrote it and when stand near below; other lines
repeat it, as the name of the window does; and it stands alone, where the titles of other articles stand in rows.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import regex

from ..core.lines import Line, is_han
from .page import BREAKS_OFF, DATES, LABEL, LONGEST_TITLE, is_paragraph, shape

LEAST, SHORTEST = 2, 4  # letters of a title: at least, and of all but a few
LONGEST = 400  # characters of a line that is looked at
FAR = 40  # lines above the article's first paragraph in which its title is sought
BELOW = 3  # lines beside a line that are looked at
REPEATED = 5  # letters from which a line that stands again is a title rather than a button
LIKE = 8  # letters from which lines in a row are like titles
COMMON, OFTEN = 3, 3  # lines above in which a pair of characters is common; times that it stands in the prose, at most
FEW_PAIRS = 6  # pairs of characters, of which fewer say little even if all are in the prose
ROW = 4  # lines in a row, at most
STATED = regex.compile(
    r"(?:作者|来源|來源|记者|記者|编辑|編輯|责编|文|图|撰文|撰稿|发布|發布|发表|发表于|更新|时间|時間|日期|点击|阅读|閱讀|浏览|瀏覽|出处|稿源|原创|原标题|原標題|by)"
    r"\s?[:：／/|｜丨\s]|(?<!\d)\d{1,2}(?::\d{2}){1,2}(?!\d)|(?<!\d)\d{1,2}月\d{1,2}日",
    regex.IGNORECASE,
)
COUNTED = regex.compile(
    r"(?<![\d,.])\d[\d,.万wk+]*\s?(?:评论|回复|阅读|浏览|赞|人|次|分钟|小时|天前|条|个|字)|(?:评论|阅读|浏览|点击|赞|收藏|本文约)\s*[(（:：]?\s*\d"
)
FACTS = (DATES, STATED, COUNTED)
TRAIL = regex.compile(r"\S\s*[>»›＞→]+\s*\S|当前位置|當前位置|您?现?在的?位置|正文$")
MENU = regex.compile(r"\p{L}[\p{L}\p{N}-]{0,7}(?:(?:\s*[|｜丨·•/]\s*|\s+)\p{L}[\p{L}\p{N}-]{0,7}){3,20}")
BULLET = regex.compile(r"[-–•·*●◆■□◎▲>|#]|\d{1,2}[.、．\s]")
SITE_MARK = regex.compile(r"[|｜丨_»›>]")
CALL = regex.compile(
    r"登[录錄入]|注册|註冊|下[载載]|客户端|首[页頁]|返回|[欢歡]迎|收藏|分享|打印|[扫掃][码碼]|扫一扫|[关關]注|[广廣]告|搜[索尋]|打[开開]"
    r"|上一[篇版页頁]|下一[篇版页頁]|放大|字[号號體]|往期|切换|skip to|menu|app"
)
NAME = range(2, 10)  # letters
NAME_MARKS = regex.compile(r"[，。！？：；《》“”…|｜>·,!?:;#\d]")
FOLLOW = regex.compile(r"(?:已?关注|關注|追蹤|\+|订阅|作者|楼主|博主|粉丝\s?\d*|LV?\d+|V)\s?$", regex.IGNORECASE)
BRACKETED = regex.compile(r"^[【〔\[].*[】〕\]]")


def title_odds(head: Head, weights: Mapping[str, float], excluded: Collection[int] = ()) -> dict[int, float]:
    """The probability of each line of a head to be the title, by its number. The lines ``excluded`` are no titles."""
    own = (n for n in candidates(head) if n not in excluded)
    scores = {n: sum(weights.get(name, 0.0) * value for name, value in features(head, n).items()) for n in own}
    most = max(scores.values(), default=0.0)
    shares = {n: math.exp(score - most) for n, score in scores.items()}
    return {n: share / sum(shares.values()) for n, share in shares.items()}


def candidates(head: Head) -> list[int]:
    """The lines that may be the title: no paragraph, and not the name of an account above its button."""
    near = (n for n in range(max(0, head.body - FAR), head.body) if not _is_account(head, n))
    own = (n for n in near if len(head.lines[n].core) >= LEAST and len(head.lines[n].text) <= LONGEST)
    return [n for n in own if not is_paragraph(head.lines[n])]


@dataclass(frozen=True)
class Head:
    """The lines of a page down to the first paragraph of its article, the line ``body``, and the words of the paragraphs below."""

    lines: tuple[Line, ...]
    body: int

    @cached_property
    def words(self) -> Counter[str]:
        """The pairs of characters in the prose of the page from the article's first paragraph on."""
        return Counter(pair for line in self.lines[self.body :] if line.prose for pair in _pairs(line.core))

    @cached_property
    def facts(self) -> tuple[bool, ...]:
        """Whether each line above the article states a date, an author, or what else a line of metadata has."""
        return tuple(len(line.core) < LONGEST_TITLE and any(fact.search(line.text) for fact in FACTS) for line in self._above)

    @cached_property
    def is_plain(self) -> bool:
        """True where nothing above the article shows that it is a page: neither a trail nor a call nor the names of its sections in a row,
        and no line has words of the first.
        """
        first = self.lines[0].core
        above = self.lines[1 : self.body]
        shown = any(
            TRAIL.search(line.text) or CALL.search(line.text.casefold()) or MENU.fullmatch(line.text) for line in self.lines[: self.body]
        )
        return not shown and not any(
            len(line.core) >= REPEATED and (line.core in first or (len(first) >= REPEATED and first in line.core)) for line in above
        )

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """How many lines as long as titles stand around each line above the article in a row, itself not counted."""
        counts: list[int] = []
        for is_row, group in groupby(range(self.body), key=lambda n: _is_like(self.lines[n]) and not self.facts[n]):
            size = len([*group])
            counts += [size - 1 if is_row else 0] * size
        return tuple(counts)

    @cached_property
    def longest(self) -> int:
        """The letters of the longest line near above the article that is not too long for a title."""
        near = self.lines[max(0, self.body - BELOW * 4) : self.body]
        return max((len(line.core) for line in near if len(line.core) <= LONGEST_TITLE), default=1)

    @cached_property
    def shapes(self) -> Counter[str]:
        return Counter(shape(line.text) for line in self.lines)

    @property
    def _above(self) -> tuple[Line, ...]:
        return self.lines[: self.body]

    @cached_property
    def pair_counts(self) -> Counter[str]:
        """In how many lines above the article each pair of characters stands."""
        return Counter(pair for line in self._above for pair in set(_pairs(line.core)))


def features(head: Head, n: int) -> dict[str, float]:
    """The features of line ``n`` by name. Each lies between 0 and 1."""
    return {**_own(head.lines[n]), **_echoes(head, n), **dict(_neighbours(head, n)), **_place(head, n)}


def _own(line: Line) -> dict[str, float]:
    text, letters = line.text, len(line.core)
    return {
        "tiny": float(letters < SHORTEST),
        "short": float(SHORTEST <= letters < LIKE),
        "medium": float(LIKE <= letters < 13),
        "long": float(letters > 40),
        "longer": float(letters > LONGEST_TITLE),
        "no-han": float(not any(map(is_han, text))),
        "digits": sum(map(str.isdigit, text)) / max(1, len(text)),
        "full-stop": float("。" in text),
        "open-end": float(text[-1] in "，、；：,;:"),
        "question": float(text[-1] in "？！?!"),
        "marks": min(1.0, sum(text.count(mark) for mark in "，：；“”《》？！") / 2),
        "date": float(bool(DATES.search(text))),
        "stated": float(bool(STATED.search(text))),
        "label": float(bool(LABEL.match(text))),
        "counted": float(bool(COUNTED.search(text))),
        "trail": float(bool(TRAIL.search(text))),
        "bullet": float(bool(BULLET.match(text))),
        "site-mark": min(2, len(SITE_MARK.findall(text))) / 2,
        "call": float(bool(CALL.search(text.casefold()))),
        "bracketed": float(bool(BRACKETED.match(text))),
        "name": float(letters in NAME and not NAME_MARKS.search(text)),
        "follow": float(bool(FOLLOW.search(text))),
        "breaks-off": float(bool(BREAKS_OFF.search(text))),
        "spaces": min(4, sum(map(str.isspace, text))) / 4,
    }


def _echoes(head: Head, n: int) -> dict[str, float]:
    """How a line is repeated: by a longer line above or below, by an equal one, and by the article's prose."""
    core, pairs = head.lines[n].core, [*_pairs(head.lines[n].core)]
    others = [m for m, other in enumerate(head.lines) if m != n and len(core) >= REPEATED and core in other.core]
    equal = [m for m in others if head.lines[m].core == core]
    longer = [m for m in others if head.lines[m].core != core and not head.lines[m].prose]
    parts = (other.core for m, other in enumerate(head.lines[: head.body]) if m != n)
    rare = [pair for pair in pairs if head.pair_counts[pair] < COMMON]
    return {
        "in-first": float(n > 0 and 0 in others),
        "in-above": float(any(0 < m < n for m in longer)),
        "in-below": float(any(m > n for m in longer)),
        "again-above": float(any(m < n for m in equal)),
        "again-alone": float(any(m < head.body and not head.rows[m] for m in equal)),
        "again-next": float(n + 1 in equal),
        "again-head": float(any(n + 1 < m < head.body for m in equal)),
        "again-below": float(any(m >= head.body for m in equal)),
        "has-other": float(any(REPEATED <= len(part) < len(core) and part in core for part in parts)),
        "said": sum(bool(head.words[pair]) for pair in pairs) / max(FEW_PAIRS, len(pairs)),
        "said-often": sum(min(OFTEN, head.words[pair]) for pair in pairs) / (OFTEN * max(FEW_PAIRS, len(pairs))),
        "own-words": len(rare) / max(1, len(pairs)),
        "own-said": sum(bool(head.words[pair]) for pair in rare) / max(FEW_PAIRS, len(rare)),
    }


def _neighbours(head: Head, n: int) -> Iterator[tuple[str, float]]:
    """What stands near: lines that state facts, and lines that are as long as titles."""
    above = head.lines[max(0, n - BELOW) : n]
    yield "facts-next", float(n + 1 < head.body and head.facts[n + 1])
    yield "facts-near", float(any(head.facts[n + 2 : n + 1 + BELOW]))
    yield "facts-below", float(any(head.facts[n + 1 + BELOW :]))
    yield "facts-above", float(any(head.facts[max(0, n - BELOW) : n]))
    yield "facts-far-above", float(any(head.facts[: max(0, n - BELOW)]))
    yield "like-above", sum(_is_like(line) for line in above) / BELOW
    below = head.lines[n + 1 : min(head.body, n + 1 + BELOW)]
    yield "like-below", sum(_is_like(line) and not head.facts[m] for m, line in enumerate(below, n + 1)) / BELOW
    yield "trail-above", float(n > 0 and bool(TRAIL.search(head.lines[n - 1].text)))
    yield "short-above", sum(len(line.core) < SHORTEST for line in above) / BELOW
    yield "row", min(ROW, head.rows[n]) / ROW
    yield "is-first", float(n == 0)
    yield "first-plain", float(n == 0 and head.is_plain)
    yield "is-second", float(n == 1)


def _place(head: Head, n: int) -> dict[str, float]:
    """How far above the article a line stands, lines of metadata not counted."""
    between = sum(not head.facts[m] for m in range(n + 1, head.body))
    return {
        "next": float(between == 0),
        "near": math.exp(-between / 3),
        "far": math.exp(-between / 12),
        "longest": float(len(head.lines[n].core) == head.longest),
        "shape-again": min(1.0, math.log2(head.shapes[shape(head.lines[n].text)]) / 2),
    }


def _is_account(head: Head, n: int) -> bool:
    """True for a line like a name above the button by which readers follow an account."""
    is_name = len(head.lines[n].core) in NAME and not NAME_MARKS.search(head.lines[n].text)
    return is_name and n + 1 < head.body and FOLLOW.fullmatch(head.lines[n + 1].text) is not None


def _is_like(line: Line) -> bool:
    """True for a line that is as long as a title."""
    return LIKE <= len(line.core) <= LONGEST_TITLE and not line.prose


def _pairs(core: str) -> Iterator[str]:
    return (core[n : n + 2] for n in range(len(core) - 1))
