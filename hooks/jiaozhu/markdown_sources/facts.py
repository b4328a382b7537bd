"""What front matter, or another block of facts, says of an article: author, day, outlet and address, under the keys that programs which
save pages give them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import regex

from ..core.model import Datum
from ..core.normalize import to_simplified
from .front_matter import front_matter
from .outside import outside_facts

FRONT_MATTER = "metadata"
# By what they state, the best first. `created` is not among them: programs write there when the page was saved.
KEYS: Mapping[str, tuple[str, ...]] = {
    "date": ("published", "date", "pubdate", "publish_date", "datepublished", "发布时间", "发布日期", "发表时间", "发表日期", "日期"),
    "author": ("author", "authors", "by", "byline", "作者"),
    "outlet": ("publisher", "site", "outlet", "publication", "媒体", "出处", "来源"),
    "url": ("source", "url", "source_url", "link", "original", "canonical", "原文链接", "链接", "网址", "来源"),
}
DAY = regex.compile(r"((?:19|20)\d{2})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?(?!\d)")
WIKI_LINK = regex.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]")
ADDRESS = regex.compile(r"https?://[^\s<>\"'`]{1,2000}")
LONGEST = 60  # characters of a name


def front_matter_facts(raw: str) -> Mapping[str, Datum]:
    """The facts by the names that they have in a heading."""
    given = {to_simplified(key): value for key, value in {**outside_facts(raw), **front_matter(raw)}.items()}
    texts = {name: next((text for key in keys if (text := _text(given.get(key)))), "") for name, keys in KEYS.items()}
    facts = {name: value for name in ("author", "outlet") if 0 < len(value := texts[name]) <= LONGEST and "://" not in value}
    if ADDRESS.fullmatch(texts["url"]):
        facts["url"] = texts["url"]
    if day := _iso(texts["date"]):
        facts["date"] = day
    return {name: Datum(value, FRONT_MATTER) for name, value in facts.items()}


def _text(value: object) -> str:
    """A value as words, those of a list one after the other, without the brackets of links to notes."""
    values = value if isinstance(value, list) else [value]
    return "、".join(WIKI_LINK.sub(r"\1", " ".join(text.split())) for text in values if isinstance(text, str) and text.strip())


def _iso(words: str) -> str:
    """A day, month or year in ISO 8601, if there is such a day; else empty."""
    match = DAY.match(words)
    if match is None:
        return ""
    parts = [int(part) for part in match.groups() if part]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return ""
    return "-".join(f"{part:02d}" for part in parts)
