"""Metadata that a web page declares where no reader sees them: in its `<meta>`, and in a `<time>`, if it has only one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

import regex

from ..core.model import Datum
from ..html.tokens import attribute_values, tokens

META_TAGS = "metadata"
MAX_LENGTH = 60  # characters of a name, and of a date with its time
KEY_ATTRIBUTES = ("property", "name", "itemprop")  # those that say what a <meta> is about
KEYS: Mapping[str, tuple[str, ...]] = {  # by what they declare, the best first
    "title": ("og:title", "twitter:title"),
    "date": ("article:published_time", "og:published_time", "datepublished", "publishdate", "pubdate", "publish_time", "og:release_date"),
    "author": ("article:author", "og:article:author", "author"),
    "outlet": ("og:site_name", "mediaid", "source"),
}
DAY = regex.compile(r"(?<!\d)((?:19|20)\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
# Accounts and programs where the name of an author should be.
NO_NAME = regex.compile(r"(?:admin(?:istrator)?|root|editor|webmaster|未知|佚名)$|discuz|wordpress|comsenz|://|www\.", regex.IGNORECASE)


@lru_cache(maxsize=4)
def meta_tags(raw: str) -> Mapping[str, Datum]:
    """The facts that a page declares, by the names that they have in a heading. Only the title may be longer than a name."""
    contents: dict[str, str] = {}
    times: set[str] = set()
    for token in tokens(raw):
        if token.kind == "start_tag" and token.name in ("meta", "time"):
            attributes = attribute_values(raw, token)
            content = " ".join(attributes.get("content", "").split())
            for key in (attributes.get(name, "").lower() for name in KEY_ATTRIBUTES) if content else ():
                contents.setdefault(key, content)
            if token.name == "time":
                times.update(_iso_day(attributes.get("datetime", "")))
    values = {name: next((contents[key] for key in keys if key in contents), "") for name, keys in KEYS.items()}
    days = [*_iso_day(values.pop("date")), *(times if len(times) == 1 else ())]
    facts = {name: value for name, value in values.items() if value and (name == "title" or _is_name(value))}
    if facts.get("author") == facts.get("outlet"):
        facts.pop("author", None)
    return {name: Datum(value, META_TAGS) for name, value in {**facts, **({"date": days[0]} if days else {})}.items()}


def _is_name(value: str) -> bool:
    return len(value) <= MAX_LENGTH and not NO_NAME.search(value)


def _iso_day(value: str) -> Iterator[str]:
    """The day of a date that begins with its year, in ISO 8601, if there is such a day."""
    match = DAY.search(value[:MAX_LENGTH])
    if match:
        try:
            yield date(*map(int, match.groups())).isoformat()
        except ValueError:
            return
