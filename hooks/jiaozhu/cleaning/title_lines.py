"""The title: which line it is, where it is repeated, and what is glued to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from ..core.lines import ENDS, Line, head, lines
from ..core.normalize import to_simplified
from ..core.reading import Change, Reading
from ..rules.rulebook import Rulebook

REPEATED, TAG, FULL_STOP, NAME, SUFFIX = "repeated-title", "title-tag", "title-full-stop", "name-above-title", "title-site-name"
SITE = regex.compile(
    r"\s*[_|｜-]\s*[^_|｜\s-]{0,10}(?:网|网站|官网|门户|小说网|新浪财经|新浪新闻|搜狐|网易|知乎|百度|腾讯|微博|豆瓣|简书|博客园|频道)\s*$"
)
SHORTEST, LONGEST = 2, 64  # letters of a title
DISTINCTIVE = 12  # letters below which a title that stands once more, above prose, is a heading of the same words
REPEATABLE = 6  # letters from which a line that stands twice is a title rather than a refrain


def find_title(text: str, rulebook: Rulebook) -> Line | None:
    """The title of a ``text``: the first line above the prose that stands in the text again, or else the first line there.

    Lines that a metadata rule reads, and placeholders of images, are no candidates.
    """
    text_lines = lines(text)
    candidates = [line for line in head(text) if not is_metadata(line, rulebook)]
    times = Counter(line.core for line in text_lines)
    for line in candidates:
        if times[line.core] > 1 and REPEATABLE <= len(line.core) <= LONGEST:
            return line
    first = candidates[0] if candidates else None
    has_prose = any(line.prose for line in text_lines)
    if first is None or not has_prose or not SHORTEST <= len(first.core) <= LONGEST or first.text[-1] in "，：；、":
        return None
    if first.text.partition("：")[0] in rulebook.words.get("speakers", ()) and "：" in first.text:
        return None
    opens_article = first.text.endswith(("。", "。”")) and text_lines[text_lines.index(first) + 1].prose
    return None if opens_article else first


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Cut repetitions of the title, and the tag, the full stop and the publisher's name that are glued to it."""
    title = find_title(reading.text, rulebook)
    if title is None:
        return
    for change in _changes(reading.text, title, rulebook):
        if change.rule in rulebook.rules:
            yield change


def _changes(text: str, title: Line, rulebook: Rulebook) -> Iterator[Change]:
    """All changes of the rules of titles, whether the rulebook has these or not.

    A short title that is repeated once, between prose and prose, stays there: it is a heading.
    """
    text_lines = lines(text)
    at = text_lines.index(title)
    repeated = [line for line in text_lines[at + 1 :] if line.core == title.core and len(title.core) >= REPEATABLE]
    first = next((n for n, line in enumerate(text_lines) if line.prose), len(text_lines))
    inside = [n for n in range(first, len(text_lines) - 1) if text_lines[n] in repeated]
    is_heading = len(inside) == 1 and text_lines[inside[0] + 1].prose and len(title.core) < DISTINCTIVE
    heading = text_lines[inside[0]] if is_heading else None
    for line in repeated:
        if line is heading:
            continue
        yield Change(line.span.start, line.span.end, "", REPEATED)
    if at == 1 and repeated and _is_name(text_lines[0]):
        yield Change(text_lines[0].span.start, text_lines[0].span.end, "", NAME, sure=False)
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
    """True for a line that states facts about the article, or is the placeholder of an image: it is neither title nor heading."""
    rules = (*rulebook.table("metadata"), *(rule for rule in rulebook.table("boilerplate") if rule.leaves))
    simplified = to_simplified(line.text)
    return any(rule.find is not None and rule.find.fullmatch(simplified) for rule in rules)


def states_title(line: Line, rulebook: Rulebook) -> bool:
    """True for a line of metadata that states the title among other facts: `题目 2022-09-21 来源：…`."""
    rules = (rule for rule in rulebook.table("metadata") if rule.find is not None and "title" in rule.find.groupindex)
    return any(rule.find is not None and rule.find.fullmatch(to_simplified(line.text)) for rule in rules)


def _is_name(line: Line) -> bool:
    """True for a line that may be the name of a publisher: short, and without marks."""
    return 2 <= len(line.core) <= 10 and not any(c in ENDS or c in "“”‘’（）《》" for c in line.text)
