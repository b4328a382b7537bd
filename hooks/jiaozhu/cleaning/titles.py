"""The title: which line it is, where it stands again, and what clings to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from ..core.lines import ENDS, Line, head, lines
from ..core.reading import Change, Reading
from ..rules.rulebook import Rulebook, to_simplified

REPEATED, TAG, FULL_STOP, NAME, SUFFIX = "repeated-title", "title-tag", "title-full-stop", "name-above-title", "title-site-name"
SITE = regex.compile(
    r"\s*[_|｜-]\s*[^_|｜\s-]{0,10}(?:网|网站|官网|门户|小说网|新浪财经|新浪新闻|搜狐|网易|知乎|百度|腾讯|微博|豆瓣|简书|博客园|频道)\s*$"
)
SHORTEST, LONGEST = 2, 64  # letters of a title
LEAST_TOLD = 12  # letters from which a title that stands once more, above prose, is no heading of the same words
REPEATABLE = 6  # letters from which a line that stands twice is a title and not a refrain


def find(text: str, rulebook: Rulebook) -> Line | None:
    """The line of ``text`` that is its title: above the first prose, and standing again as a line, or else the first there.

    Lines that a metadata rule reads, and placeholders of images, are not in the running.
    """
    found = lines(text)
    above = [line for line in head(text) if not is_metadata(line, rulebook)]
    times = Counter(line.core for line in found)
    for line in above:
        if times[line.core] > 1 and REPEATABLE <= len(line.core) <= LONGEST:
            return line
    first = above[0] if above else None
    prose = any(line.prose for line in found)
    if first is None or not prose or not SHORTEST <= len(first.core) <= LONGEST or first.text[-1] in "，：；、":
        return None
    if first.text.partition("：")[0] in rulebook.words.get("speakers", ()) and "：" in first.text:
        return None
    sentence = first.text.endswith(("。", "。”")) and found[found.index(first) + 1].prose  # the first of the article, then
    return None if sentence else first


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Cut the title where it stands again, and the tag, the full stop and the publisher's name that cling to it."""
    title = find(reading.text, rulebook)
    if title is None:
        return
    for change in _changes(reading.text, title, rulebook):
        if change.rule in rulebook.rules:
            yield change


def _changes(text: str, title: Line, rulebook: Rulebook) -> Iterator[Change]:
    found = lines(text)
    at = found.index(title)
    again = [line for line in found[at + 1 :] if line.core == title.core and len(title.core) >= REPEATABLE]
    first = next((n for n, line in enumerate(found) if line.prose), len(found))
    inside = [n for n in range(first, len(found) - 1) if found[n] in again]
    heading = found[inside[0]] if len(inside) == 1 and found[inside[0] + 1].prose and len(title.core) < LEAST_TOLD else None
    for line in again:
        if line is heading:
            continue
        yield Change(line.span.start, line.span.end, "", REPEATED)
    if at == 1 and again and _name(found[0]):
        yield Change(found[0].span.start, found[0].span.end, "", NAME, sure=False)
    start, end = title.span.start, title.span.end
    tag, bracket, _ = title.text.removeprefix("【").partition("】")
    if title.text.startswith("【") and bracket and tag in rulebook.words.get("title-tags", ()):
        yield Change(start, start + len(tag) + 2, "", TAG)
    site = SITE.search(title.text)
    if site and len(title.core) - len(site.group()) >= REPEATABLE:
        yield Change(start + site.start(), end, "", SUFFIX)
    if title.text.endswith("。") and "。" not in title.text[:-1]:
        yield Change(end - 1, end, "", FULL_STOP)


def is_metadata(line: Line, rulebook: Rulebook) -> bool:
    """True for a line that speaks about the article, or stands for an image: neither its title nor a heading of its own."""
    tables = (*rulebook.table("metadata"), *(rule for rule in rulebook.table("boilerplate") if rule.leaves))
    words = to_simplified(line.text)
    return any(rule.find is not None and rule.find.fullmatch(words) for rule in tables)


def names_title(line: Line, rulebook: Rulebook) -> bool:
    """True for a line that gives the title along with other facts: `题目 2022-09-21 来源：…`."""
    rules = (rule for rule in rulebook.table("metadata") if rule.find is not None and "title" in rule.find.groupindex)
    return any(rule.find is not None and rule.find.fullmatch(to_simplified(line.text)) for rule in rules)


def _name(line: Line) -> bool:
    return 2 <= len(line.core) <= 10 and not any(c in ENDS or c in "“”‘’（）《》" for c in line.text)
