"""What a web page says of itself, where no reader sees it: in its `<meta>`, and in the one `<time>` that it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

import regex

from ..core.model import Datum
from ..html.tokens import attribute_values, tokens

META_TAGS = "metadata"
LONGEST = 60  # characters of a name, and of a date with its time
KEYS = ("property", "name", "itemprop")  # the attributes by which a <meta> is called
NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title"),
    "date": ("article:published_time", "og:published_time", "datepublished", "publishdate", "pubdate", "publish_time", "og:release_date"),
    "author": ("article:author", "og:article:author", "author"),
    "outlet": ("og:site_name", "mediaid", "source"),
}
DAY = regex.compile(r"(?<!\d)((?:19|20)\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
# Accounts and programs that stand where an author should.
NAMELESS = regex.compile(r"(?:admin(?:istrator)?|root|editor|webmaster|未知|佚名)$|discuz|wordpress|comsenz|://|www\.", regex.IGNORECASE)


@lru_cache(maxsize=4)
def meta_tags(raw: str) -> Mapping[str, Datum]:
    """The facts that a page declares, by the names that a heading has for them. The title may be longer than a name."""
    said: dict[str, str] = {}
    times: set[str] = set()
    for token in tokens(raw):
        if token.kind == "start_tag" and token.name in ("meta", "time"):
            given = attribute_values(raw, token)
            value = " ".join(given.get("content", "").split())
            for name in (given.get(key, "").lower() for key in KEYS) if value else ():
                said.setdefault(name, value)
            if token.name == "time":
                times.update(_day(given.get("datetime", "")))
    found = {name: next((said[key] for key in keys if key in said), "") for name, keys in NAMES.items()}
    days = [*_day(found.pop("date")), *(times if len(times) == 1 else ())]
    facts = {name: value for name, value in found.items() if value and (name == "title" or _is_name(value))}
    if facts.get("author") == facts.get("outlet"):
        facts.pop("author", None)
    return {name: Datum(value, META_TAGS) for name, value in {**facts, **({"date": days[0]} if days else {})}.items()}


def _is_name(value: str) -> bool:
    return len(value) <= LONGEST and not NAMELESS.search(value)


def _day(value: str) -> Iterator[str]:
    """The day of a date that begins with its year, as ISO 8601, if it is one."""
    match = DAY.search(value[:LONGEST])
    if match:
        try:
            yield date(*map(int, match.groups())).isoformat()
        except ValueError:
            return
